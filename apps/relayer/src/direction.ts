import type { PacketJson } from '@xiezhi/interchain'
import type { Carried, Carrier, Refusal } from './cargo.ts'
import type { ChainEnd } from './chain-end.ts'
import { reasonOf } from './log.ts'
import type { Log } from './log.ts'
import { Refusals } from './refusals.ts'
import type { RefusedEntry } from './refusals.ts'
import { proveCargo } from './steps/prove-cargo.ts'
import type { Answered } from './wire.ts'

/** Packets and answers proved and carried in one go. */
export const CARGO_ITEMS_MAX = 96
/** Payload and answer text in one go, so that it mostly fits one transaction with its proofs. */
const CARGO_CHARS_MAX = 64 * 1024
/** Cargos under way: the next is proved while the target makes the block of the one before. */
export const UNDER_WAY_MAX = 2
/** Wait before the next try when nothing could be carried; doubled from try to try. */
const RETRY_FIRST_MS = 100
const RETRY_MAX_MS = 10_000
const RECEIVE = 'packet/ReceivePacket'
const ACKNOWLEDGE = 'packet/AcknowledgePacket'

/** Packets and answers collected at a time; what is more is read from the state again. */
export const BACKLOG_MAX = 4_096

interface Batch {
  readonly packets: readonly PacketJson[]
  readonly answers: readonly Answered[]
}

/** How far a direction is, for whoever watches the relayer. */
export interface DirectionStatus {
  readonly from: string
  readonly to: string
  readonly open: number
  readonly backlog: number
  /** Tries in a row that carried nothing. */
  readonly failures: number
  readonly refused: readonly RefusedEntry[]
}

/**
 * Carries from `source` towards the other zone: packets that source sent, answers that source gave. Nothing here is needed
 * again after a stop: it is rebuilt from the state of the zones, so two relayers or a restart do no harm.
 */
export class Direction {
  readonly source: ChainEnd
  readonly carrier: Carrier
  /** Something was left out for want of room: the state of the zones has it. */
  isIncomplete = false
  readonly #to: string
  readonly #log: Log
  readonly #backlogMax: number
  /** Timeout of each packet that source sent and that has not ended, by sequence. */
  readonly #open = new Map<number, number>()
  readonly #packets = new Map<number, PacketJson>()
  readonly #answers = new Map<number, Answered>()
  readonly #refusedPackets = new Refusals()
  readonly #refusedAnswers = new Refusals()
  readonly #refusedTimeouts = new Refusals()
  /** While the state is read: packets and answers that ended meanwhile. */
  readonly #endedPackets = new Set<number>()
  readonly #settledAnswers = new Set<number>()
  #readers = 0
  readonly #held = new Set<NodeJS.Timeout>()
  #underWay = 0
  #failures = 0
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(
    ends: { readonly source: ChainEnd; readonly to: string },
    carrier: Carrier,
    log: Log,
    backlogMax = BACKLOG_MAX,
  ) {
    this.#backlogMax = backlogMax
    this.source = ends.source
    this.carrier = carrier
    this.#to = ends.to
    this.#log = log
  }

