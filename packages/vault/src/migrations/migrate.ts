import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { VaultDatabase } from '../database.ts'
import { sql0001 } from './0001-fields.ts'
import { sql0002 } from './0002-annexes.ts'
import { sql0003 } from './0003-texts.ts'

/** Numbered from 1; an applied one is never changed. */
const MIGRATIONS: readonly string[] = [sql0001, sql0002, sql0003]
/** Any number that nothing else on this database locks by. */
const LOCK = 7_230_140_018

/** Brings the schema `vault` to the last version, once, whoever starts first. */
export async function migrate(db: Kysely<VaultDatabase>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
    // Asked of the table: "if not exists" may decide by what this connection remembers from before the lock.
    const schemas = await sql`select 1 from pg_catalog.pg_namespace where nspname = 'vault'`.execute(tx)
    if (schemas.rows.length === 0) await sql`create schema vault`.execute(tx)
    await sql`create table if not exists vault.migration (number integer primary key)`.execute(tx)
    const { rows } = await sql<{ last: number | null }>`select max(number) as last from vault.migration`.execute(tx)
    const last = rows[0]?.last ?? 0
    for (const [at, text] of MIGRATIONS.entries()) {
      if (at < last) continue
      await sql.raw(text).execute(tx)
      await sql`insert into vault.migration (number) values (${at + 1})`.execute(tx)
    }
  })
}
