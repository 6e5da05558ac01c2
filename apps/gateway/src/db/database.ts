import { readFileSync } from 'node:fs'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>

const CONNECTIONS_MAX = 10
/** Waiting for one that is in use counts, too: a crowd at the door waits, and is not sent away. */
const CONNECT_TIMEOUT_MS = 20_000
/** Opened once for the crowd, kept for the next. */
const IDLE_TIMEOUT_MS = 120_000
const STATEMENT_TIMEOUT_MS = 30_000
/** PostgreSQL's `bigint`: instants and counts are within the safe integers. */
const INT8 = pg.types.builtins.INT8

const types = {
  getTypeParser: (oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text' | 'binary') =>
    (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as (value: string) => unknown,
}

/** A text that has been sent so often is planned once for each connection from then on. */
const USES_BEFORE_PREPARED = 3
const PREPARED_MAX = 200
const TEXTS_MAX = 2_000

/** Names of statements that are sent again and again; texts of changing length come and go without one. */
class StatementNames {
  readonly #uses = new Map<string, number>()
  readonly #names = new Map<string, string>()

  of(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= PREPARED_MAX) return known
    const uses = (this.#uses.get(text) ?? 0) + 1
    if (uses < USES_BEFORE_PREPARED) {
      if (this.#uses.size >= TEXTS_MAX) this.#uses.clear()
      this.#uses.set(text, uses)
      return undefined
    }
    this.#uses.delete(text)
    const name = `s${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}

/** Prepares by itself what is sent often. */
function preparingClient(names: StatementNames): typeof pg.Client {
  return class extends pg.Client {
    override query(...given: never[]): never {
      const [text, values, ...rest] = given as unknown[]
      const name = typeof text === 'string' && Array.isArray(values) ? names.of(text) : undefined
      const query = super.query.bind(this) as (...args: unknown[]) => never
      return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest)
    }
  }
}

/** How long a statement waits for a connection, how long it may take, and what else holds for it. */
interface ConnectionOptions {
  readonly connectMs?: number
  readonly statementMs?: number
  /** Settings of the server for these connections, as on its command line. */
  readonly options?: string
}

/** A pool for one authority's database. A server that goes away is an error of the query at hand, not of the process. */
export function openDatabase(
  url: string,
  connections = CONNECTIONS_MAX,
  { connectMs = CONNECT_TIMEOUT_MS, statementMs = STATEMENT_TIMEOUT_MS, options }: ConnectionOptions = {},
): { readonly db: Database; readonly pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    statement_timeout: statementMs,
    ...(options === undefined ? {} : { options }),
    types,
    Client: preparingClient(new StatementNames()),
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
