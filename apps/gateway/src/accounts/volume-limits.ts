import { civilDateOf } from '@xiezhi/contracts/ids'
import { bundledLaw, limitOn, waitingEndMs, waitingMs } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import { lawInForce } from '../zone/law-in-force.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

const RULE = 'PX-T26-5'
const WITHOUT_CASE = `${RULE}.withoutCase`
const REFRESH_MS = 30_000

export interface VolumeLimit {
  /** Key of the parameter. */
  readonly parameter: string
  readonly allowed: number
}

/** How many look-ups one person may make: numbers of the law book, with what two persons have enacted on the ledger. */
export class VolumeLimits {
  readonly #zone: ZoneLink
  readonly #log: Log
  #book: LawBook = bundledLaw
  #timer: NodeJS.Timeout | undefined

  constructor(zone: ZoneLink, log: Log) {
    this.#zone = zone
    this.#log = log
  }

  /** @throws LawError VERSION_PARAMETER_MISSING: a purpose without a limit is none that may be read for */
  forPurpose(purpose: string): VolumeLimit {
    return this.#limit(`${RULE}.${purpose}`)
  }

  withoutCase(): VolumeLimit {
    return this.#limit(WITHOUT_CASE)
  }

  windowMs(atMs: number): number {
    return waitingMs(this.#book, `${RULE}.window`, atMs)
  }

  /** By when somebody has to deal with an alarm that began then. */
  dueAtMs(atMs: number): number {
    return waitingEndMs(this.#book, `${RULE}.alarmDue`, atMs)
  }

  /** A ledger that cannot be asked leaves the limits as they were. */
  async refresh(): Promise<void> {
    try {
      this.#book = await lawInForce(this.#zone)
    } catch (error) {
      this.#log({ event: 'LIMITS_NOT_READ', reason: reasonOf(error) })
    }
  }

  start(): void {
    void this.refresh()
    this.#timer = setInterval(() => void this.refresh(), REFRESH_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #limit(parameter: string): VolumeLimit {
    return { parameter, allowed: limitOn(this.#book, parameter, 'look-up', civilDateOf(Date.now())) }
  }
}
