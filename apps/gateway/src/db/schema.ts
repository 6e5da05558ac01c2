import type { Json } from '@xiezhi/codec'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { JsonRecord } from '../projection/tables.ts'
import type { CreditCheckSchema } from './credit-check-schema.ts'
import type { CreditSchema } from './credit-schema.ts'
import type { EnforcementSchema } from './enforcement-schema.ts'
import type { CreditSubscriberSchema } from './credit-subscriber-schema.ts'
import type { InstitutionSchema } from './institution-schema.ts'
import type { PersonalSchema } from './personal-schema.ts'

type Stored<T extends object | null> = JSONColumnType<T>

interface SessionTable {
  id_hash: Buffer
  person: Stored<JsonRecord>
  roles: string[]
  created_at_ms: number
  seen_at_ms: number
  expires_at_ms: number
}

interface LoginTable {
  id_hash: Buffer
  verifier: string
  state: string
  nonce: string
  return_to: string
  expires_at_ms: number
}

interface AuditReadTable {
  id: Generated<number>
  at_ms: number
  day: ColumnType<Date, string, never>
  person: string
  role: string
  route: string
  purpose: string
  subject: string | null
  refused: boolean
  /** Pseudonym of what a list was asked with. */
  page: string | null
  /** Code of the refusal. */
  refusal: string | null
}

export interface AccountLockTable {
  lock_id: string
  person: string
  organisation: string | null
  officer: string | null
  kind: string
  /** Null: of all purposes. */
  purpose: string | null
  parameter: string
  allowed: number
  counted: number
  from_ms: number
  locked_at_ms: number
  due_at_ms: number
  /** Null: deleted after its term. */
  package: ColumnType<Buffer | null, Buffer, null>
  package_digest: string
  package_rows: number
  recorded_at_ms: ColumnType<number | null, never, number>
  refused_sign_ins: Generated<number>
  proposed_by: ColumnType<string | null, never, string>
  proposed_role: ColumnType<string | null, never, string>
  proposed_at_ms: ColumnType<number | null, never, number>
  /** Of the reason in the vault. */
  reason_commitment: ColumnType<string | null, never, string>
  approved_by: ColumnType<string | null, never, string>
  approved_role: ColumnType<string | null, never, string>
  released_at_ms: ColumnType<number | null, never, number>
}

interface AccountEventTable {
  id: Generated<number>
  lock_id: string
  at_ms: number
  kind: string
  /** Null: the gateway itself. */
  person: string | null
  role: string | null
}

interface OutboxTable {
  id: string
  act: string
  state: string
  is_final: boolean
  person: string
  organisation: string
  officer: string
  subject_kind: string
  subject_id: string
  idempotency_key: string
  request_digest: Buffer
  plan: Stored<JsonRecord>
  dispatch_id: string | null
  signed: ColumnType<readonly string[] | null, string | null, string | null>
  expires_at_ms: number | null
  result: ColumnType<Json, string | null, string | null>
  refusal: ColumnType<JsonRecord | null, string | null, string | null>
  steps: ColumnType<readonly { state: string; atMs: number }[], string, string>
  created_at_ms: number
  updated_at_ms: number
}

interface OperationsPointTable {
  at_ms: number
  point: Stored<JsonRecord>
}

interface CreditReportContentTable {
  digest: string
  lawyer_id: string
  subject: string
  made_at_ms: number
}

interface AnnexPostedTable {
  dispatch_id: string
  outcome: 'POSTED' | 'NONE' | 'MISSING'
  at_ms: number
}

interface AnnexExpectedTable {
  dispatch_id: string
  outcome: 'EXPECTED' | 'NONE'
  digest: string | null
  at_ms: number
}

interface AnnexRefusalTable {
  dispatch_id: string
  code: string
  at_ms: number
}

interface Recorded {
  record: Stored<JsonRecord>
}

