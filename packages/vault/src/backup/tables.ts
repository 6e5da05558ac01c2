import type { Json } from '@xiezhi/codec'
import { base64Decode, base64Encode } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { VaultError } from '../vault-error.ts'

/** Tables in an order in which each row finds those that it refers to, with the columns that order its pages. */
export const TABLES = [
  ['subject', 'subject'],
  ['subject_key', 'subject'],
  ['field', 'id'],
  ['epoch', 'purpose, epoch'],
  ['index_entry', 'purpose, epoch, index_key'],
  ['erasure', 'n'],
  ['annex_out', 'reference, recipient'],
  ['annex_in', 'reference, sender'],
  ['text', 'commitment'],
] as const

const PAGE_ROWS = 500

type RowJson = Readonly<Record<string, Json>>

/** The rows of a table, page by page, as canonical values: bytes in base64, dates as text. */
export async function* pagesOf(db: Db, table: string, order: string): AsyncGenerator<readonly RowJson[]> {
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const query = `select * from vault.${table} order by ${order} limit ${PAGE_ROWS} offset ${offset}`
    const { rows } = await sql<Record<string, unknown>>`${sql.raw(query)}`.execute(db)
    if (rows.length > 0) yield rows.map(rowJson)
    if (rows.length < PAGE_ROWS) return
  }
}

export async function insertRows(db: Db, table: string, rows: readonly RowJson[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.keys(row)
    // Names come from a sealed backup; they are checked all the same before they become SQL.
    if (columns.some((column) => !/^[a-z_]+$/.test(column))) throw new VaultError('BACKUP_FORMAT')
    const values = columns.map((column) => sql`${columnValue(row[column] ?? null)}`)
    await sql`insert into ${sql.table(`vault.${table}`)} (${sql.join(columns.map((one) => sql.ref(one)))}) values (${sql.join(values)})`.execute(
      db,
    )
  }
}

function rowJson(row: Readonly<Record<string, unknown>>): RowJson {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, valueJson(value)]))
}

function valueJson(value: unknown): Json {
  if (value instanceof Uint8Array) return { base64: base64Encode(new Uint8Array(value)) }
  if (value instanceof Date) {
    const two = (n: number): string => String(n).padStart(2, '0')
    return `${value.getFullYear()}-${two(value.getMonth() + 1)}-${two(value.getDate())}`
  }
  return value as Json
}

function columnValue(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Buffer.from(base64Decode((value as { readonly base64: string }).base64))
}
