import type { Json } from '@xiezhi/codec'
import type { ClientReads, LateAcknowledger, PacketSender } from '@xiezhi/interchain'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import type { NoteAct } from '../acts.ts'
import type { Issue } from './messages.ts'
import type { Instrument, Notice, Objection, Order, Received } from './state.ts'

export type OrderRole =
  | 'COURT_JUDGE'
  | 'COURT_ENFORCER'
  | 'COURT_PRESIDENT'
  | 'BANK_OPERATOR'
  | 'REGISTRY_OPERATOR'
  | 'GATEWAY_SERVICE'
  | 'AUDITOR'
  | 'SUPERVISOR'

export interface OrderActor {
  readonly organisation: string
  readonly officer: string
  readonly personId: string
  readonly roles: readonly string[]
}

/** What an alarm of this module says; kept with the alarms of the query port. */
export interface OrderAlarm {
  readonly alarmId: string
  readonly kind: 'ORDER_REJECTED' | 'ORDER_REVOKED' | 'ORDER_UNPROVEN' | 'EMERGENCY_UNRATIFIED' | 'MEASURE_BOOKED_LATE'
  readonly owner: OrderRole
  readonly subject: string
}

export type OrderClients = Pick<
  ClientReads,
  'latestTimeSeconds' | 'consensusAt' | 'assurance' | 'counterpartyOf' | 'requireMembership' | 'requireAbsence'
>

/** What this module needs from others. */
export interface OrderPorts {
  requireRole(ctx: CheckContext, role: OrderRole | readonly OrderRole[]): OrderActor
  /** Two different natural persons, the first with the first role. */
  requireTwoPersons(
    ctx: CheckContext,
    first: OrderRole | readonly OrderRole[],
    second: OrderRole | readonly OrderRole[],
  ): readonly [OrderActor, OrderActor]
  /** Notes an act of the signers, so that it can be found if a key proves compromised. */
  readonly noteAct: NoteAct
  lawBook(ctx: ReadContext): LawBook
  readonly sender: PacketSender
  readonly acknowledger: LateAcknowledger
  readonly clients: OrderClients
  /** Policy document in force (see `accessPolicySchema`); undefined or malformed: no order is taken. */
  orderPolicy(ctx: ReadContext): Json | undefined
  /** Whether this zone has such an institution. */
  isInstitution(ctx: ReadContext, organisation: string): boolean
  raiseAlarm(ctx: TxContext, alarm: OrderAlarm): void
  /**
   * Refuses an instrument that the case does not bear: another court's case, over-control, a stay. Gives the court below
   * in whose place the signers' court orders; undefined: it orders in its own case.
   */
  checkIssue(ctx: CheckContext, issue: Issue, actors: readonly OrderActor[]): string | undefined
  /** An instrument stands and its orders are on their way. */
  onIssued(ctx: TxContext, instrument: Instrument, orders: readonly Order[]): void
  /** The answer to an order of this zone has come and is verified. */
  onResult(ctx: TxContext, order: Order): void
  /** An order for an institution of this zone has come and stands in its inbox. */
  onReceived(ctx: TxContext, order: Received): void
  /** What became of a measure of this court; the order is the one that the notice names. */
  onNotice(ctx: TxContext, notice: Notice, order: Order): void
  /** An institution objects to an order of this zone. */
  onObjection(ctx: TxContext, objection: Objection, order: Order): void
}
