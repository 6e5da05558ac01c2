import { decodeCanonical } from '@xiezhi/codec'
import type { StateEntry } from '@xiezhi/sdk'
import type pg from 'pg'
import { TABLES } from './tables.ts'
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
  const reads = new Map<string, Read>()
  for (const entry of entries) {
    const table = TABLES.find(({ prefix }) => entry.key.startsWith(prefix))
    if (table !== undefined) reads.set(entry.key, readEntry(table, entry))
  }
  for (const table of TABLES) {
    const own = [...reads.values()].filter((read) => read.table === table)
    if (own.length > 0) await writeTable(connection, table, own)
  }
  return changesOf([...reads.values()])
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
  const rows = kept.map(({ key, id, record }) => ({ ...key, ...table.columns?.(record, id), record }))
  await upsert(connection, table.table, keys, rows)
  for (const child of table.children ?? []) {
    const below = kept.flatMap(({ key, record }) => child.rows(record).map((row) => ({ ...key, ...row })))
    if (below.length > 0) await insert(connection, child.table, below)
  }
}

/** Names of tables and columns are literals of `tables.ts`; values travel as one JSON parameter. */
async function upsert(
  connection: pg.PoolClient,
  table: string,
  keys: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const changed = columns.filter((column) => !keys.includes(column))
  const sets = changed.map((column) => `${column} = excluded.${column}`).join(', ')
  await connection.query(`${insertText(table, columns)} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${sets}`, [
    JSON.stringify(rows),
  ])
}

async function insert(connection: pg.PoolClient, table: string, rows: readonly Row[]): Promise<void> {
  await connection.query(insertText(table, Object.keys(rows[0] ?? {})), [JSON.stringify(rows)])
}

function insertText(table: string, columns: readonly string[]): string {
  const names = columns.join(', ')
  return (
    `INSERT INTO projection.${table} (${names}) ` +
    `SELECT ${names} FROM jsonb_populate_recordset(NULL::projection.${table}, $1::jsonb)`
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
