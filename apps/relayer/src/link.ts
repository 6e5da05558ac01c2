import type { Event } from '@xiezhi/kernel'
import type { Carrier } from './cargo.ts'
import type { ChainEnd } from './chain-end.ts'
import { clientAge } from './client-age.ts'
import type { ClientAge } from './client-age.ts'
import { ClientView } from './client-view.ts'
import type { LinkConfig, RelayerConfig } from './config.ts'
import { connectEnd } from './connect-end.ts'
import { Direction } from './direction.ts'
import type { DirectionStatus } from './direction.ts'
import { bisectedPath } from './header-path.ts'
import { reasonOf } from './log.ts'
import type { Log } from './log.ts'
import { PushCarrier } from './push-carrier.ts'
import { Questions, SilenceFirst } from './questions.ts'
import { timeOut } from './steps/time-out.ts'
import { numberIn, packetOf } from './wire.ts'

export const TIMEOUT_CHECK_MS = 2_000
/** So often it is looked whether a client wants a header. */
export const REFRESH_MS = 15_000
/** Of the trusting period: so much may pass without a header, whatever else is configured. */
const REFRESH_SHARE_MAX = 1 / 4
const AGE_CHECK_MS = 15_000
const REFILL_CHECK_MS = 1_000
/** Longest wait of a look that fails again and again. */
const LOOK_MAX_MS = 5 * 60_000

interface Half {
  readonly end: ChainEnd
  /** Of the client on `end`. */
  readonly view: ClientView
  /** From `end` to the other. */
  readonly direction: Direction
  /** That `end` has asked. */
  readonly questions: Questions
}

/** Both directions between two ledgers. */
export class Link {
  readonly directions: readonly [Direction, Direction]
  readonly #halves: readonly [Half, Half]
  /** When each client was last refreshed. */
  readonly #refreshedMs = new Map<Half, number>()
  /** As they were seen last. */
  #clients: readonly ClientAge[] = []
  readonly #timers: NodeJS.Timeout[] = []
  readonly #log: Log

  private constructor(a: ChainEnd, b: ChainEnd, log: Log, backlogMax?: number) {
    this.#log = log
    const [onA, onB] = [clientView(a, b), clientView(b, a)]
    const [toA, toB] = [new PushCarrier(a, onA), new PushCarrier(b, onB)]
    const [ofA, ofB] = [new Questions(a, b, toA), new Questions(b, a, toB)]
    const fromTo = (source: ChainEnd, to: ChainEnd, carrier: Carrier): Direction =>
      new Direction({ source, to: to.name }, carrier, log, backlogMax)
    this.#halves = [
      { end: a, view: onA, questions: ofA, direction: fromTo(a, b, new SilenceFirst(ofB, toB)) },
      { end: b, view: onB, questions: ofB, direction: fromTo(b, a, new SilenceFirst(ofA, toA)) },
    ]
    this.directions = [this.#halves[0].direction, this.#halves[1].direction]
  }

  /** `onLost` is called once a zone cannot be followed any more. @throws SdkError, RelayerError */
  static async open(config: RelayerConfig, { a, b }: LinkConfig, log: Log, onLost: () => void): Promise<Link> {
    const ends = await bothEnds([a, b].map((end) => connectEnd(config, end)))
    const link = new Link(...ends, log, config.backlogMax)
    try {
      for (const end of ends) end.onClose(onLost)
      await link.#begin(onLost)
    } catch (error) {
      link.close()
      throw error
    }
    return link
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    for (const { end, direction } of this.#halves) {
      direction.close()
      end.close()
    }
  }

  get status(): readonly DirectionStatus[] {
    return this.directions.map(({ status }) => status)
  }

  get clients(): readonly ClientAge[] {
    return this.#clients
  }

  /** Everything that was collected has been carried. */
  get isIdle(): boolean {
    return this.directions.every(({ isIdle }) => isIdle)
  }

  /** Looks for packets that can only be ended. */
  async timeOut(): Promise<void> {
    const [a, b] = this.directions
    for (const [there, back] of [
      [a, b],
      [b, a],
    ] as const) {
      const count = await timeOut(there, back)
      if (count > 0) this.#log({ step: 'time-out', from: there.source.name, packets: count })
    }
  }

  /** Proves that questions were not answered by their deadlines. */
  async proveSilence(): Promise<void> {
    for (const { end, questions } of this.#halves) {
      const count = await questions.look()
      if (count > 0) this.#log({ step: 'silence', from: end.name, questions: count })
    }
  }

