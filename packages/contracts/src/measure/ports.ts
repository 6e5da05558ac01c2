import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { Asset, LawBook } from '@xiezhi/law'
import type { NoteAct } from '../acts.ts'
import type { Action, MeasureFact } from './state.ts'

/** Who registers at an institution: its people, or its gateway with a fact of the core system. */
export type MeasureRole = 'BANK_OPERATOR' | 'REGISTRY_OPERATOR' | 'GATEWAY_SERVICE'
export const REGISTRARS: readonly MeasureRole[] = ['BANK_OPERATOR', 'REGISTRY_OPERATOR', 'GATEWAY_SERVICE']

export interface MeasureActor {
  readonly organisation: string
  readonly officer: string
  readonly personId: string
  readonly roles: readonly string[]
}

/** The effect that the judge signed, as the order brought it. */
export interface OrderedEffect {
  readonly action: Action
  readonly asset: Asset | null
  readonly subject: string
  readonly limitCents: number | null
  readonly currency: string
  readonly months: number | null
  readonly whole: boolean
  readonly measureId: string | null
  readonly toMeasureId?: string
}

/** An order that its institution has taken on and may carry out now. */
export interface AcceptedOrder {
  readonly orderId: string
  readonly client: string
  readonly institution: string
  readonly caseRef: string
  /** The court that ordered it. */
  readonly organisation: string
  /** The court below in whose place it ordered. */
  readonly inPlaceOf?: string
  readonly effect: OrderedEffect
  readonly instrument: { readonly instrumentId: string; readonly kind: string; readonly signedAtMs: number }
  /** Stamp of the block that brought it. */
  readonly receivedAtMs: number
}

/** An order that its institution may carry out now, or had carried out when a revocation stopped it. */
export interface BookedOrder extends AcceptedOrder {
  /** When the revocation arrived; null: it may be carried out now. */
  readonly stoppedAtMs: number | null
}

export interface MeasureResult {
  readonly kind: 'FULFILLED' | 'PARTIAL' | 'FAILED'
  readonly code: string | null
  readonly rule: string | null
  readonly measure: MeasureFact | null
  readonly amount: string | null
  readonly annexDigest: string | null
}

/** What became of a measure after its order was answered. */
export interface MeasureNotice {
  readonly orderId: string
  readonly event: 'PROMOTED' | 'DEMOTED' | 'EXPIRED' | 'RELEASED' | 'SURPLUS_CLAIM' | 'DISPOSED' | 'DISPOSAL_RECEIVED'
  readonly measure: MeasureFact
  readonly digest: string | null
}

/** What this module needs from others. */
export interface MeasurePorts {
  requireRole(ctx: CheckContext, role: MeasureRole | readonly MeasureRole[]): MeasureActor
  /** Notes an act of the signers, so that it can be found if a key proves compromised. */
  readonly noteAct: NoteAct
  lawBook(ctx: ReadContext): LawBook
  /** Refuses an order that is unknown, another institution's, answered, not accepted, revoked, or halted. */
  requireAccepted(ctx: CheckContext, institution: string, client: string, orderId: string): AcceptedOrder
  /** The same, or one that had been taken on when a revocation stopped it and of which nothing is recorded yet. */
  requireBooked(ctx: CheckContext, institution: string, client: string, orderId: string): BookedOrder
  /** Whether an order has come and has no answer yet. */
  isOrderOpen(ctx: ReadContext, client: string, orderId: string): boolean
  /** Does not refuse. */
  answerOrder(ctx: TxContext, order: AcceptedOrder, result: MeasureResult): void
  /** A stopped order had been carried out: the court is told, in place of an answer; does not refuse. */
  recordLateBooking(ctx: TxContext, order: AcceptedOrder, measure: MeasureFact, annexDigest: string | null): void
  /** A notice to the court whose order it was; does not refuse. */
  tell(ctx: TxContext, client: string, notice: MeasureNotice): void
}