/** Tables of the projection are read only here; `Projection` writes them as JSON. */
export interface Schema
  extends
    CreditCheckSchema,
    CreditSchema,
    CreditSubscriberSchema,
    EnforcementSchema,
    InstitutionSchema,
    PersonalSchema {
  session: SessionTable
  login: LoginTable
  audit_read: AuditReadTable
  account_lock: AccountLockTable
  account_event: AccountEventTable
  outbox: OutboxTable
  operations_point: OperationsPointTable
  credit_report_content: CreditReportContentTable
  annex_posted: AnnexPostedTable
  annex_expected: AnnexExpectedTable
  annex_refusal: AnnexRefusalTable
  'projection.cursor': { height: number | null; version: number; chain_id: string; building: Stored<JsonRecord> | null }
  'projection.lawyer': Recorded & { lawyer_id: string; licence_no: string; serial: string }
  'projection.licence': { lawyer_id: string; n: number; licence_no: string }
  'projection.lawyer_status': {
    lawyer_id: string
    n: number
    licence_no: string
    status: string
    from_day: string
    to_day: string | null
  }
  'projection.lawyer_firm': {
    lawyer_id: string
    n: number
    licence_no: string
    uscc: string
    from_day: string
    to_day: string | null
  }
  'projection.firm': Recorded & { uscc: string; firm_name: string }
  'projection.status_event': Recorded & { lawyer_id: string; n: string }
  'projection.sanction': Recorded & { lawyer_id: string; sanction_id: string }
  'projection.assessment': Recorded & { subject_id: string; year: string }
  'projection.credit_report': Recorded & { lawyer_id: string }
  'projection.objection': Recorded & { objection_id: string; lawyer_id: string; state: string; raised_at_ms: number }
  'projection.proposal': Recorded & {
    proposal_id: string
    type: string
    state: string
    licence_no: string | null
    proposed_at_ms: number
    expires_at_ms: number
  }
  'projection.inquiry': Recorded & { dispatch_id: string; serial: string; at_ms: number; key: string }
  'projection.court_case': Recorded & { case_ref: string; state: string; filed_on: string; case_number: string | null }
  'projection.party': Recorded & { case_ref: string; party_id: string }
  'projection.agent': Recorded & { case_ref: string; agent_id: string; licence_no: string; serial: string }
  'projection.conflict': Recorded & { case_ref: string; agent_id: string; against_id: string }
  'projection.hearing': Recorded & { case_ref: string; hearing_id: string }
  'projection.case_act': Recorded & { case_ref: string; act_id: string }
  'projection.case_notice': Recorded & { case_ref: string; client: string; event_id: string }
  'projection.verification': Recorded & {
    verification_id: string
    case_ref: string
    agent_id: string
    receipt_id: string | null
    made_at_ms: number
  }
  'projection.request': Recorded & {
    dispatch_id: string
    case_ref: string | null
    licence_no: string
    asked_at_ms: number
  }
  'projection.dispatch': Recorded & { dispatch_id: string; outcome: string | null; deadline_ms: number }
  'projection.receipt': Recorded & { dispatch_id: string; received_at_ms: number }
  'projection.sent_order': Recorded & {
    order_id: string
    case_ref: string
    institution: string
    annex_digest: string | null
    state: string
    sent_at_ms: number
    result_at_ms: number | null
    answer_digest: string | null
  }
  'projection.received_order': Recorded & {
    client: string
    order_id: string
    institution: string
    annex_digest: string | null
    state: string
    is_open: boolean
    received_at_ms: number
    deadline_ms: number
    answer_digest: string | null
  }
  'projection.order_objection': Recorded & {
    client: string
    objection_id: string
    order_id: string
    raised_at_ms: number
  }
  'projection.measure': Recorded & {
    measure_id: string
    institution: string
    asset_key: string
    order_id: string
    state: string
    registered_at_ms: number
  }
  'projection.fallback': Recorded & { fallback_id: string; case_ref: string; state: string }
  'projection.former_staff': Recorded & { serial: string }
  'projection.alarm': Recorded & {
    source: string
    alarm_id: string
    owner: string
    state: string
    case_ref: string | null
    due_at_ms: number
  }
}
