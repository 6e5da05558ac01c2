import type { RequestStanding } from '@xiezhi/institution-adapter'
import type { Crypto } from '@xiezhi/crypto'
import type { Message } from '@xiezhi/kernel'
import type { Digesting, OrderAnnex } from './annex.ts'
import { answerMessage, carryOut, meaningOf, messageOf, refusalCode } from './answer-message.ts'
import type { Meaning } from './answer-message.ts'
import { KeyedIndex } from './keyed-index.ts'
import { differenceOf, reachesCoreSystem } from './match-request.ts'
import type {
  AcceptancePolicy,
  AnnexSource,
  FeedbackSink,
  InstitutionIdentity,
  OrderKey,
  OrderLedger,
  ReceivedOrder,
  RequestExecutor,
  RequestStore,
  ServiceAlarm,
  StandingMeasure,
  Step,
} from './ports.ts'

export interface StepOptions {
  readonly identity: InstitutionIdentity
  readonly crypto: Pick<Crypto, 'sha256' | 'sm3' | 'hmac'>
  /** The suite of the institution's zone. */
  readonly algorithms: Digesting
  readonly ledger: OrderLedger
  readonly annexes: AnnexSource
  readonly policy: AcceptancePolicy
  readonly executor: RequestExecutor
  readonly requests: RequestStore
  readonly feedback: FeedbackSink
  readonly alarm: (alarm: ServiceAlarm) => void
  /** Told of each step that is done and durable. */
  readonly onStep?: ((step: Step, key: OrderKey) => void) | undefined
}

/** Where an order rests. */
export type Rest =
  | { readonly kind: 'done' }
  /** It has changed on the ledger: to be looked at again now. */
  | { readonly kind: 'again' }
  /** To be looked at again after a while; `slow`: what it waits for comes by itself. */
  | { readonly kind: 'later'; readonly slow: boolean }
  /** A person has to act; `state`: of the order, until another is seen. */
  | { readonly kind: 'person'; readonly state: string }

const SECOND_MS = 1_000
/** The two ends of a second are not worth a person's time. */
const BEHIND_MS_TOLD = 2_000
const DONE: Rest = { kind: 'done' }
const LATER: Rest = { kind: 'later', slow: false }
const SLOW: Rest = { kind: 'later', slow: true }

/**
 * Takes one order as far as it goes. It knows nothing but what ledger and stores say, so it may be stopped anywhere and begun
 * again: what was done is refused or given back by whoever did it.
 */
export class OrderSteps {
  readonly #options: StepOptions
  readonly #index: KeyedIndex

  constructor(options: StepOptions) {
    this.#options = options
    this.#index = new KeyedIndex(options.crypto, options.identity.indexKey)
  }

  async advance(key: OrderKey, given?: ReceivedOrder): Promise<Rest> {
    const { ledger, identity } = this.#options
    const order = given ?? (await ledger.order(key))
    if (order?.institution !== identity.organisation) return DONE
    if (order.result !== null) return this.#close(order)
    const { annexDigest, effect, state } = order
    if (annexDigest === null) {
      // Nobody could say what account and person are meant.
      if (reachesCoreSystem(effect.action)) return this.#refuse(order, 'ANNEX_MISSING')
      return state === 'ACCEPTED' ? this.#changeLine(order, undefined) : this.#takeOn(order, undefined, undefined)
    }
    const opening = await this.#options.annexes.open(order)
    switch (opening.kind) {
      case 'waiting':
        return LATER
      case 'failed':
        return this.#retrievalFailed(order)
      case 'malformed':
        this.#alarm(order, 'ANNEX_MALFORMED')
        return this.#refuse(order, 'ANNEX_MALFORMED')
      case 'opened':
        return this.#opened(order, opening.annex)
    }
  }

