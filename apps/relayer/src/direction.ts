import type { PacketJson } from '@xiezhi/interchain'
import type { Carrier, Refusal } from './cargo.ts'
import { reasonOf } from './log.ts'
import type { Log } from './log.ts'
import { proveCargo } from './steps/prove-cargo.ts'
import type { Answered } from './wire.ts'
import type { ZoneEnd } from './zone-end.ts'

/** Packets and answers proved and carried in one go. */
export const CARGO_ITEMS_MAX = 96
/** Payload and answer text in one go, so that it mostly fits one transaction with its proofs. */
const CARGO_CHARS_MAX = 64 * 1024
/** Cargos under way: the next is proved while the target makes the block of the one before. */
export const UNDER_WAY_MAX = 2
/** Wait before the next try when nothing could be carried; doubled from try to try. */
const RETRY_FIRST_MS = 100
const RETRY_MAX_MS = 10_000

interface Batch {
  readonly packets: readonly PacketJson[]
  readonly answers: readonly Answered[]
}

/**
 * Carries from `source` towards the other zone: packets that source sent, answers that source gave. Nothing here is needed
 * again after a stop: it is rebuilt from the state of the zones, so two relayers or a restart do no harm.
 */
export class Direction {
  readonly source: ZoneEnd
  readonly carrier: Carrier
  readonly #to: string
  readonly #log: Log
  /** Timeout of each packet that source sent and that has not ended, by sequence. */
  readonly #open = new Map<number, number>()
  readonly #packets = new Map<number, PacketJson>()
  readonly #answers = new Map<number, Answered>()
  #underWay = 0
  #failures = 0
  #retry: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(ends: { readonly source: ZoneEnd; readonly to: string }, carrier: Carrier, log: Log) {
    this.source = ends.source
    this.carrier = carrier
    this.#to = ends.to
    this.#log = log
  }

  /** Collected and not yet under way. */
  get backlog(): number {
    return this.#packets.size + this.#answers.size
  }

  /** Packets of the source that have not ended, as far as known here. */
  get open(): number {
    return this.#open.size
  }

  get isIdle(): boolean {
    return this.backlog === 0 && this.#underWay === 0
  }

  /** A packet is open at the source. With `isThere` the destination already has it. */
  sent(packet: PacketJson, isThere = false): void {
    const { sequence, timeoutSeconds } = packet
    if (this.#open.has(sequence)) return
    this.#open.set(sequence, timeoutSeconds)
    if (!isThere) this.#packets.set(sequence, packet)
  }

  /** The source has answered a packet of the other zone. */
  answered(answer: Answered): void {
    this.#answers.set(answer.packet.sequence, answer)
  }

  /** The other zone has received a packet: nobody need bring it. */
  received(sequence: number): void {
    this.#packets.delete(sequence)
  }

  /** A packet of the source has ended there. */
  ended(sequence: number): void {
    this.#open.delete(sequence)
    this.#packets.delete(sequence)
  }

  /** A packet of the other zone has ended there: its answer is no longer waited for. */
  settled(sequence: number): void {
    this.#answers.delete(sequence)
  }

  /** Open packets whose timeout is not after `seconds`. */
  elapsed(seconds: number, max: number): number[] {
    const found: number[] = []
    for (const [sequence, timeoutSeconds] of this.#open) {
      if (timeoutSeconds <= seconds && found.push(sequence) >= max) break
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
  }

  refused({ type, sequence, codespace, code }: Refusal): void {
    this.#log({ step: 'refused', from: this.source.name, to: this.#to, type, sequence, codespace, code })
  }

  async #carry(batch: Batch): Promise<void> {
    try {
      const cargo = await proveCargo(this.source, batch)
      const { messages, refused } = await this.carrier.carry(cargo)
      this.#failures = 0
      for (const refusal of refused) this.refused(refusal)
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
    for (const answer of answers) this.answered(answer)
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
