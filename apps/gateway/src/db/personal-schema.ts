import type { JSONColumnType } from 'kysely'
import type { JsonRecord } from '../projection/tables.ts'

/** What a court keeps of measures against persons beside the ledger; what it says lies in the vault. */
export interface PersonalSchema {
  personal_person: { case_ref: string; index_key: string; subject: string; made_at_ms: number }
  personal_text: { decision_digest: string; case_ref: string; commitment: string; made_at_ms: number }
  personal_request: {
    request_id: string
    measure_id: string
    case_ref: string
    index_key: string
    commitment: string
    /** Why it was sent back. */
    answer: string | null
    received_at_ms: number
  }
  'projection.personal_measure': {
    measure_id: string
    case_ref: string
    organisation: string
    kind: string
    state: string
    subject: string
    changed_at_ms: number
    record: JSONColumnType<JsonRecord>
  }
}
