import type { ClientAge } from './client-age.ts'
import type { LinkConfig, RelayerConfig } from './config.ts'
import type { DirectionStatus } from './direction.ts'
import { Link } from './link.ts'
import { reasonOf } from './log.ts'
import type { Log } from './log.ts'
import { RelayerError } from './relayer-error.ts'

/** Waits between attempts to reach zones that are not there. */
const RECONNECT_MS = 500

export interface RelayerEvents {
  readonly log: Log
  /** A link is open: what was open on the zones is known. */
  readonly ready: (link: LinkConfig) => void
}

export interface LinkStatus {
  readonly a: string
  readonly b: string
  /** A link that is not open is tried again and again. */
  readonly isOpen: boolean
  /** Since when it is not open, UTC milliseconds; null while it is. */
  readonly downSinceMs: number | null
  readonly directions: readonly DirectionStatus[]
  readonly clients: readonly ClientAge[]
}

/** Keeps all links of a configuration open, each for itself: a zone that does not answer delays its own links only. */
export class Relayer {
  readonly #config: RelayerConfig
  readonly #events: RelayerEvents
  readonly #links = new Map<LinkConfig, Link>()
  /** Since when links that are not open are not. */
  readonly #downSinceMs = new Map<LinkConfig, number>()
  #isStopped = false
  readonly #wake = new Set<() => void>()

  constructor(config: RelayerConfig, events: RelayerEvents) {
    this.#config = config
    for (const link of config.links) this.#downSinceMs.set(link, Date.now())
    this.#events = events
  }

  get links(): readonly Link[] {
    return [...this.#links.values()]
  }

  get status(): readonly LinkStatus[] {
    return this.#config.links.map((config) => {
      const link = this.#links.get(config)
      return {
        a: config.a.zone,
        b: config.b.zone,
        isOpen: link !== undefined,
        downSinceMs: this.#downSinceMs.get(config) ?? null,
        directions: link?.status ?? [],
        clients: link?.clients ?? [],
      }
    })
  }

  /** Until `stop`. @throws RelayerError where the configuration is at fault */
  async run(): Promise<void> {
    await Promise.all(this.#config.links.map((link) => this.#keepOpen(link)))
  }

  stop(): void {
    this.#isStopped = true
    for (const link of this.links) link.close()
    for (const wake of this.#wake) wake()
  }

  async #keepOpen(config: LinkConfig): Promise<void> {
    const { log } = this.#events
    const places = { a: config.a.zone, b: config.b.zone }
    for (let isFirst = true; this.#isRunning(); isFirst = false) {
      try {
        await this.#untilLost(config)
        if (this.#isRunning()) log({ step: 'connection lost', ...places })
      } catch (error) {
        if (error instanceof RelayerError && FATAL.includes(error.code)) throw error
        if (isFirst) log({ step: 'not reachable', ...places, error: reasonOf(error) })
      }
      if (this.#isRunning()) await this.#pause(RECONNECT_MS)
    }
  }

  async #untilLost(config: LinkConfig): Promise<void> {
    let lost = (): void => undefined
    const isLost = new Promise<void>((resolve) => (lost = resolve))
    const link = await Link.open(this.#config, config, this.#events.log, () => {
      lost()
    })
    if (!this.#isRunning()) {
      link.close()
      return
    }
    this.#links.set(config, link)
    this.#downSinceMs.delete(config)
    this.#events.ready(config)
    await isLost
    this.#links.delete(config)
    this.#downSinceMs.set(config, Date.now())
    link.close()
  }

  /** A function: what `stop` changes meanwhile is read anew. */
  #isRunning(): boolean {
    return !this.#isStopped
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer)
        this.#wake.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.#wake.add(end)
    })
  }
}

/** No waiting cures these. */
const FATAL: readonly string[] = ['CONFIG_INVALID', 'KEY_INVALID']