  async #opened(order: ReceivedOrder, annex: OrderAnnex): Promise<Rest> {
    const { crypto, identity, ledger } = this.#options
    const { measureId } = order.effect
    const measure = measureId === null ? undefined : await ledger.measure(measureId)
    const difference = differenceOf({ crypto, identity, index: this.#index, order, annex, measure })
    if (difference !== undefined) {
      this.#alarm(order, 'REQUEST_DIFFERS', difference)
      return this.#refuse(order, difference)
    }
    this.#done('annex-opened', order)
    return order.state === 'ACCEPTED' ? this.#carryOut(order, annex, measure) : this.#takeOn(order, annex, measure)
  }

  async #takeOn(
    order: ReceivedOrder,
    annex: OrderAnnex | undefined,
    measure: StandingMeasure | undefined,
  ): Promise<Rest> {
    const { client, orderId } = order
    const decision = await this.#options.policy.decide(order, annex)
    const retrieved = annex !== undefined && order.state === 'RECEIVED' ? [retrieval(order, 'RETRIEVED')] : []
    if (decision.kind === 'person') {
      const rest: Rest = { kind: 'person', state: retrieved.length > 0 ? 'RETRIEVED' : order.state }
      return retrieved.length === 0 ? rest : this.#record(order, retrieved, () => rest)
    }
    if (decision.kind === 'reject')
      return this.#record(order, [...retrieved, answerMessage(order, 'REJECTED', decision.code)], () => DONE)
    const accepting: readonly Message[] = [...retrieved, { type: 'order/Accept', value: { client, orderId } }]
    // Where nothing is booked outside the ledger, taking on and answering are one transaction.
    if (this.#isOfLedger(order, annex)) return this.#carryOut(order, annex, measure, accepting)
    return this.#record(order, accepting, () => {
      this.#done('accepted', order)
      return this.#carryOut({ ...order, state: 'ACCEPTED' }, annex, measure)
    })
  }

  #isOfLedger({ effect }: ReceivedOrder, annex: OrderAnnex | undefined): boolean {
    if (effect.action === 'DEDUCT') return false
    return annex?.request == null || this.#options.executor.isOfLedger === true
  }

  #carryOut(
    order: ReceivedOrder,
    annex: OrderAnnex | undefined,
    measure: StandingMeasure | undefined,
    before: readonly Message[] = [],
  ): Promise<Rest> | Rest {
    return annex?.request == null
      ? this.#changeLine(order, annex, before)
      : this.#execute(order, annex.request, measure, before)
  }

  /** What the core system does not know of: disposal, suspension. The distribution is the court's. */
  #changeLine(
    order: ReceivedOrder,
    annex: OrderAnnex | undefined,
    before: readonly Message[] = [],
  ): Promise<Rest> | Rest {
    const isClosing = order.effect.action === 'CLOSE_DISPOSAL'
    const distribution = isClosing ? (annex?.distribution ?? null) : null
    if (isClosing && distribution === null) {
      const rest: Rest = { kind: 'person', state: 'ACCEPTED' }
      return before.length === 0 ? rest : this.#record(order, before, () => rest)
    }
    return this.#record(order, [...before, carryOut(order, { distribution })], () => {
      this.#done('recorded', order)
      return DONE
    })
  }

  async #execute(
    order: ReceivedOrder,
    request: NonNullable<OrderAnnex['request']>,
    measure: StandingMeasure | undefined,
    before: readonly Message[],
  ): Promise<Rest> {
    const { requests, executor } = this.#options
    const { client, orderId, effect } = order
    await requests.keepRequest(order, request)
    this.#done('request-kept', order)
    if (effect.action === 'DEDUCT' && measure?.pendingDeduction !== orderId) {
      // From here no renewal or release passes it, whatever happens between core system and ledger (R20-26).
      const begun = await this.#submit(order, [{ type: 'measure/BeginDeduction', value: { client, orderId } }])
      if (begun !== undefined) return begun
      this.#done('deduction-begun', order)
    }
    return this.#told(order, request, await executor.submit(request), before)
  }

  #told(
    order: ReceivedOrder,
    request: NonNullable<OrderAnnex['request']>,
    { state, answer, reason }: RequestStanding,
    before: readonly Message[],
  ): Promise<Rest> | Rest {
    if (state === 'refused') {
      this.#done('executed', order)
      return this.#answered(order, { kind: 'failed', code: refusalCode(reason) }, null, before)
    }
    if (state !== 'answered' || answer === undefined)
      return state === 'carried' || state === 'registered' ? SLOW : LATER
    this.#done('executed', order)
    const meaning = meaningOf(order, request, answer, this.#index)
    if (meaning.kind === 'registered' && meaning.behindMs > BEHIND_MS_TOLD)
      this.#alarm(order, 'CLOCK_BEHIND', String(Math.round(meaning.behindMs / SECOND_MS)))
    if (meaning.kind === 'registered' && meaning.isWaiting) return this.#waits(order, meaning, answer, before)
    if (meaning.kind !== 'unusable') return this.#answered(order, meaning, answer, before)
    this.#alarm(order, 'ANSWER_UNUSABLE', meaning.reason)
    return { kind: 'person', state: order.state }
  }

  /** Behind a measure of the ledger it lacks nothing: the line says its rank. */
  async #waits(
    order: ReceivedOrder,
    meaning: Extract<Meaning, { kind: 'registered' }>,
    answer: RequestStanding['answer'],
    before: readonly Message[],
  ): Promise<Rest> {
    const isKnown = await this.#options.ledger.isHeld(meaning.assetKey)
    return this.#answered(order, isKnown ? { ...meaning, shortfall: null } : meaning, answer, before)
  }

  async #answered(
    order: ReceivedOrder,
    meaning: Exclude<Meaning, { kind: 'unusable' }>,
    answer: RequestStanding['answer'] | null,
    before: readonly Message[],
  ): Promise<Rest> {
    const { algorithms, feedback, requests } = this.#options
    let annexDigest: string | null = null
    if (answer != null) {
      annexDigest = await feedback.keep(order, { answer, amountSalt: this.#index.amountSalt(order.orderId) })
      this.#done('feedback-kept', order)
    }
    const message = messageOf(meaning, { algorithms, index: this.#index, key: order, annexDigest })
    return this.#record(order, [...before, message], async () => {
      this.#done('recorded', order)
      if (annexDigest !== null) await feedback.send(order)
      this.#done('feedback-sent', order)
      await requests.finish(order)
      return DONE
    })
  }

  /** The order has its result: the annex of its answer leaves. What a revocation came in between of is recorded as it is. */
  async #close(order: ReceivedOrder): Promise<Rest> {
    const { requests, feedback, executor } = this.#options
    const { orderId, result } = order
    const request = await requests.request(orderId)
    if (result === null || request === undefined) return DONE
    let isSaid = result.annexDigest !== null
    if (result.kind === 'REJECTED') {
      const { state, answer } = await executor.ask(orderId)
      if (state !== 'answered' && state !== 'refused' && state !== 'prepared') return SLOW
      if (answer?.items?.some((item) => item.state === 'CONTROLLED') === true)
        isSaid = await this.#bookedLate(order, request, answer)
    }
    await (isSaid ? feedback.send(order) : feedback.drop(order))
    await requests.finish(order)
    return DONE
  }

  /** Whether the ledger has it: as booked before the revocation was known. */
  async #bookedLate(
    order: ReceivedOrder,
    request: NonNullable<OrderAnnex['request']>,
    answer: NonNullable<RequestStanding['answer']>,
  ): Promise<boolean> {
    const { algorithms, feedback, ledger } = this.#options
    const meaning = meaningOf(order, request, answer, this.#index)
    if (meaning.kind === 'registered' || meaning.kind === 'carried-out') {
      const annexDigest = await feedback.keep(order, { answer, amountSalt: this.#index.amountSalt(order.orderId) })
      const recording = { algorithms, index: this.#index, key: order, annexDigest }
      if ((await ledger.submit([messageOf(meaning, recording)])).kind === 'done') return true
      // An earlier process may have been stopped behind it.
      if ((await ledger.measure(this.#index.measureId(order.orderId))) !== undefined) return true
    }
    this.#alarm(order, 'BOOKED_AND_ENDED')
    return false
  }

  #refuse(order: ReceivedOrder, code: string): Promise<Rest> {
    return this.#record(
      order,
      [answerMessage(order, order.state === 'ACCEPTED' ? 'FAILED' : 'REJECTED', code)],
      () => DONE,
    )
  }

  /** It stays open: the annex may still come. */
  #retrievalFailed(order: ReceivedOrder): Promise<Rest> | Rest {
    const isTold = order.state !== 'RECEIVED' || order.rungs.some(({ rung }) => rung === 'retrieval-failed')
    return isTold ? SLOW : this.#record(order, [retrieval(order, 'FAILED')], () => SLOW)
  }

  async #record(order: ReceivedOrder, messages: readonly Message[], next: () => Promise<Rest> | Rest): Promise<Rest> {
    return (await this.#submit(order, messages)) ?? next()
  }

  /** Undefined: done. Refused: the order has changed meanwhile, or a person has to see why. */
  async #submit(order: ReceivedOrder, messages: readonly Message[]): Promise<Rest | undefined> {
    const { ledger } = this.#options
    const outcome = await ledger.submit(messages)
    if (outcome.kind === 'done') return undefined
    const now = await ledger.order(order)
    if (now === undefined || now.state !== order.state) return { kind: 'again' }
    this.#alarm(order, 'LEDGER_REFUSED', outcome.reason)
    return LATER
  }

  #alarm({ client, orderId }: OrderKey, code: ServiceAlarm['code'], detail?: string): void {
    this.#options.alarm({ code, client, orderId, ...(detail === undefined ? {} : { detail }) })
  }

  #done(step: Step, { client, orderId }: OrderKey): void {
    this.#options.onStep?.(step, { client, orderId })
  }
}

function retrieval({ client, orderId }: OrderKey, outcome: 'RETRIEVED' | 'FAILED'): Message {
  return { type: 'order/RecordRetrieval', value: { client, orderId, outcome } }
}