  get status(): DirectionStatus {
    const { backlog, open } = this
    const refused = [this.#refusedPackets, this.#refusedAnswers, this.#refusedTimeouts].flatMap(
      ({ entries }) => entries,
    )
    return { from: this.source.name, to: this.#to, open, backlog, failures: this.#failures, refused }
  }

  /** Collected and not yet under way. */
  get backlog(): number {
    return this.#packets.size + this.#answers.size
  }

  get isFull(): boolean {
    return this.backlog >= this.#backlogMax
  }

  /** Room enough that reading anew is worth it. */
  get hasRoom(): boolean {
    return this.backlog <= this.#backlogMax / 2
  }

  /** Packets of the source that have not ended, as far as known here. */
  get open(): number {
    return this.#open.size
  }

  get isIdle(): boolean {
    return this.backlog === 0 && this.#underWay === 0
  }

  /** Reads the state: what ends meanwhile is not taken up again by what was read before. */
  async whileReading(read: () => Promise<void>): Promise<void> {
    this.#readers++
    try {
      await read()
    } finally {
      this.#readers--
      if (this.#readers === 0) {
        this.#endedPackets.clear()
        this.#settledAnswers.clear()
      }
    }
  }

  /** A packet is open at the source. With `isThere` the destination already has it. */
  sent(packet: PacketJson, isThere = false): void {
    const { sequence, timeoutSeconds } = packet
    if (this.#open.has(sequence) || this.#endedPackets.has(sequence)) return
    if (!isThere && this.isFull) {
      this.isIncomplete = true
      return
    }
    this.#open.set(sequence, timeoutSeconds)
    if (!isThere) this.#packets.set(sequence, packet)
  }

  /** The source has answered a packet of the other zone. */
  answered(answer: Answered): void {
    const { sequence } = answer.packet
    if (this.#settledAnswers.has(sequence)) return
    if (this.isFull && !this.#answers.has(sequence)) {
      this.isIncomplete = true
      return
    }
    this.#answers.set(sequence, answer)
  }

  /** The other zone has received a packet: nobody need bring it. */
  received(sequence: number): void {
    this.#packets.delete(sequence)
    this.#refusedPackets.forget(sequence)
  }

  /** A packet of the source has ended there. */
  ended(sequence: number): void {
    if (this.#readers > 0) this.#endedPackets.add(sequence)
    this.#open.delete(sequence)
    this.#packets.delete(sequence)
    this.#refusedPackets.forget(sequence)
    this.#refusedTimeouts.forget(sequence)
  }

  /** A packet of the other zone has ended there: its answer is no longer waited for. */
  settled(sequence: number): void {
    if (this.#readers > 0) this.#settledAnswers.add(sequence)
    this.#answers.delete(sequence)
    this.#refusedAnswers.forget(sequence)
  }

  /** Open packets whose timeout is not after `seconds`, without those whose end was refused and is not to be tried now. */
  elapsed(seconds: number, max: number): number[] {
    const nowMs = Date.now()
    const found: number[] = []
    for (const [sequence, timeoutSeconds] of this.#open) {
      if (timeoutSeconds > seconds || !this.#refusedTimeouts.isDue(sequence, nowMs)) continue
      if (found.push(sequence) >= max) break
    }
    return found
  }

  /** Starts what can be started; goes on by itself until nothing is left. */
  pump(): void {
    while (this.backlog > 0 && this.#underWay < UNDER_WAY_MAX && this.#retry === undefined && !this.#isClosed) {
      this.#underWay++
      void this.#carry(this.#batch())
    }
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#retry)
    for (const timer of this.#held) clearTimeout(timer)
  }

  /** The source has refused to end a packet of its own. */
  timeoutRefused(refusal: Refusal): void {
    this.#note(this.#refusedTimeouts, refusal, this.source.name)
  }

  /** Notes and tells a refusal of the zone `by`; null where the message is given up. */
  #note(refusals: Refusals, refusal: Refusal, by: string): number | null {
    const nowMs = Date.now()
    const { nextMs, tries } = refusals.note(refusal, nowMs)
    const { type, sequence, codespace, code } = refusal
    const step = nextMs === null ? 'given up' : 'refused'
    this.#log({ step, from: this.source.name, to: this.#to, by, type, sequence, codespace, code, tries })
    return nextMs === null ? null : nextMs - nowMs
  }

  /** What may heal is carried again after its wait, unless it has ended by then. */
  #refused({ packets, answers }: Batch, { refused }: Carried): void {
    for (const refusal of refused) {
      const isAnswer = refusal.type === ACKNOWLEDGE
      const refusals = isAnswer ? this.#refusedAnswers : this.#refusedPackets
      const waitMs = this.#note(refusals, refusal, this.#to)
      if (waitMs === null) continue
      const answer = answers.find((one) => isAnswer && one.packet.sequence === refusal.sequence)
      const packet = packets.find((one) => !isAnswer && one.sequence === refusal.sequence)
      this.#after(waitMs, () => {
        // Forgotten: it has ended, or another has brought it.
        if (!refusals.has(refusal.sequence)) return
        if (answer !== undefined) this.answered(answer)
        if (packet !== undefined) this.#packets.set(packet.sequence, packet)
        this.pump()
      })
    }
    const stands = new Set(refused.map(({ type, sequence }) => `${type} ${sequence}`))
    for (const { sequence } of packets) if (!stands.has(`${RECEIVE} ${sequence}`)) this.#refusedPackets.forget(sequence)
    for (const { packet } of answers)
      if (!stands.has(`${ACKNOWLEDGE} ${packet.sequence}`)) this.#refusedAnswers.forget(packet.sequence)
  }

  #after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#held.delete(timer)
      run()
    }, ms)
    this.#held.add(timer)
  }

  async #carry(batch: Batch): Promise<void> {
    try {
      const cargo = await proveCargo(this.source, batch)
      const carried = await this.carrier.carry(cargo)
      const { messages } = carried
      this.#failures = 0
      if (!this.#isClosed) this.#refused(batch, carried)
      const height = Number(cargo.block.header.height)
      this.#log({ step: 'deliver', from: this.source.name, to: this.#to, messages, height })
    } catch (error) {
      this.#failed(batch, error)
    } finally {
      this.#underWay--
      this.pump()
    }
  }

  /** Nothing was decided about these: they are carried again, after a while. */
  #failed({ packets, answers }: Batch, error: unknown): void {
    if (this.#isClosed) return
    for (const packet of packets) if (this.#open.has(packet.sequence)) this.#packets.set(packet.sequence, packet)
    for (const answer of answers) this.#answers.set(answer.packet.sequence, answer)
    this.#log({ step: 'failed', from: this.source.name, to: this.#to, error: reasonOf(error) })
    const waitMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** this.#failures++)
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.pump()
    }, waitMs)
  }

  /** Answers first: somebody waits for them. */
  #batch(): Batch {
    let chars = 0
    const take = <T>(queue: Map<number, T>, max: number, charsOf: (item: T) => number): T[] => {
      const taken: T[] = []
      for (const [sequence, item] of queue) {
        if (taken.length >= max || chars >= CARGO_CHARS_MAX) break
        chars += charsOf(item)
        taken.push(item)
        queue.delete(sequence)
      }
      return taken
    }
    const answers = take(this.#answers, CARGO_ITEMS_MAX, charsOfAnswer)
    const packets = take(this.#packets, CARGO_ITEMS_MAX - answers.length, charsOfPacket)
    return { answers, packets }
  }
}

function charsOfPacket({ payload }: PacketJson): number {
  return payload.value.length
}

function charsOfAnswer({ packet, acknowledgement }: Answered): number {
  return charsOfPacket(packet) + acknowledgement.length
}
