import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { join } from 'node:path'
import { VAULT_ERROR_CODES, VaultError } from '../vault-error.ts'
import type { VaultErrorCode } from '../vault-error.ts'
import type { AnnexCarrier } from './carrier.ts'
import { asCarrierFailure, DROP_FILE, dropName } from './drop-carrier.ts'
import type { DropKind } from './drop-carrier.ts'
import { ENVELOPE_BYTES_MAX } from './envelope.ts'
import { PULL_BYTES_MAX } from './pull.ts'

const BYTES_MAX: Readonly<Record<DropKind, number>> = { annex: ENVELOPE_BYTES_MAX, pull: PULL_BYTES_MAX }
const FILES_PER_RUN = 200
/** A copy under way writes to its file; one that has been still for so long is not complete and will not be. */
const COPYING_MS = 600_000
const QUARANTINE = 'quarantine'
/** The oldest go: who floods the folder fills no disk. */
const QUARANTINE_FILES_MAX = 1_000
const QUARANTINED = /^[0-9a-f]{64}\.([A-Z_]+)\.(?:annex|pull)$/

/** Nothing is wrong with the file: what it is for has been done, or is over. */
const DONE: ReadonlySet<VaultErrorCode> = new Set([
  'ANNEX_REPLAYED',
  'ANNEX_OVERDUE',
  'ANNEX_UNKNOWN',
  'PULL_REPLAYED',
  'PULL_STALE',
])

export interface DropInboxOptions {
  /** What takes annexes in and answers pulls: the exchange, or a gateway in front of it. */
  readonly exchange: {
    receive(envelope: Uint8Array): Promise<unknown>
    answerPull(request: Uint8Array): Promise<{ readonly puller: string; readonly envelope: Uint8Array }>
  }
  /** Takes the answers to pulls. */
  readonly carrier: Pick<AnnexCarrier, 'push'>
  /** Where the one-way exchange lays down what comes for this authority from that one. */
  readonly incoming: string
  /** How long an annex may lie there before its packet has come. */
  readonly waitMs: number
}

export interface DropReport {
  readonly received: number
  readonly answered: number
  /** Files that stay: half copied, or early. */
  readonly waiting: number
  /** Files that are gone from the folder, with the code of each. */
  readonly refused: readonly { readonly file: string; readonly code: VaultErrorCode; readonly isQuarantined: boolean }[]
}

/** A refused file that an operator has to look at, until it is taken out of the folder. */
export interface Quarantined {
  readonly file: string
  readonly code: VaultErrorCode
  readonly atMs: number
}

type Outcome = 'received' | 'answered' | 'waiting' | VaultErrorCode

/** Takes in what lies in a folder. Stopped anywhere, it goes on at the next run: what was taken in before is not taken twice. */
export class DropInbox {
  readonly #options: DropInboxOptions
  readonly #quarantine: string
  /** Last file of the run before: those that wait do not keep others waiting. */
  #after = ''

  constructor(options: DropInboxOptions) {
    this.#options = options
    this.#quarantine = join(options.incoming, QUARANTINE)
  }

  /** @throws VaultError CARRIER_FAILED where the folder cannot be used; whatever the exchange throws but a refusal */
  async read(): Promise<DropReport> {
    const counts = { received: 0, answered: 0, waiting: 0 }
    const refused: DropReport['refused'][number][] = []
    try {
      mkdirSync(this.#quarantine, { recursive: true, mode: 0o700 })
      for (const file of this.#next()) {
        const outcome = await this.#take(file)
        if (outcome === undefined) continue
        if (outcome === 'received' || outcome === 'answered' || outcome === 'waiting') counts[outcome] += 1
        else refused.push({ file, code: outcome, isQuarantined: this.#putAway(file, outcome) })
        if (outcome === 'received' || outcome === 'answered') rmSync(this.#path(file), { force: true })
      }
    } catch (error) {
      throw asCarrierFailure(error)
    }
    return { ...counts, refused }
  }

  /** Oldest first. */
  quarantined(): readonly Quarantined[] {
    try {
      return readdirSync(this.#quarantine)
        .flatMap((file): Quarantined[] => {
          const found = QUARANTINED.exec(file)?.[1]
          const code = VAULT_ERROR_CODES.find((one) => one === found)
          const stat = code === undefined ? undefined : statOf(join(this.#quarantine, file))
          return code === undefined || stat === undefined ? [] : [{ file, code, atMs: Math.round(stat.mtimeMs) }]
        })
        .sort((a, b) => a.atMs - b.atMs || (a.file < b.file ? -1 : 1))
    } catch (error) {
      if (asCarrierFailure(error) === error) throw error
      return []
    }
  }

  #path(file: string): string {
    return join(this.#options.incoming, file)
  }

  #next(): string[] {
    const all = readdirSync(this.#options.incoming)
      .filter((name) => DROP_FILE.test(name))
      .sort()
    const from = all.findIndex((name) => name > this.#after)
    const turned = from <= 0 ? all : [...all.slice(from), ...all.slice(0, from)]
    const files = turned.slice(0, FILES_PER_RUN)
    this.#after = files.at(-1) ?? ''
    return files
  }

  /** Undefined: it is no longer there. */
  async #take(file: string): Promise<Outcome | undefined> {
    const kind: DropKind = file.endsWith('.pull') ? 'pull' : 'annex'
    const stat = statOf(this.#path(file))
    if (stat === undefined) return undefined
    // Links, pipes and devices are never opened.
    if (!stat.isFile()) return 'ANNEX_MALFORMED'
    if (stat.size > BYTES_MAX[kind]) return 'ANNEX_OVERSIZED'
    const bytes = new Uint8Array(readFileSync(this.#path(file)))
    const ageMs = Date.now() - stat.mtimeMs
    if (dropName(kind, bytes) !== file) return ageMs < COPYING_MS ? 'waiting' : 'ANNEX_MALFORMED'
    try {
      if (kind === 'annex') {
        await this.#options.exchange.receive(bytes)
        return 'received'
      }
      const { puller, envelope } = await this.#options.exchange.answerPull(bytes)
      await this.#options.carrier.push(puller, envelope)
      return 'answered'
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      // Its packet is still on the way.
      const isEarly = error.code === 'ANNEX_UNEXPECTED' && ageMs < this.#options.waitMs
      return isEarly || error.code === 'CARRIER_FAILED' ? 'waiting' : error.code
    }
  }

  /** Whether it was put where an operator looks at it. */
  #putAway(file: string, code: VaultErrorCode): boolean {
    if (DONE.has(code)) {
      rmSync(this.#path(file), { force: true })
      return false
    }
    const [, stem = '', kind = ''] = DROP_FILE.exec(file) ?? []
    const target = join(this.#quarantine, `${stem}.${code}.${kind}`)
    if (statOf(target)?.isDirectory() === true) rmSync(target, { recursive: true })
    renameSync(this.#path(file), target)
    const now = new Date()
    if (statOf(target)?.isFile() === true) utimesSync(target, now, now)
    for (const { file: old } of this.quarantined().slice(0, -QUARANTINE_FILES_MAX))
      rmSync(join(this.#quarantine, old), { recursive: true, force: true })
    return true
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}
