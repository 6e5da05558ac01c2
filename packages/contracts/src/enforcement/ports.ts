import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import type { NoteAct } from '../acts.ts'

export type EnforcementRole = 'COURT_FILING' | 'COURT_ENFORCER' | 'COURT_JUDGE'

export interface EnforcementActor {
  readonly organisation: string
  readonly officer: string
}

/** What this module needs from others. */
export interface EnforcementPorts {
  requireRole(ctx: CheckContext, role: EnforcementRole | readonly EnforcementRole[]): EnforcementActor
  /** Notes an act of the signers, so that it can be found if a key proves compromised. */
  readonly noteAct: NoteAct
  lawBook(ctx: ReadContext): LawBook
  isCaseOpen(ctx: ReadContext, caseRef: string): boolean
  /** Whether one court stands above another, at whatever distance. */
  isAbove(ctx: ReadContext, court: string, below: string): boolean
  raiseAlarm(ctx: TxContext, alarm: EnforcementAlarm): void
  /** An order of this zone, answered or not. */
  orderOf(ctx: ReadContext, orderId: string): CourtOrder | undefined
  /** The decision on an institution's objection goes back to it. */
  answerObjection(ctx: TxContext, client: string, answer: ObjectionAnswer): void
}

export interface EnforcementAlarm {
  readonly alarmId: string
  readonly kind: 'TRANSFER_UNANSWERED' | 'OBJECTION_UNDECIDED' | 'REQUERY_DUE'
  readonly owner: 'COURT_ENFORCER' | 'COURT_PRESIDENT'
  readonly subject: string
}

export interface ObjectionAnswer {
  readonly objectionId: string
  readonly outcome: 'UPHELD' | 'DISMISSED'
  readonly decisionDigest: string
}

/** What an institution has against an order of this court. */
export interface InstitutionObjection {
  readonly objectionId: string
  readonly documentDigest: string
}

/** The effect of an order, as the primitive carries it. */
export interface OrderedEffect {
  readonly action: string
  readonly asset: string | null
  readonly limitCents: number | null
  readonly currency: string
  readonly months: number | null
  readonly whole: boolean
  readonly measureId: string | null
  readonly toMeasureId?: string
}

export interface OrderRelation {
  readonly kind: string
  readonly orderId: string
}

/** An instrument that is about to be signed. */
export interface AskedInstrument {
  readonly instrumentId: string
  readonly kind: string
  readonly caseRef: string
  readonly orders: readonly {
    readonly institution: string
    readonly effect: OrderedEffect
    readonly relation: OrderRelation | null
  }[]
}

export interface MeasureFact {
  readonly measureId: string
  readonly assetKey: string
  readonly rank: number
  readonly from: string | null
  readonly to: string | null
}

/** An order of this court and, once it has come, its answer. */
export interface CourtOrder {
  readonly orderId: string
  readonly instrumentId: string
  readonly caseRef: string
  readonly institution: string
  readonly effect: OrderedEffect
  readonly relation: OrderRelation | null
  readonly client: string
  readonly result: { readonly kind: string; readonly measure: MeasureFact | null } | null
}

/** What became of a measure after its order was answered. */
export interface MeasureNotice {
  readonly orderId: string
  readonly event: string
  readonly measure: MeasureFact
}
