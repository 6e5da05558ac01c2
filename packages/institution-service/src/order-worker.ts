import { OrderSteps } from './order-steps.ts'
import type { Rest, StepOptions } from './order-steps.ts'
import type { OrderKey, ReceivedOrder, ServiceAlarm } from './ports.ts'

const UNDER_WAY_MAX = 64
const PAGE = 100
const SWEEP_MS = 30_000
const RETRY_MS = 200
const RETRY_MS_MAX = 30_000
const SLOW_RETRY_MS = 600_000

export interface WorkerOptions extends StepOptions {
  /** Between two readings of the whole in-box: what no event told of is found by them. */
  readonly sweepMs?: number | undefined
  /** First pause before an order is tried again; it doubles up to half a minute. */
  readonly retryMs?: number | undefined
  /** Pause where what is waited for comes by itself, and `look` is called when it has. */
  readonly slowRetryMs?: number | undefined
}

interface Entry {
  readonly key: OrderKey
  state: 'queued' | 'running' | 'waiting' | 'person'
  /** Something was told of it while it ran. */
  isChanged: boolean
  order?: ReceivedOrder | undefined
  /** State of the order at which a person has to act. */
  heldAt?: string
  tries: number
  timer?: ReturnType<typeof setTimeout>
  /** What was told to people of it, so that each try does not tell it again. */
  readonly told: Set<string>
}

/**
 * The order worker of one institution. Its work list is the in-box on the ledger; it holds nothing that a restart would miss.
 * Do not `resume` the adapter beside it: an order may have ended since its request was prepared.
 */
export class OrderWorker {
  readonly #options: WorkerOptions
  readonly #steps: OrderSteps
  readonly #entries = new Map<string, Entry>()
  readonly #queue: Entry[] = []
  readonly #running = new Set<Promise<void>>()
  #isStopped = false
  #sweep: ReturnType<typeof setTimeout> | undefined
  #watch: { stop(): void } | undefined

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#steps = new OrderSteps({ ...options, alarm: (alarm) => this.#alarm(alarm) })
  }

  /** Goes on where an earlier process was stopped, and stays with the in-box. Throws what the ports throw. */
  async start(): Promise<void> {
    const { ledger, requests } = this.#options
    this.#watch = await ledger.watch((keys) => {
      if (keys === undefined) void this.#readInbox()
      else for (const key of keys) this.look(key)
    })
    for (const key of await requests.unfinished()) this.look(key)
    await this.#readInbox()
  }

  /** Something has come for the order: its annex, an answer by file, a person's word. */
  look({ client, orderId }: OrderKey): void {
    this.#see({ client, orderId }, undefined)
  }

  /** Ends after the steps that are being taken. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#watch?.stop()
    clearTimeout(this.#sweep)
    for (const { timer } of this.#entries.values()) clearTimeout(timer)
    await Promise.all(this.#running)
  }

  async #readInbox(): Promise<void> {
    const { ledger, sweepMs = SWEEP_MS } = this.#options
    clearTimeout(this.#sweep)
    try {
      const resting = [...this.#entries.values()].filter(({ state }) => state === 'person' || state === 'waiting')
      const open = new Set<string>()
      let after: OrderKey | undefined
      for (;;) {
        const page = await ledger.inbox(after, PAGE)
        for (const order of page) {
          const key = { client: order.client, orderId: order.orderId }
          open.add(idOf(key))
          this.#see(key, order)
        }
        after = page.at(-1)
        if (after === undefined || page.length < PAGE) break
      }
      // Answered by somebody else, or revoked.
      for (const { key } of resting) if (!open.has(idOf(key))) this.look(key)
    } catch (error) {
      // The ledger is away: its client connects again by itself, and the next reading finds what was missed.
      this.#options.alarm({ code: 'STEP_FAILED', client: '', orderId: '', detail: nameOf(error) })
    }
    clearTimeout(this.#sweep)
    if (this.#isStopped) return
    this.#sweep = setTimeout(() => void this.#readInbox(), sweepMs)
  }

  /** `order`: as a reading of the in-box gave it; undefined: it is read when its turn comes. */
  #see(key: OrderKey, order: ReceivedOrder | undefined): void {
    if (this.#isStopped) return
    const id = idOf(key)
    const known = this.#entries.get(id)
    if (known === undefined) {
      const entry: Entry = { key, state: 'queued', isChanged: false, order, tries: 0, told: new Set() }
      this.#entries.set(id, entry)
      this.#enqueue(entry)
    } else if (known.state === 'running') known.isChanged ||= order === undefined
    else if (order === undefined || (known.state === 'person' && order.state !== known.heldAt))
      this.#again(known, order)
  }

  #again(entry: Entry, order?: ReceivedOrder): void {
    if (entry.state === 'queued') return
    clearTimeout(entry.timer)
    entry.order = order
    this.#enqueue(entry)
  }

  #enqueue(entry: Entry): void {
    entry.state = 'queued'
    this.#queue.push(entry)
    this.#run()
  }

  #run(): void {
    while (!this.#isStopped && this.#running.size < UNDER_WAY_MAX) {
      const entry = this.#queue.shift()
      if (entry === undefined) return
      entry.state = 'running'
      entry.isChanged = false
      const running = this.#advance(entry).then((rest) => {
        this.#running.delete(running)
        this.#settle(entry, rest)
        this.#run()
      })
      this.#running.add(running)
    }
  }

  async #advance(entry: Entry): Promise<Rest> {
    const { order } = entry
    entry.order = undefined
    try {
      return await this.#steps.advance(entry.key, order)
    } catch (error) {
      this.#alarm({ code: 'STEP_FAILED', ...entry.key, detail: nameOf(error) })
      return { kind: 'later', slow: false }
    }
  }

  #settle(entry: Entry, rest: Rest): void {
    if (rest.kind === 'done') {
      this.#entries.delete(idOf(entry.key))
      return
    }
    if (this.#isStopped) return
    if (rest.kind === 'again' || entry.isChanged) {
      this.#enqueue(entry)
      return
    }
    if (rest.kind === 'person') {
      entry.state = 'person'
      entry.heldAt = rest.state
      return
    }
    const { retryMs = RETRY_MS, slowRetryMs = SLOW_RETRY_MS } = this.#options
    const pause = rest.slow ? slowRetryMs : Math.min(RETRY_MS_MAX, retryMs * 2 ** entry.tries)
    entry.tries++
    entry.state = 'waiting'
    entry.timer = setTimeout(() => this.#again(entry), pause)
  }

  #alarm(alarm: ServiceAlarm): void {
    const told = this.#entries.get(idOf(alarm))?.told
    const what = `${alarm.code} ${alarm.detail ?? ''}`
    if (told?.has(what) === true) return
    told?.add(what)
    this.#options.alarm(alarm)
  }
}

function idOf({ client, orderId }: OrderKey): string {
  return `${client}/${orderId}`
}

/** Of an error of ours its code, of any other its class: never its text, which may hold what a request says. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
