import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Crypto, SignatureCheck } from '@xiezhi/crypto'
import { fitsParcel, packChecks } from './check-parcel.ts'

export type VerifyLater = (checks: readonly SignatureCheck[]) => Promise<boolean[]>

/** The built file, from the source too: a thread takes no TypeScript. */
const workerFile = (): URL => new URL('../dist-node/verify-worker.js', import.meta.url)

/** Checks that are handed over together: those that come while these are judged wait for the next parcel. */
const PARCEL_CHECKS_MAX = 256

interface Order {
  readonly checks: readonly SignatureCheck[]
  readonly resolve: (verdicts: boolean[]) => void
}

/**
 * Verdicts in the order of the checks, judged on another thread, which starts with the first of them.
 *
 * A thread of ours and not the runtime's pool: there each check is a job of its own, and handing it over costs half of what
 * the check does. Where the thread cannot run, this one judges.
 */
export function createVerifyLater({ verifyMany }: Pick<Crypto, 'verifyMany'>): VerifyLater {
  let thread: VerifyThread | undefined
  return (checks) => {
    thread ??= new VerifyThread(verifyMany)
    return thread.verify(checks)
  }
}

class VerifyThread {
  readonly #verifyMany: Crypto['verifyMany']
  /** Undefined: absent or ended. */
  #worker: Worker | undefined
  #waiting: Order[] = []
  #underWay: readonly Order[] = []

  constructor(verifyMany: Crypto['verifyMany']) {
    this.#verifyMany = verifyMany
    const file = workerFile()
    if (!existsSync(fileURLToPath(file))) return
    const worker = new Worker(file, { execArgv: [] })
    worker.on('message', (verdicts: Uint8Array) => this.#take(verdicts))
    worker.once('error', () => this.#lost())
    worker.once('exit', () => this.#lost())
    // A program does not wait for it but while it judges.
    worker.unref()
    this.#worker = worker
  }

  verify(checks: readonly SignatureCheck[]): Promise<boolean[]> {
    if (this.#worker === undefined || !checks.every(fitsParcel)) return Promise.resolve(this.#verifyMany(checks))
    return new Promise((resolve) => {
      this.#waiting.push({ checks, resolve })
      // After this turn's events: they share the parcel.
      if (this.#underWay.length === 0 && this.#waiting.length === 1) setImmediate(() => this.#handOver())
    })
  }

  #handOver(): void {
    if (this.#underWay.length > 0 || this.#waiting.length === 0 || this.#worker === undefined) return
    let count = 0
    const end = this.#waiting.findIndex(({ checks }) => (count += checks.length) > PARCEL_CHECKS_MAX)
    this.#underWay = this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(1, end))
    const parcel = packChecks(this.#underWay.flatMap(({ checks }) => checks))
    this.#worker.ref()
    this.#worker.postMessage(parcel, [parcel.buffer as ArrayBuffer])
  }

  #take(verdicts: Uint8Array): void {
    const done = this.#underWay
    this.#underWay = []
    // The next parcel first: the thread works while the verdicts are used.
    this.#handOver()
    if (this.#underWay.length === 0) this.#worker?.unref()
    let at = 0
    for (const { checks, resolve } of done) {
      resolve(Array.from(verdicts.subarray(at, at + checks.length), Boolean))
      at += checks.length
    }
  }

  #lost(): void {
    this.#worker = undefined
    const open = [...this.#underWay, ...this.#waiting]
    this.#underWay = []
    this.#waiting = []
    for (const { checks, resolve } of open) resolve(this.#verifyMany(checks))
  }
}
