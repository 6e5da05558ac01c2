import { hexEncode } from '@xiezhi/codec'
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'

/** `bigint` comes as text from the driver and goes as a number. */
type Milliseconds = ColumnType<string, number, number>
type NullableMilliseconds = ColumnType<string | null, number | null, number | null>
/** `date` as `YYYY-MM-DD`, selected by `to_char`. */
type CivilDate = ColumnType<Date | string | null, string | null, string | null>

interface SubjectRow {
  readonly subject: string
  readonly created_at_ms: Milliseconds
  readonly erased_at_ms: NullableMilliseconds
}

interface WrappedKey {
  readonly key_id: string
  readonly nonce: Uint8Array
  readonly wrapped: Uint8Array
}

interface SubjectKeyRow extends WrappedKey {
  readonly subject: string
}

interface FieldRow {
  readonly id: string
  readonly subject: string
  readonly record: string
  readonly name: string
  readonly digest: string
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
  readonly clock: string
  readonly delete_on: CivilDate
  readonly stored_at_ms: Milliseconds
}

interface EpochRow extends WrappedKey {
  readonly purpose: string
  readonly epoch: number
  readonly state: 'BUILDING' | 'COMPLETE' | 'RETIRED'
  readonly field_name: string
  readonly opened_at_ms: Milliseconds
}

interface IndexEntryRow {
  readonly purpose: string
  readonly epoch: number
  readonly index_key: string
  readonly subject: string
  readonly commitment: string
  readonly signature: Uint8Array
}

interface ErasureRow {
  readonly n: number
  readonly subject: string
  readonly certificate: string
}

interface AnnexOutRow {
  readonly reference: string
  readonly recipient: string
  readonly digest: string
  readonly subject: string | null
  readonly envelope: Uint8Array
  readonly stored_at_ms: Milliseconds
  readonly next_push_at_ms: NullableMilliseconds
  readonly pushes: Generated<number>
  readonly delivered_at_ms: NullableMilliseconds
  readonly keep_until_ms: Milliseconds
}

export const ANNEX_STATES = ['EXPECTED', 'RETRIEVED', 'FAILED'] as const
export type AnnexState = (typeof ANNEX_STATES)[number]

interface AnnexInRow {
  readonly reference: string
  readonly sender: string
  readonly digest: string
  readonly state: AnnexState
  readonly reason: string | null
  readonly subject: string | null
  readonly chain_id: string
  readonly packet: string
  readonly purpose: string
  readonly expected_at_ms: Milliseconds
  readonly fails_at_ms: Milliseconds
  readonly next_pull_at_ms: NullableMilliseconds
  readonly pulls: Generated<number>
  readonly ended_at_ms: NullableMilliseconds
  readonly recorded_tx: string | null
}

interface PullSeenRow {
  readonly puller: string
  readonly nonce: string
  readonly at_ms: Milliseconds
}

interface TextRow {
  readonly commitment: string
  readonly name: string
  readonly subject: string
  readonly kept_at_ms: Milliseconds
}

/** Tables of the schema `vault`. */
export interface VaultDatabase {
  'vault.subject': SubjectRow
  'vault.subject_key': SubjectKeyRow
  'vault.field': FieldRow
  'vault.epoch': EpochRow
  'vault.index_entry': IndexEntryRow
  'vault.erasure': ErasureRow
  'vault.annex_out': AnnexOutRow
  'vault.annex_in': AnnexInRow
  'vault.pull_seen': PullSeenRow
  'vault.text': TextRow
}

export type Db = Kysely<VaultDatabase> | Transaction<VaultDatabase>

/** Bytes as the text form of a `bytea`, for rows that travel as JSON. */
export function byteaText(bytes: Uint8Array): string {
  return `\\x${hexEncode(bytes)}`
}
