import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { base64Encode } from '@xiezhi/codec'
import { noteTx } from '../../packages/host/src/embedded/testing/note-module.ts'
import { rpcCall } from '../../packages/host/src/comet/testing/rpc-call.ts'
import type { ValidatorRun, ValidatorZone } from '../../packages/host/src/comet/testing/run-validators.ts'
import type { ValidatorFile } from '../../packages/host/src/comet/testing/validator-process.ts'
import type { ClientLog } from './client-log.ts'
import { LinkProxy } from './link-proxy.ts'

interface Outcome {
  readonly included: boolean
  readonly code: number
  readonly codespace?: string
}

/** So long a submitter waits for one answer. */
const ANSWER_MS = 8_000
const NOTE_PREFIX = 'note/text/'

/** Submits notes one after the other to validators in turn, and writes down what it is told, until it is ended. */
export class Submitter {
  readonly #validators: readonly ValidatorRun[]
  readonly #log: ClientLog
  readonly #name: string
  #serial = 0
  #isEnded = false
  #done: Promise<void> = Promise.resolve()

  constructor(validators: readonly ValidatorRun[], log: ClientLog, name: string) {
    this.#validators = validators
    this.#log = log
    this.#name = name
  }

  start(): void {
    this.#done = this.#run()
  }

  async end(): Promise<void> {
    this.#isEnded = true
    await this.#done
  }

  async #run(): Promise<void> {
    while (!this.#isEnded) {
      const id = `${this.#name}-${this.#serial++}`
      const validator = this.#validators[this.#serial % this.#validators.length]
      if (validator === undefined) return
      await submit(validator, id, this.#log)
    }
  }
}

export async function submit(validator: ValidatorRun, id: string, log: ClientLog, issuedAtMs?: number): Promise<void> {
  const asked = rpcCall(validator.port, 'submit', { tx: base64Encode(noteTx(id, issuedAtMs)) })
  // Whoever does not wait for it any more need not hear how it ended.
  asked.catch(() => undefined)
  try {
    const answer = (await Promise.race([asked, sleep(ANSWER_MS, undefined, { ref: false })])) as Outcome | undefined
    if (answer === undefined) log.unanswered.push(id)
    else if (answer.included && answer.code === 0) log.acknowledge(id)
    // A host that stops, or heard nothing in time, says so: the order may still be included.
    else if (answer.codespace === 'host') log.unanswered.push(id)
    else log.refused.push(id)
  } catch {
    log.unanswered.push(id)
    await sleep(100)
  }
}

/** Ids of all notes on a validator. */
export async function notesOn({ port }: ValidatorRun): Promise<readonly string[]> {
  const found: string[] = []
  let after: string | undefined
  for (;;) {
    const page = (await rpcCall(port, 'state_page', {
      prefix: NOTE_PREFIX,
      ...(after === undefined ? {} : { after }),
    })) as { readonly entries: readonly { readonly key: string }[]; readonly next?: string | null }
    found.push(...page.entries.map(({ key }) => key.slice(NOTE_PREFIX.length)))
    after = page.next ?? undefined
    if (after === undefined) return found
  }
}

/** What a validator is told when it starts, with some of it changed. The validator must be stopped. */
export function tell({ engineHome }: ValidatorRun, change: (told: ValidatorFile) => Partial<ValidatorFile>): void {
  const file = join(dirname(engineHome), `${basename(engineHome)}.json`)
  const told = JSON.parse(readFileSync(file, 'utf8')) as ValidatorFile
  writeFileSync(file, JSON.stringify({ ...told, ...change(told) }))
}

/** A proxy on each way from one validator to another; both dial, so each pair has two links. */
export class ValidatorLinks {
  readonly #links: { readonly from: number; readonly to: number; readonly proxy: LinkProxy }[] = []

  /** Puts proxies between the validators, which stop and start for it. */
  static async between({ validators }: ValidatorZone): Promise<ValidatorLinks> {
    const links = new ValidatorLinks()
    const ports = validators.map((validator) => peerPortOf(validator))
    for (const [from, validator] of validators.entries()) {
      await validator.stop()
      const through = new Map<number, number>()
      for (const [to, port] of ports.entries()) {
        if (to === from) continue
        const proxy = await LinkProxy.to(port)
        links.#links.push({ from, to, proxy })
        through.set(port, proxy.port)
      }
      tell(validator, (told) => ({
        peers: told.peers.map((peer) => {
          const [head = '', port = ''] = peer.split(/:(?=\d+$)/)
          return `${head}:${through.get(Number(port)) ?? port}`
        }),
      }))
      await validator.start()
    }
    return links
  }

  /** Changes every link that one of these validators has. */
  set(validators: readonly number[], change: Parameters<LinkProxy['set']>[0]): void {
    for (const { from, to, proxy } of this.#links)
      if (validators.includes(from) || validators.includes(to)) proxy.set(change)
  }

  async close(): Promise<void> {
    await Promise.all(this.#links.map(({ proxy }) => proxy.close()))
  }
}

function peerPortOf({ engineHome }: ValidatorRun): number {
  const file = join(dirname(engineHome), `${basename(engineHome)}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { peerPort: number }).peerPort
}

/** Throws the state of a stopped validator away: its engine gives it every block again. */
export function forgetState({ engineHome }: ValidatorRun): void {
  rmSync(join(dirname(engineHome), `store-${basename(engineHome)}`), { recursive: true })
}

/** Spoils the end of the engine's write-ahead log of a stopped validator. */
export function spoilLog({ engineHome }: ValidatorRun): void {
  const file = join(engineHome, 'data', 'cs.wal', 'wal')
  const bytes = readFileSync(file)
  for (let at = Math.max(0, bytes.length - 64); at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}

/** Whether the engine has said that its log was spoiled. */
export function hasSeenSpoiledLog({ engineHome }: ValidatorRun): boolean {
  return /corrupt/i.test(readFileSync(join(engineHome, 'engine.log'), 'utf8'))
}

/** Gives a node that has not started yet the signing key of another, and nothing of what that one has signed. */
export function twin(of: ValidatorRun, node: ValidatorRun): void {
  const key = join('config', 'priv_validator_key.json')
  if (!existsSync(join(of.engineHome, key))) throw new Error('no signing key')
  cpSync(join(of.engineHome, key), join(node.engineHome, key))
}
