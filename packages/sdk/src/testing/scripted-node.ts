import type { Json } from '@xiezhi/codec'
import { ZoneClient } from '../zone-client.ts'
import type { Transport } from '../json-rpc.ts'
import type { Socket } from '../socket.ts'

/** What a node answers to a call; undefined: nothing. `raw` is sent as it is. */
export type Script = (method: string, params: Readonly<Record<string, Json>>) => Json | Raw | undefined

export class Raw {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export const METHOD_NOT_FOUND: Json = { error: { code: -32601, message: 'Method not found', data: '' } }

/** The far side of a connection: a node that answers by a script, and a clock that tests turn on. */
export class ScriptedNode {
  readonly calls: string[] = []
  readonly #script: Script
  readonly #timers = new Map<number, { readonly atMs: number; readonly run: () => void }>()
  #socket: Socket | undefined
  #nowMs = 0
  #nextTimer = 1
  isClosed = false

  constructor(script: Script) {
    this.#script = script
  }

  /** `opens` false: the connection is taken and stays silent. */
  transport({ opens = true }: { readonly opens?: boolean } = {}): Transport {
    return {
      open: () => {
        const socket: Socket = {
          send: (text) => {
            this.#take(text)
          },
          close: () => {
            if (this.isClosed) return
            this.isClosed = true
            socket.onclose?.(undefined as never)
          },
          onopen: null,
          onmessage: null,
          onclose: null,
          onerror: null,
        }
        this.#socket = socket
        if (opens) void Promise.resolve().then(() => socket.onopen?.(undefined as never))
        return socket
      },
      timer: {
        after: (ms, run) => {
          const id = this.#nextTimer++
          this.#timers.set(id, { atMs: this.#nowMs + ms, run })
          return () => void this.#timers.delete(id)
        },
      },
    }
  }

  client(): Promise<ZoneClient> {
    return ZoneClient.connect('ws://node/websocket', this.transport())
  }

  /** Timers that have fallen due run. */
  advance(ms: number): void {
    this.#nowMs += ms
    for (const [id, { atMs, run }] of [...this.#timers]) {
      if (atMs > this.#nowMs) continue
      this.#timers.delete(id)
      run()
    }
  }

  get timers(): number {
    return this.#timers.size
  }

  say(text: string): void {
    this.#socket?.onmessage?.({ data: text })
  }

  drop(): void {
    this.#socket?.close()
  }

  #take(text: string): void {
    const { id, method, params } = JSON.parse(text) as {
      readonly id: number
      readonly method: string
      readonly params: Readonly<Record<string, Json>>
    }
    this.calls.push(method)
    const answer = this.#script(method, params)
    if (answer === undefined) return
    if (answer instanceof Raw) void Promise.resolve().then(() => this.say(answer.text))
    else {
      const isError = typeof answer === 'object' && answer !== null && 'error' in answer
      void Promise.resolve().then(() =>
        this.say(JSON.stringify({ jsonrpc: '2.0', id, ...(isError ? answer : { result: answer }) })),
      )
    }
  }
}
