import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { Json } from '@xiezhi/codec'
import type { ClientReads, PacketSender } from '@xiezhi/interchain'
import type { LawBook } from '@xiezhi/law'
import type { Finding, Notice, Question, Receipt } from './state.ts'
import type { NoteAct } from '../acts.ts'

export type QueryRole =
  | 'COURT_FILING'
  | 'COURT_CLERK'
  | 'COURT_JUDGE'
  | 'COURT_ENFORCER'
  | 'COURT_PRESIDENT'
  | 'JUSTICE_BUREAU'
  | 'SUPERVISOR'
  | 'GATEWAY_SERVICE'

export interface QueryActor {
  readonly organisation: string
  readonly officer: string
  readonly personId: string
  readonly roles: readonly string[]
}

/** An objection from another zone. */
export interface ForeignObjection {
  readonly client: string
  readonly organisation: string
  readonly role: string
  readonly objectionId: string
  readonly licenceNo: string
  readonly groundsDigest: string
}

/** What this module reads of light clients. */
export type Clients = Pick<
  ClientReads,
  'latestTimeSeconds' | 'consensusAt' | 'assurance' | 'counterpartyOf' | 'requireMembership' | 'requireAbsence'
>

/** What this module needs from others. */
export interface QueryPorts {
  requireRole(ctx: CheckContext, role: QueryRole | readonly QueryRole[]): QueryActor
  /** Notes an act of the signers, so that it can be found if a key proves compromised. */
  readonly noteAct: NoteAct
  lawBook(ctx: ReadContext): LawBook
  readonly sender: PacketSender
  readonly clients: Clients
  /** Policy document in force (see `accessPolicySchema`); undefined or malformed: nothing is answered. */
  accessPolicy(ctx: ReadContext): Json | undefined
  /** Computes a finding from this zone's records; undefined where the zone has none. */
  findStanding?(ctx: ReadContext, question: Question): Finding
  /** Puts an objection to a record of this zone; refuses as the register does. Undefined where the zone has none. */
  raiseObjection?(ctx: TxContext, objection: ForeignObjection): void
  /** A receipt has come. */
  onAnswer(ctx: TxContext, receipt: Receipt): void
  /** A status event has come for these cases of this zone. */
  onNotice(
    ctx: TxContext,
    input: { readonly client: string; readonly notice: Notice; readonly caseRefs: readonly string[] },
  ): void
}
