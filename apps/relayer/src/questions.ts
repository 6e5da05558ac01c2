import { base64Decode, CodecError, decodeCanonical } from '@xiezhi/codec'
import { parseRfc3339, timestampToMs } from '@xiezhi/comet'
import { acknowledgementKey, receiptKey } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import type { Cargo, CargoMessage, Carried, Carrier } from './cargo.ts'
import type { ChainEnd, Question, ShownKeys } from './chain-end.ts'
import type { PushCarrier } from './push-carrier.ts'
import { Refusals } from './refusals.ts'
import { SILENCE_PORTS } from './silence-ports.ts'
import type { Answered } from './wire.ts'

/** Questions that one look reads, and that one look proves. */
const QUESTIONS_PER_LOOK_MAX = 32

interface Asked {
  readonly port: string
  readonly dispatchId: string
  readonly sequence: number
  /** Of the answering ledger. */
  readonly client: string
  /** It was open before this relayer looked: its answer may be there already. */
  readonly isOld: boolean
  /** The asker has the answer. */
  isAnswered: boolean
  deadlineMs: number | undefined
}

/**
 * Questions of one ledger that its peer has not answered. Once the peer has a header past the deadline, it is proved to the
 * asker that the question had arrived and had no answer: nobody need ask for it.
 */
export class Questions {
  readonly #asker: ChainEnd
  readonly #answerer: ChainEnd
  readonly #carrier: PushCarrier
  readonly #open = new Map<number, Asked>()
  readonly #refusals = new Refusals()

  /** `carrier` brings messages to the asker. */
  constructor(asker: ChainEnd, answerer: ChainEnd, carrier: PushCarrier) {
    this.#asker = asker
    this.#answerer = answerer
    this.#carrier = carrier
  }

  /** A packet is open at the asker. */
  sent(packet: PacketJson, isOld = false): void {
    const { sequence, destinationClient: client, payload } = packet
    const dispatchId = dispatchIdIn(packet)
    if (dispatchId === undefined || this.#open.has(sequence)) return
    const port = payload.destinationPort
    this.#open.set(sequence, { port, dispatchId, sequence, client, isOld, isAnswered: false, deadlineMs: undefined })
  }

  /** A packet was proved not to have arrived: nothing more can be proved of it. */
  timedOut(sequence: number): void {
    this.#forget(sequence)
  }

  /** A packet has been answered. One that had waited may have been answered late, and is looked at once more. */
  answered(sequence: number): void {
    const asked = this.#open.get(sequence)
    if (asked?.deadlineMs === undefined) this.#forget(sequence)
    else asked.isAnswered = true
  }

  /** Proves what can be proved now. Returns how many questions are proved unanswered. */
  async look(): Promise<number> {
    await this.#read(
      [...this.#open.values()].filter(({ deadlineMs, isAnswered }) => deadlineMs === undefined || isAnswered),
    )
    if (this.#open.size === 0) return 0
    const { height, timeText } = await this.#answerer.status()
    const peerMs = timestampToMs(parseRfc3339(timeText))
    const nowMs = Date.now()
    const due = [...this.#open.values()].filter(
      (asked) => isDue(asked, peerMs) && this.#refusals.isDue(asked.sequence, nowMs),
    )
    return this.#prove(due.slice(0, QUESTIONS_PER_LOOK_MAX), height)
  }

  /** An answer that comes late must not hide that there was none at the deadline. */
  async beforeAnswers(answers: readonly Answered[]): Promise<void> {
    const asked = answers.flatMap(({ packet }) => this.#open.get(packet.sequence) ?? [])
    await this.#read(asked.filter(({ isOld, deadlineMs }) => isOld && deadlineMs === undefined))
    const known = asked.filter(({ deadlineMs }) => deadlineMs !== undefined)
    if (known.length === 0) return
    const { height, timeText } = await this.#answerer.status()
    const peerMs = timestampToMs(parseRfc3339(timeText))
    await this.#prove(
      known.filter((one) => isDue(one, peerMs)),
      height,
    )
  }

  /** Learns the deadlines, and forgets what is decided. */
  async #read(asked: readonly Asked[]): Promise<void> {
    await Promise.all(asked.slice(0, QUESTIONS_PER_LOOK_MAX).map((one) => this.#question(one)))
  }

  /** The question as its ledger has it now; undefined, and forgotten, where there is nothing left to prove. */
  async #question(asked: Asked): Promise<Question | undefined> {
    const question = await this.#asker.question(asked.port, asked.dispatchId)
    if (question?.isOpen !== true) {
      this.#forget(asked.sequence)
      return undefined
    }
    asked.deadlineMs = question.deadlineMs
    return question
  }

  async #prove(due: readonly Asked[], height: number): Promise<number> {
    const questions = await Promise.all(due.map((one) => this.#question(one)))
    const open = due.filter((_, at) => questions[at] !== undefined)
    if (open.length === 0) return 0
    // Each is put at the end: what cannot be proved now does not keep others waiting.
    for (const asked of open) if (this.#open.delete(asked.sequence)) this.#open.set(asked.sequence, asked)
    const shown = await this.#answerer.show(keysOf(open), height - 1)
    const silent = open.filter((asked, at) => isSilent(asked, shown, at))
    const answered = open.filter((asked, at) => isPast(asked, shown) && shown.entries[2 * at + 1]?.isPresent === true)
    let count = await this.#bring(silent, shown, (asked) => open.indexOf(asked))
    for (const asked of answered) count += await this.#proveBeforeAnswer(asked)
    return count
  }

  /** The header of the block that answered covers the state before the answer. */
  async #proveBeforeAnswer(asked: Asked): Promise<number> {
    const height = await this.#answerer.answeredAt(asked.client, asked.sequence)
    if (height === undefined) return 0
    const shown = await this.#answerer.show(keysOf([asked]), height - 1)
    if (isSilent(asked, shown, 0)) return this.#bring([asked], shown, () => 0)
    // Answered in time, or nothing was signed between the deadline and the answer.
    this.#forget(asked.sequence)
    return 0
  }

  async #bring(silent: readonly Asked[], shown: ShownKeys, placeOf: (asked: Asked) => number): Promise<number> {
    if (silent.length === 0) return 0
    const messages = silent.map((asked) => proofMessage(asked, shown, placeOf(asked)))
    const { refused } = await this.#carrier.bring(shown.block, messages)
    const nowMs = Date.now()
    for (const refusal of refused) this.#refusals.note(refusal, nowMs)
    const proved = silent.filter(({ sequence }) => !refused.some((refusal) => refusal.sequence === sequence))
    for (const asked of proved) this.#forget(asked.sequence)
    return proved.length
  }

  #forget(sequence: number): void {
    this.#open.delete(sequence)
    this.#refusals.forget(sequence)
  }
}

/** Carries cargo to the asker, after the proof that what is answered late had no answer at its deadline. */
export class SilenceFirst implements Carrier {
  readonly #questions: Questions
  readonly #carrier: Carrier

