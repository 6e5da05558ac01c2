import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { ScannedFile } from '../../apps/cli/src/scan/traces.ts'

/** Every row of every table as text and as JSON, with the bytes of each `bytea` beside it: one entry a table. */
export async function rowsOf(db: object): Promise<ScannedFile[]> {
  const kysely = db as Kysely<Record<string, never>>
  const { rows: tables } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(
    kysely,
  )
  const dump: ScannedFile[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string; json: string }>`
      select every_row::text as text, to_jsonb(every_row)::text as json from ${sql.table(name)} every_row order by 1`.execute(
      kysely,
    )
    const bytes = rows.flatMap(({ text, json }) => [Buffer.from(`${text}\n${json}\n`), ...bytesIn(json)])
    dump.push({ path: name, bytes: Buffer.concat(bytes) })
  }
  return dump
}

/** PostgreSQL writes `bytea` as hexadecimal; inside JSON the backslash is doubled. */
function bytesIn(json: string): Buffer[] {
  return [...json.matchAll(/\\\\x([0-9a-f]+)/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'))
}