  /** Brings the latest headers, so that trust does not expire where nothing else is to carry. */
  async refresh(): Promise<void> {
    for (const { end, direction } of this.#halves) {
      const peer = this.#peerOf(end)
      const sinceMs = Date.now() - (this.#refreshedMs.get(peer) ?? 0)
      if (sinceMs < this.#refreshMsOf(peer)) continue
      const { height } = await end.status()
      if (peer.view.latest >= height) continue
      const block = await end.lightBlock(height)
      await direction.carrier.carry({ block, packets: [], answers: [], silences: [] })
      this.#refreshedMs.set(peer, Date.now())
    }
  }

  /** How old the clients are, by the time of their zones. */
  async look(): Promise<void> {
    this.#clients = await Promise.all(this.#halves.map(({ end }) => clientAge(end)))
  }

  /** What there was no room for is read from the zones, once there is. */
  async refill(): Promise<void> {
    const incomplete = this.directions.filter(({ isIncomplete }) => isIncomplete)
    if (!incomplete.some(({ hasRoom }) => hasRoom)) return
    for (const direction of incomplete) direction.isIncomplete = false
    try {
      for (const half of this.#halves) await this.#read(half)
    } catch (error) {
      for (const direction of incomplete) direction.isIncomplete = true
      throw error
    }
  }

  #refreshMsOf({ end }: Half): number {
    const { trustingPeriodMs } = this.#clients.find(({ on }) => on === end.name) ?? { trustingPeriodMs: 0 }
    return Math.min(end.refreshMs, trustingPeriodMs * REFRESH_SHARE_MAX)
  }

  /** Subscribes first, then reads the state: what happens between the two is seen twice, which does no harm. */
  async #begin(onLost: () => void): Promise<void> {
    await Promise.all(this.#halves.map(({ view }) => view.load()))
    await Promise.all(
      this.#halves.map((half) =>
        half.end.follow((events) => {
          try {
            for (const event of events) this.#take(half, event)
          } catch (error) {
            this.#log({ step: 'failed', from: half.end.name, error: reasonOf(error) })
            onLost()
            return
          }
          for (const direction of this.directions) direction.pump()
        }),
      ),
    )
    await Promise.all(this.#halves.map((half) => this.#read(half)))
    await this.look()
    this.#every(TIMEOUT_CHECK_MS, () => this.timeOut())
    this.#every(TIMEOUT_CHECK_MS, () => this.proveSilence())
    this.#every(REFRESH_MS, () => this.refresh())
    this.#every(AGE_CHECK_MS, () => this.look())
    this.#every(REFILL_CHECK_MS, () => this.refill())
  }

  #read(half: Half): Promise<void> {
    const [a, b] = this.directions
    return a.whileReading(() => b.whileReading(() => this.#restore(half)))
  }

  /** Packets that are open on `source` now, as far as there is room, and how far the other zone is with them. */
  async #restore({ end, direction, questions }: Half): Promise<void> {
    const peer = this.#peerOf(end)
    for await (const page of end.openPackets()) {
      for (const packet of page) questions.sent(packet, true)
      const { toDeliver, toAnswer, waiting } = await peer.end.standingOf(page)
      for (const packet of toDeliver) direction.sent(packet)
      for (const packet of waiting) direction.sent(packet, true)
      for (const answer of toAnswer) {
        direction.sent(answer.packet, true)
        peer.direction.answered(answer)
      }
      for (const one of this.directions) one.pump()
      // The rest comes when there is room for it.
      if (direction.isIncomplete || peer.direction.isIncomplete) return
    }
  }

  #take({ end, view, direction, questions }: Half, event: Event): void {
    const { type, data } = event
    const peer = this.#peerOf(end)
    switch (type) {
      case 'PacketSent': {
        const packet = packetOf(event)
        if (packet.sourceClient !== end.clientId) return
        direction.sent(packet)
        questions.sent(packet)
        return
      }
      case 'AcknowledgementWritten': {
        const packet = packetOf(event)
        const { acknowledgement } = data
        if (packet.destinationClient === end.clientId && typeof acknowledgement === 'string')
          direction.answered({ packet, acknowledgement })
        return
      }
      case 'PacketReceived':
        if (data['destinationClient'] === end.clientId) peer.direction.received(numberIn(event, 'sequence'))
        return
      case 'PacketAcknowledged':
      case 'PacketTimedOut':
        if (data['sourceClient'] !== end.clientId) return
        direction.ended(numberIn(event, 'sequence'))
        peer.direction.settled(numberIn(event, 'sequence'))
        if (type === 'PacketTimedOut') questions.timedOut(numberIn(event, 'sequence'))
        else questions.answered(numberIn(event, 'sequence'))
        return
      case 'ClientUpdated':
        if (data['clientId'] === end.clientId) view.hear(numberIn(event, 'height'))
        return
      default:
    }
  }

  #peerOf(end: ChainEnd): Half {
    const [a, b] = this.#halves
    return end === a.end ? b : a
  }

  /** One look at a time: a zone that does not answer is not asked again and again, one that refuses later and later. */
  #every(ms: number, run: () => Promise<void>): void {
    let isRunning = false
    let failures = 0
    let notBeforeMs = 0
    const timer = setInterval(() => {
      if (isRunning || Date.now() < notBeforeMs) return
      isRunning = true
      run()
        .then(() => {
          failures = 0
        })
        .catch((error: unknown) => {
          notBeforeMs = Date.now() + Math.min(LOOK_MAX_MS, ms * 2 ** failures++)
          this.#log({ step: 'failed', error: reasonOf(error) })
        })
        .finally(() => {
          isRunning = false
        })
    }, ms)
    this.#timers.push(timer)
  }
}

function clientView(target: ChainEnd, source: ChainEnd): ClientView {
  return new ClientView(
    target,
    bisectedPath(source, async () => (await target.clientTrust()).trustLevel),
  )
}

/** Both or none: where one is not there the other is let go. */
async function bothEnds(connecting: readonly Promise<ChainEnd>[]): Promise<[ChainEnd, ChainEnd]> {
  const results = await Promise.allSettled(connecting)
  const failed = results.find((result) => result.status === 'rejected')
  const ends = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const [first, second] = ends
  if (failed === undefined && first !== undefined && second !== undefined) return [first, second]
  for (const end of ends) end.close()
  throw failed?.reason
}
