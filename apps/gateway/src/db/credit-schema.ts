import type { JSONColumnType } from 'kysely'
import type { JsonRecord } from '../projection/tables.ts'

interface Recorded {
  record: JSONColumnType<JsonRecord>
}

/** What a court keeps of its credit lists beside the ledger; what it says lies in the vault, behind the commitments. */
export interface CreditSchema {
  credit_text: { entry_id: string; kind: string; key: string; commitment: string; made_at_ms: number }
  credit_request: {
    request_id: string
    entry_id: string
    list: string
    kind: string
    objection_kind: string | null
    /** Null: the entry has ended and nothing leads to the person. */
    index_key: string | null
    commitment: string
    answer: string | null
    state: string
    received_at_ms: number
    registered_at_ms: number | null
  }
  credit_subject: {
    entry_id: string
    made_at_ms: number
    erased_at_ms: number | null
    certificate_digest: string | null
  }
  credit_last_view: {
    entry_id: string
    index_keys: string[]
    record: JSONColumnType<JsonRecord>
    changed_at_ms: number
    collected: string[]
  }
  credit_certificate: { document_id: string; digest: string; verification_code: string; made_at_ms: number }
  credit_objection: {
    entry_id: string
    requested_on: string
    decide_by: string | null
    outcome: string
    outcome_on: string | null
    is_reconsidered: boolean
  }
  'projection.credit_entry': Recorded & {
    entry_id: string
    case_ref: string
    organisation: string
    list: string
    state: string
    index_key: string
    changed_at_ms: number
  }
  'projection.credit_co_subject': { entry_id: string; n: number; index_key: string }
  'projection.credit_ended': Recorded & { entry_id: string; list: string; ended_at_ms: number }
  'projection.credit_subscription': Recorded & { client: string; subscriber: string }
  'projection.credit_subscription_request': Recorded & {
    client: string
    subscriber: string
    request_id: string
    state: string
    asked_at_ms: number
  }
  'projection.credit_share': Recorded & { client: string; subscriber: string; entry_id: string; sent_at_ms: number }
  'projection.credit_withdrawal': Recorded & {
    entry_id: string
    client: string
    subscriber: string
    withdrawn_at_ms: number
    confirmed_at_ms: number | null
  }
  'projection.credit_use': Recorded & {
    client: string
    subscriber: string
    use_id: string
    entry_id: string
    on_day: string
  }
  'projection.credit_reconciliation': Recorded & { client: string; subscriber: string; month: string }
  'projection.credit_alarm': Recorded & {
    subject: string
    kind: string
    client: string
    subscriber: string
    owner: string
    raised_at_ms: number
    ended_at_ms: number | null
  }
  'projection.credit_grace': Recorded & { case_ref: string; index_key: string; entry_id: string }
  'projection.agreement_step': Recorded & {
    machine_id: string
    subject: string
    n: string
    transition: string
    at_ms: number
  }
  'projection.agreement_standing': Recorded & { machine_id: string }
}
