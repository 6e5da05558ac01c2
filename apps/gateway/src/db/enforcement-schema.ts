import type { Generated, JSONColumnType } from 'kysely'
import type { JsonRecord } from '../projection/tables.ts'

interface Recorded {
  record: JSONColumnType<JsonRecord>
}

/** What a court keeps of enforcement beside the ledger; texts and numbers lie in the vault, behind the commitments. */
export interface EnforcementSchema {
  /** Formal documents that were made here. */
  document: {
    document_id: string
    case_ref: string
    kind: string
    digest: string
    verification_code: string
    commitment: string
    made_by: string
    made_at_ms: number
  }
  enforcement_debtor: {
    case_ref: string
    debtor_id: string
    kind: string
    id_type: string
    commitment: string
    added_at_ms: number
  }
  enforcement_property: {
    property_id: string
    case_ref: string
    debtor_id: string
    institution: string
    asset: string
    /** Keyed index of what makes it one (`keyOf`): the same account or thing told by two channels is one. */
    number_tag: string
    commitment: string
    source: string
    order_id: string | null
    found_on: string
    added_at_ms: number
    estimate: string | null
    estimate_officer: string | null
    estimate_on: string | null
    /** In the order in which it was found. */
    n: Generated<number>
  }
  enforcement_officer: { organisation: string; officer: string; commitment: string; filed_at_ms: number }
  enforcement_instrument: {
    instrument_id: string
    case_ref: string
    /** Numbers of the documents, the plan and where the asked departs from it. */
    commitment: string
    made_at_ms: number
  }
  enforcement_order: {
    order_id: string
    instrument_id: string
    debtor_id: string
    property_id: string | null
    annex_digest: string
    /** Opened annex of the answer. */
    answer: string | null
  }
  /** Texts of the case behind commitments of the ledger. */
  enforcement_writing: { commitment: string; case_ref: string; made_at_ms: number }
  enforcement_creditor: {
    creditor_id: string
    case_ref: string
    class: string
    commitment: string
    sealed_at_ms: number | null
    applied_on: string
    entered_by: string
    entered_at_ms: number
    withdrawn_at_ms: number | null
  }
  /** Drafts that a judge sent back. */
  enforcement_refusal: {
    draft_id: string
    case_ref: string
    organisation: string
    officer: string
    commitment: string
    refused_at_ms: number
  }
  /** Who is named in a case; the key is the session's of a person concerned. */
  enforcement_party: {
    index_key: string
    case_ref: string
    part: string
    debtor_id: string | null
    named_at_ms: number
  }
  enforcement_submission: {
    submission_id: string
    case_ref: string
    index_key: string
    part: string
    kind: string
    order_id: string | null
    earlier_id: string | null
    commitment: string
    submitted_at_ms: number
    state: string
    return_commitment: string | null
    objection_id: string | null
  }
  /** Applicants, and the document that is enforced. */
  enforcement_brief: { case_ref: string; commitment: string; entered_at_ms: number }
  'projection.matter': Recorded & {
    kind: string
    key1: string
    key2: string
    case_ref: string
    /** Of a transfer: the case of the court that asks. */
    other_case: string | null
    state: string | null
    due_on: string | null
  }
  'projection.enforcement': Recorded & { case_ref: string; organisation: string; state: string; opened_at_ms: number }
  'projection.enforcement_statement': Recorded & { case_ref: string; number: string }
  'projection.enforcement_control': Recorded & {
    case_ref: string
    order_id: string
    institution: string
    state: string
    limit_cents: number | null
    measure_id: string | null
    to_day: string | null
  }
  'projection.release_proposal': Recorded & {
    case_ref: string
    proposal_id: string
    state: string
    proposed_at_ms: number
  }
  'projection.instrument': Recorded & {
    instrument_id: string
    case_ref: string
    kind: string
    state: string
    signed_at_ms: number
  }
  'projection.order_dispatch': Recorded & { order_id: string; outcome: string | null; deadline_ms: number }
  'projection.measure_notice': Recorded & { client: string; notice_id: string; order_id: string; at_ms: number }
}