  constructor(questions: Questions, carrier: Carrier) {
    this.#questions = questions
    this.#carrier = carrier
  }

  async carry(cargo: Cargo): Promise<Carried> {
    await this.#questions.beforeAnswers(cargo.answers)
    return this.#carrier.carry(cargo)
  }
}

/** The dispatch that a packet belongs to, if its port has a proof of silence. */
function dispatchIdIn({ payload }: PacketJson): string | undefined {
  const port = SILENCE_PORTS.get(payload.destinationPort)
  if (port === undefined) return undefined
  try {
    const content = decodeCanonical(base64Decode(payload.value))
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined
    const { kind, [port.idField]: dispatchId } = content as Readonly<Record<string, unknown>>
    return kind === port.kind && typeof dispatchId === 'string' ? dispatchId : undefined
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}

/** Strictly past it: an answer stamped at the deadline is in time, and may stand in the block whose header has that time. */
function isDue({ deadlineMs }: Asked, peerMs: number): boolean {
  return deadlineMs !== undefined && peerMs > deadlineMs
}

function keysOf(asked: readonly Asked[]): string[] {
  return asked.flatMap(({ client, sequence }) => [receiptKey(client, sequence), acknowledgementKey(client, sequence)])
}

function isPast(asked: Asked, { block }: ShownKeys): boolean {
  return isDue(asked, timestampToMs(block.header.time))
}

/** Received and not answered, under a header past the deadline. */
function isSilent(asked: Asked, shown: ShownKeys, at: number): boolean {
  const [receipt, answer] = [shown.entries[2 * at], shown.entries[2 * at + 1]]
  return isPast(asked, shown) && receipt?.isPresent === true && answer?.isPresent === false
}

function proofMessage({ port, dispatchId, sequence }: Asked, { block, entries }: ShownKeys, at: number): CargoMessage {
  const { idField = '', message = '' } = SILENCE_PORTS.get(port) ?? {}
  const value = {
    [idField]: dispatchId,
    sequence,
    height: Number(block.header.height),
    receiptProof: entries[2 * at]?.proof ?? '',
    absenceProof: entries[2 * at + 1]?.proof ?? '',
  }
  return { sequence, message: { type: message, value } }
}
