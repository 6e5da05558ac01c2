import { decodeCanonical } from '@xiezhi/codec'
import type { StateEntry } from '@xiezhi/sdk'
import type pg from 'pg'
import { tableOf, TABLES } from './tables.ts'
import type { JsonRecord, Row, Table } from './tables.ts'

/** A subject that has changed, for live pages: a topic and an id, and nothing of the content. */
export interface Change {
  readonly topic: string
  readonly id: string
}

const RECORD_BYTES_MAX = 4 * 1024 * 1024

interface Read {
  readonly table: Table
  readonly id: readonly string[]
  readonly key: Row
  /** Null: gone. */
  readonly record: JsonRecord | null
}

/** Writes changed records as rows, in the transaction of the connection. A key that stands twice counts as it stands last. */
export async function writeRows(connection: pg.PoolClient, entries: readonly StateEntry[]): Promise<readonly Change[]> {
  const reads = readAll(entries)
  for (const { table, own } of byTable(reads)) await writeTable(connection, table, own)
  return changesOf(reads)
}

/** Rows of records that have none below them, in one statement with the cursor. */
export interface RowsStatement {
  /** The same for the same tables. */
  readonly name: string
  readonly text: string
  readonly values: readonly string[]
  readonly changes: readonly Change[]
}

/**
 * What `writeRows` would write, as one statement that does nothing unless `gate` gives a row; its own parameters begin at
 * `first`. Undefined where rows below others are replaced, which takes more than one.
 */
export function rowsStatement(entries: readonly StateEntry[], gate: string, first: number): RowsStatement | undefined {
  const reads = readAll(entries)
  const tables = byTable(reads)
  if (tables.some(({ table, own }) => table.children !== undefined || own.some(({ record }) => record === null)))
    return undefined
  const parts = tables.map(({ table, own }, at) => {
    const rows = rowsOf(table, own)
    const text = `${upsertText(table, rows, first + at, 'WHERE EXISTS (SELECT FROM gate)')} RETURNING 1`
    return { text: `t${at} AS (${text})`, json: JSON.stringify(rows) }
  })
  return {
    name: `rows ${tables.map(({ table }) => TABLES.indexOf(table)).join(' ')}`,
    text: `WITH ${[`gate AS (${gate})`, ...parts.map(({ text }) => text)].join(', ')} SELECT FROM gate`,
    values: parts.map(({ json }) => json),
    changes: changesOf(reads),
  }
}

function readAll(entries: readonly StateEntry[]): Read[] {
  const reads = new Map<string, Read>()
  for (const entry of entries) {
    const table = tableOf(entry.key)
    if (table !== undefined) reads.set(entry.key, readEntry(table, entry))
  }
  return [...reads.values()]
}

/** In the order of `tables.ts`. */
function byTable(reads: readonly Read[]): { readonly table: Table; readonly own: readonly Read[] }[] {
  const found = new Map<Table, Read[]>()
  for (const read of reads) {
    const own = found.get(read.table)
    if (own === undefined) found.set(read.table, [read])
    else own.push(read)
  }
  return TABLES.flatMap((table) => {
    const own = found.get(table)
    return own === undefined ? [] : [{ table, own }]
  })
}

function readEntry(table: Table, { key, value }: StateEntry): Read {
  const id = key.slice(table.prefix.length).split('/')
  const parts = table.parts ?? table.key.map((_, at) => at)
  const columns = Object.fromEntries(table.key.map((name, at) => [name, id[parts[at] ?? 0] ?? '']))
  const record = value === null ? null : (decodeCanonical(value, { bytesMax: RECORD_BYTES_MAX }) as JsonRecord)
  return { table, id, key: { ...table.fixed, ...columns }, record }
}

async function writeTable(connection: pg.PoolClient, table: Table, reads: readonly Read[]): Promise<void> {
  const keys = [...Object.keys(table.fixed ?? {}), ...table.key]
  const gone = reads.filter(({ record }) => record === null)
  if (gone.length > 0)
    await remove(
      connection,
      table.table,
      keys,
      gone.map(({ key }) => key),
    )
  for (const { table: child } of table.children ?? []) {
    await remove(
      connection,
      child,
      keys,
      reads.map(({ key }) => key),
    )
  }
  const kept = reads.filter((read): read is Read & { readonly record: JsonRecord } => read.record !== null)
  if (kept.length === 0) return
  const rows = rowsOf(table, kept)
  await connection.query(upsertText(table, rows, 1), [JSON.stringify(rows)])
  for (const child of table.children ?? []) {
    const below = kept.flatMap(({ key, record }) => child.rows(record).map((row) => ({ ...key, ...row })))
    if (below.length > 0) await insert(connection, child.table, below)
  }
}

function rowsOf(table: Table, kept: readonly Read[]): Row[] {
  return kept.map(({ key, id, record }) => ({
    ...key,
    ...(record === null ? {} : table.columns?.(record, id)),
    record,
  }))
}

/** Names of tables and columns are literals of `tables.ts`; values travel as one JSON parameter. */
function upsertText(table: Table, rows: readonly Row[], parameter: number, where = ''): string {
  const keys = [...Object.keys(table.fixed ?? {}), ...table.key]
  const columns = Object.keys(rows[0] ?? {})
  const changed = columns.filter((column) => !keys.includes(column))
  const sets = changed.map((column) => `${column} = excluded.${column}`).join(', ')
  return `${insertText(table.table, columns, parameter)} ${where} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${sets}`
}

async function insert(connection: pg.PoolClient, table: string, rows: readonly Row[]): Promise<void> {
  await connection.query(insertText(table, Object.keys(rows[0] ?? {})), [JSON.stringify(rows)])
}

function insertText(table: string, columns: readonly string[], parameter = 1): string {
  const names = columns.join(', ')
  return (
    `INSERT INTO projection.${table} (${names}) ` +
    `SELECT ${names} FROM jsonb_populate_recordset(NULL::projection.${table}, $${parameter}::jsonb)`
  )
}

async function remove(
  connection: pg.PoolClient,
  table: string,
  keys: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const same = keys.map((key) => `t.${key} = gone.${key}`).join(' AND ')
  await connection.query(
    `DELETE FROM projection.${table} t USING jsonb_populate_recordset(NULL::projection.${table}, $1::jsonb) gone WHERE ${same}`,
    [JSON.stringify(rows)],
  )
}

function changesOf(reads: readonly Read[]): Change[] {
  const found = new Map<string, Change>()
  for (const { table, id } of reads) {
    const { topic } = table
    if (topic === undefined) continue
    const change = { topic: topic.name, id: id[topic.part] ?? '' }
    found.set(`${change.topic} ${change.id}`, change)
  }
  return [...found.values()]
}
