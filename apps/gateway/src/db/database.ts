import { readFileSync } from 'node:fs'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>

const CONNECTIONS_MAX = 10
const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 30_000
/** PostgreSQL's `bigint`: instants and counts are within the safe integers. */
const INT8 = pg.types.builtins.INT8

const types = {
  getTypeParser: (oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text' | 'binary') =>
    (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as (value: string) => unknown,
}

/** A pool for one authority's database. A server that goes away is an error of the query at hand, not of the process. */
export function openDatabase(
  url: string,
  connections = CONNECTIONS_MAX,
): { readonly db: Database; readonly pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    types,
  })
  // Idle connections end when the server does; the next query opens a new one.
  pool.on('error', () => undefined)
  // So do those in use: their query or transaction has failed by itself then.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), pool }
}

/** An SQL file beside the sources: the compiled program reads it there too. */
export function readSql(path: string): string {
  return readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8')
}
