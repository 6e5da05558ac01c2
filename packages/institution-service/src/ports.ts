import type { orderState } from '@xiezhi/contracts'
import type { ControlRequest, InstitutionKind } from '@xiezhi/control-interface'
import type { RequestRecords, RequestStanding } from '@xiezhi/institution-adapter'
import type { Message } from '@xiezhi/kernel'
import type { AnswerAnnex, OrderAnnex } from './annex.ts'

/** An order as the institution's ledger holds it. */
export type ReceivedOrder = orderState.Received

/** Names an order on the ledger of its institution. `orderId` is the request number as well. */
export interface OrderKey {
  readonly client: string
  readonly orderId: string
}

/** What of a measure on the ledger an order about it is held against. */
export interface StandingMeasure {
  readonly assetKey: string
  /** The order that began it, so the request number under which the core system knows it. */
  readonly orderId: string
  readonly state: string
  readonly limitCents: number | null
  readonly to: string | null
  readonly pendingDeduction: string | null
}

export type LedgerOutcome =
  | { readonly kind: 'done' }
  /** In a block and refused; `reason` is codespace and code of the refusal, nothing of the message. */
  | { readonly kind: 'refused'; readonly reason: string }

/** The ledger as one institution reads and writes it. What throws is tried again later. */
export interface OrderLedger {
  /** Open orders behind `after`, at most `limit`. */
  inbox(after: OrderKey | undefined, limit: number): Promise<readonly ReceivedOrder[]>
  order(key: OrderKey): Promise<ReceivedOrder | undefined>
  measure(measureId: string): Promise<StandingMeasure | undefined>
  /** Whether the line of the asset has a measure that has not ended. */
  isHeld(assetKey: string): Promise<boolean>
  /**
   * Signs and submits messages of one order, all of them or none; orders of one moment may share a transaction. Returns when
   * their block is on disk. Throws where the outcome is unknown: what was done shows in the order that is read again.
   */
  submit(messages: readonly Message[]): Promise<LedgerOutcome>
  /** Tells of orders that have come or changed; without keys: something may have been missed. Ends with `stop`. */
  watch(changed: (keys?: readonly OrderKey[]) => void): Promise<{ stop(): void }>
}

export type AnnexOpening =
  /** Its digest is the one that the order states: who gives it has compared. */
  | { readonly kind: 'opened'; readonly annex: OrderAnnex }
  | { readonly kind: 'waiting' }
  /** It has not come in the parameter's time; it may still come. */
  | { readonly kind: 'failed' }
  /** It came, fits the digest, and cannot be read. */
  | { readonly kind: 'malformed' }

/** Annexes of orders, opened where personal data belong. May be asked again for the same order. */
export interface AnnexSource {
  open(order: ReceivedOrder): Promise<AnnexOpening>
}

export type Acceptance =
  | { readonly kind: 'accept' }
  /** It stays in the in-box until a person takes it on or rejects it. */
  | { readonly kind: 'person' }
  /** `code`: capitals, digits and underscores, at most 48. */
  | { readonly kind: 'reject'; readonly code: string }

/** What a program of the institution may take on by itself (rule R31-03). */
export interface AcceptancePolicy {
  decide(order: ReceivedOrder, annex: OrderAnnex | undefined): Acceptance | Promise<Acceptance>
}

/**
 * Carries a request to the core system, once: `InstitutionAdapter`, or a program that answers without a core system. Called
 * again with the same request it goes on where it was.
 */
export interface RequestExecutor {
  /** It answers at once and books nothing: what it answers is true because the ledger records it. */
  readonly isOfLedger?: boolean
  submit(request: ControlRequest): Promise<RequestStanding>
  /** What became of a request that must not be sent any more. `prepared`: the core system has not got it. */
  ask(requestNo: string): Promise<RequestStanding>
}

/** What the adapter reads, and where the worker keeps a request before it is handed to it. */
export interface RequestStore extends RequestRecords {
  /** Durable when it returns; may be called again with the same request. */
  keepRequest(key: OrderKey, request: ControlRequest): Promise<void>
  /** The order has its answer and nothing is left to do. May be called again. */
  finish(key: OrderKey): Promise<void>
  /** Orders whose request is kept and that are not finished: a worker that starts looks after them. */
  unfinished(): Promise<readonly OrderKey[]>
}

/** Annexes of answers, on their way to the court. */
export interface FeedbackSink {
  /**
   * Keeps the annex, durable when it returns, and gives the digest that the ledger commits to. For an order that has one, it
   * gives the digest of the one kept.
   */
  keep(order: ReceivedOrder, annex: AnswerAnnex): Promise<string>
  /** The ledger has the answer: the annex may leave. May be called again. */
  send(key: OrderKey): Promise<void>
  /** The order has ended without this answer: its annex never leaves. May be called again, and for an order without one. */
  drop(key: OrderKey): Promise<void>
}

/** Part of the interface: append, never rename. */
export const SERVICE_ALARMS = [
  /** The request is not what the instrument signed; `detail`: in what. */
  'REQUEST_DIFFERS',
  'ANNEX_MALFORMED',
  /** The ledger refuses what was done; `detail`: codespace and code. */
  'LEDGER_REFUSED',
  /** The core system has booked, the order has ended otherwise, and the ledger does not take it: a person has to undo it. */
  'BOOKED_AND_ENDED',
  /** The core system has booked something whose answer no message of the ledger can say. */
  'ANSWER_UNUSABLE',
  /** The core system's clock is behind: it says that it registered before the order came. `detail`: seconds. */
  'CLOCK_BEHIND',
  /** A step has failed; it is tried again. `detail`: name or code of the error. */
  'STEP_FAILED',
] as const
export type ServiceAlarmCode = (typeof SERVICE_ALARMS)[number]

/** For a person to look at. Holds numbers and codes, never what a request or an answer says. */
export interface ServiceAlarm extends OrderKey {
  readonly code: ServiceAlarmCode
  readonly detail?: string
}

/** Steps of an order, each named when it is done and durable. */
export const STEPS = [
  'annex-opened',
  'accepted',
  'request-kept',
  'deduction-begun',
  'executed',
  'feedback-kept',
  'recorded',
  'feedback-sent',
] as const
export type Step = (typeof STEPS)[number]

/** The institution that the worker serves. */
export interface InstitutionIdentity {
  /** Organisation on the ledger. */
  readonly organisation: string
  readonly kind: InstitutionKind
  /** `yhdh` of its requests. */
  readonly institutionCode: string
  /** 32 bytes known to the institution alone: keys of assets, ids of measures and salts come from it. */
  readonly indexKey: Uint8Array
}
