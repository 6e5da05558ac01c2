import type { Generated, JSONColumnType } from 'kysely'
import type { JsonRecord } from '../projection/tables.ts'

interface Recorded {
  record: JSONColumnType<JsonRecord>
}

/** What the gateway of subscribers keeps of credit lists beside the ledger, and the rows of its ledger. */
export interface CreditSubscriberSchema {
  credit_held_step: {
    subscriber: string
    client: string
    entry_id: string
    revision: number
    is_withdrawal: boolean
    step: string
    reason: string | null
    tries: number
    next_at_ms: number | null
    at_ms: number
  }
  credit_platform_step: {
    id: Generated<number>
    subscriber: string
    record_id: string
    revision: number
    /** Sealed; null: it was to be deleted. */
    digest: string | null
    step: string
    reason: string | null
    at_ms: number
  }
  credit_person_annex: {
    client: string
    entry_id: string
    revision: number
    reference: string
    at_ms: number
    purged_at_ms: number | null
  }
  credit_difference: {
    subscriber: string
    client: string
    entry_id: string
    kind: string
    found_at_ms: number
    repaired_at_ms: number | null
  }
  credit_compared: { subscriber: string; day: string; at_ms: number }
  credit_bucket_stated: { subscriber: string; client: string; month: string; bucket: string; at_ms: number }
  'projection.held_entry': Recorded & {
    client: string
    subscriber: string
    entry_id: string
    revision: number
    has_person: boolean
    received_at_ms: number
    withdrawn_at_ms: number | null
  }
  'projection.held_receipt': Recorded & {
    client: string
    subscriber: string
    entry_id: string
    revision: number
    is_withdrawal: boolean
    at_ms: number
  }
}
