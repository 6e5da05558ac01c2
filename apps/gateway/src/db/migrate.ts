import { createHash } from 'node:crypto'
import type pg from 'pg'
import { GatewayError } from '../gateway-error.ts'
import { readSql } from './database.ts'

/** In order, and behind them `texts-into-vault` (0005) and `reasons-into-vault` (0006); a file that has been applied somewhere never changes. */
const MIGRATIONS = [
  '0001-gateway.sql',
  '0002-private-text.sql',
  '0003-credit-reports.sql',
  '0004-account-locks.sql',
  '0007-annex-expected.sql',
  '0010-enforcement.sql',
  '0011-institutions.sql',
  '0012-documents.sql',
  '0013-property-order.sql',
  '0014-enforcement-matters.sql',
  '0015-parties.sql',
  '0016-credit.sql',
  '0018-credit-subscriber.sql',
  '0019-credit-checks.sql',
  '0021-personal.sql',
  '0022-credit-lookup-packs.sql',
  '0024-credit-certificates.sql',
  '0025-institution-alarm-ends.sql',
] as const
/** One process at a time migrates a database; any number will do that nobody else locks. */
export const MIGRATION_LOCK = 7_318_811

/** Brings the tables of this program up to date, each file in one transaction. @throws GatewayError CONFIG_INVALID */
export async function migrate(pool: pg.Pool): Promise<void> {
  const connection = await pool.connect()
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await connection.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    const { rows } = await connection.query<{ name: string; digest: string }>('SELECT name, digest FROM migration')
    const applied = new Map(rows.map(({ name, digest }) => [name, digest]))
    for (const name of MIGRATIONS) {
      const sql = readSql(`db/migrations/${name}`)
      const digest = createHash('sha256').update(sql).digest('hex')
      const known = applied.get(name)
      if (known === digest) continue
      if (known !== undefined)
        throw new GatewayError('CONFIG_INVALID', { migration: name, expected: known, seen: digest })
      await applyOne(connection, name, digest, sql)
    }
  } finally {
    await connection.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined)
    connection.release()
  }
}

async function applyOne(connection: pg.PoolClient, name: string, digest: string, sql: string): Promise<void> {
  await connection.query('BEGIN')
  try {
    await connection.query(sql)
    await connection.query('INSERT INTO migration (name, digest) VALUES ($1, $2)', [name, digest])
    await connection.query('COMMIT')
  } catch (error) {
    await connection.query('ROLLBACK')
    throw error
  }
}
