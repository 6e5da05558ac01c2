import { array, integer, json, nullable, object, optional, record, string } from '@xiezhi/codec'
import type { Infer, Schema } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { actId, civilDate, digest, shortId } from '../ids.ts'

/** Rows of a sealed page. */
export const PAGE_ROWS = 64
/** Sealed pages of one record. */
export const PAGES_MAX = 1_024
export const COMMITMENTS_MAX = 64
export const FIELDS_MAX = 64
export const FIELD_BYTES_MAX = 4 * 1024
export const HISTORY_ROWS_MAX = 256
export const IMPORT_ROWS_MAX = 256
export const IMPORT_ROW_BYTES_MAX = 16 * 1024

const instant = integer({ min: 0 })
const count = integer({ min: 0 })
const row = integer({ min: 1, max: PAGE_ROWS * PAGES_MAX })
export const recordType = string({ bytesMin: 1, bytesMax: 48, pattern: /^[A-Za-z][A-Za-z0-9-]*$/ })
export const reason = string({ bytesMin: 1, bytesMax: 200 })

/** `public`: stands on the ledger as it is. `committed`: as a salted digest only. `never`: in no form (rulebook 2.8). */
export type PrivacyClass = 'public' | 'committed' | 'never'

export interface RecordField {
  readonly name: string
  readonly class: PrivacyClass
  readonly schema: Schema<unknown>
  readonly zh: string
  readonly en: string
  /** Provision that lets the field be public, or that forbids it. */
  readonly statute?: string
  /** A lawfully published name, or a number whose form the schema checks: spared from the screening of values. */
  readonly holds?: 'name' | 'number'
  readonly required?: boolean
}

/** A kind of record, declared as data. */
export interface RecordType {
  readonly name: string
  readonly statute: string
  readonly zh: string
  readonly en: string
  readonly fields: readonly RecordField[]
  /** Roles that may write it by `registry/RecordVersion`; empty: its own module only. */
  readonly writers: readonly string[]
  /** Its ids are numbers of public registers; absent: ids are screened as values are. */
  readonly idHolds?: 'number'
}

/** Fields of the public class only, by name. */
export const publicFields = record(json({ bytesMax: FIELD_BYTES_MAX }), {
  keysMax: FIELDS_MAX,
  keyPattern: /^[A-Za-z][A-Za-z0-9_]*$/,
})
/** Digests of SD-JWT disclosures (RFC 9901), decoys among them. */
export const commitments = array(digest, { max: COMMITMENTS_MAX })

export const newVersionSchema = object({
  recordType,
  recordId: shortId,
  validFrom: civilDate,
  /** First day on which it no longer holds; null: open. */
  validTo: nullable(civilDate),
  fields: publicFields,
  commitments,
  /** Row that this one corrects: it no longer counts on any day, from now on. */
  supersedes: optional(row),
  /** Why it is corrected. */
  reason: optional(reason),
  /** Row count that the sender knew: another one refuses. */
  rowsBefore: optional(count),
})
export type NewVersion = Infer<typeof newVersionSchema>

/** One line of the ordered history of a record. */
export const rowSchema = object({
  n: row,
  validFrom: civilDate,
  validTo: nullable(civilDate),
  /** Stamp of the act that recorded it, UTC milliseconds. */
  knownAtMs: instant,
  /** SHA-256 of the version leaf. */
  digest,
  supersedes: nullable(row),
})
export type Row = Infer<typeof rowSchema>

export const pageEntrySchema = object({
  /** SHA-256 of the page leaf. */
  digest,
  /** Hull of the days of its rows and of the rows these correct. */
  validFrom: civilDate,
  validTo: nullable(civilDate),
  /** When its first row became known. */
  knownFromMs: instant,
})
export type PageEntry = Infer<typeof pageEntrySchema>

export const headSchema = object({
  recordType,
  recordId: shortId,
  /** All rows, sealed and open. */
  rows: row,
  pages: array(pageEntrySchema, { max: PAGES_MAX }),
  /** Rows after the last sealed page. */
  open: array(rowSchema, { max: PAGE_ROWS - 1 }),
})
export type Head = Infer<typeof headSchema>
/** `registry/head/<record type>/<record id>` */
export const heads = collection('registry/head', headSchema)

export const pageSchema = object({ rows: array(rowSchema, { min: PAGE_ROWS, max: PAGE_ROWS }) })
export type Page = Infer<typeof pageSchema>
/** `registry/page/<record type>/<record id>/<page, from 0, 4 digits>`; written once. */
export const pages = collection('registry/page', pageSchema)

export const versionSchema = object({
  recordType,
  recordId: shortId,
  n: row,
  validFrom: civilDate,
  validTo: nullable(civilDate),
  knownAtMs: instant,
  fields: publicFields,
  commitments,
  supersedes: nullable(row),
  reason: nullable(reason),
  /** Whose signatures stand under it; empty for an effect of time. */
  writtenBy: array(object({ organisation: shortId, officer: shortId, key: string({ bytesMax: 80 }) }), { max: 8 }),
  actId,
})
export type RecordVersion = Infer<typeof versionSchema>
/** `registry/version/<record type>/<record id>/<row, 6 digits>`; written once. */
export const versions = collection('registry/version', versionSchema)

/** `registry/superseded/<record type>/<record id>/<row, 6 digits>` → the row that corrects it. */
export const superseded = collection('registry/superseded', object({ by: row }))

export const importSchema = object({
  actId,
  recordType,
  rows: count,
  accepted: count,
  refused: array(
    object({
      /** Position in the import, from 1. */
      row: integer({ min: 1, max: IMPORT_ROWS_MAX }),
      codespace: string({ bytesMax: 32 }),
      code: integer({ min: 2 }),
      name: string({ bytesMax: 64 }),
      /** Field that is the reason, if one is. */
      field: nullable(string({ bytesMax: 64 })),
    }),
    { max: IMPORT_ROWS_MAX },
  ),
  importedAtMs: instant,
})
export type ImportReport = Infer<typeof importSchema>
/** `registry/import/<act id>` */
export const imports = collection('registry/import', importSchema)
