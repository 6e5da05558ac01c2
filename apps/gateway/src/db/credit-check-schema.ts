import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { JsonRecord } from '../projection/tables.ts'

/** Of one batch, as the ledger is told. */
export interface LookupCount {
  readonly subscriber: string | null
  readonly purpose: string
  readonly count: number
}

/** Look-ups in the credit lists, and what the ledger holds of them. */
export interface CreditCheckSchema {
  credit_lookup: {
    id: Generated<number>
    at_ms: number
    day: ColumnType<Date, string, never>
    client: string | null
    subscriber: string | null
    purpose: string
    commitment: string
    refusal: string | null
    batch_id: string | null
  }
  credit_lookup_batch: {
    batch_id: string
    root: string
    count: number
    from_ms: number
    to_ms: number
    by_purpose: JSONColumnType<LookupCount[]>
    recorded_at_ms: number | null
    /** Of a batch whose rows are gone: its commitments, 32 bytes each. */
    leaves: Buffer | null
    /** Who looked when; null also when the law's term is over. */
    details: Buffer | null
    /** When it was looked at; without leaves its rows did not give its root, and are kept. */
    packed_at_ms: number | null
  }
  'projection.credit_active': { index_key: string; record: JSONColumnType<JsonRecord> }
}
