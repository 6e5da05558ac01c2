import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { freePorts } from '../../free-ports.ts'

export interface LightOptions {
  /** The `cometbft` program. */
  readonly program: string
  readonly folder: string
  readonly chainId: string
  readonly primaryPort: number
  readonly witnessPort: number
  readonly trusted: { readonly height: number; readonly hash: string }
  readonly sequential: boolean
}

export interface RpcAnswer {
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string }
}

const READY_ATTEMPTS = 200
const READY_STEP_MS = 50
const START_ATTEMPTS = 3

/** A `cometbft light` of its own folder; its proxy verifies what it passes on. */
export class LightProcess {
  readonly port: number
  readonly #child: ChildProcess
  readonly #ended: Promise<void>
  #log = ''
  #running = true

  private constructor(options: LightOptions, port: number) {
    const { program, folder, chainId, primaryPort, witnessPort, trusted, sequential } = options
    this.port = port
    const args = [
      ...['light', chainId, '--home', folder, '--home-dir', folder, '--laddr', `tcp://127.0.0.1:${port}`],
      ...['-p', `http://127.0.0.1:${primaryPort}`, '-w', `http://127.0.0.1:${witnessPort}`],
      ...['--height', String(trusted.height), '--hash', trusted.hash],
      ...(sequential ? ['--sequential'] : []),
    ]
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#log += text))
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', () => {
        this.#running = false
        resolve()
      })
    })
  }

  /** Resolves when the proxy answers. */
  static async start(options: LightOptions): Promise<LightProcess> {
    for (let attempt = 1; ; attempt++) {
      // Another process may take the port between its choice and its use.
      const [port = 0] = await freePorts(1)
      const light = new LightProcess(options, port)
      if (await light.#ready()) return light
      await light.stop()
      if (attempt === START_ATTEMPTS) throw new Error(`cometbft light did not start: ${light.log.slice(-2_000)}`)
    }
  }

  get log(): string {
    return this.#log
  }

  async ask(method: string, params: Readonly<Record<string, unknown>>): Promise<RpcAnswer> {
    return await post(this.port, { jsonrpc: '2.0', id: 1, method, params })
  }

  async stop(): Promise<void> {
    if (this.#running) this.#child.kill('SIGKILL')
    await this.#ended
  }

  async #ready(): Promise<boolean> {
    for (let attempt = 0; attempt < READY_ATTEMPTS && this.#running; attempt++) {
      try {
        await this.ask('health', {})
        return true
      } catch {
        // Not listening yet.
        await setTimeout(READY_STEP_MS)
      }
    }
    return false
  }
}

export async function post(port: number, body: unknown): Promise<RpcAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as RpcAnswer
}
