import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { letPass, PostgresServer, serverUser } from '@xiezhi/postgres'
import pg from 'pg'
import { InstitutionError } from '../institution-error.ts'

export const SUPERUSER = 'institution'
const CONNECTIONS_MAX = 10
const STATEMENT_TIMEOUT_MS = 60_000
const LIST_TIMEOUT_MS = 600_000
const LIST_ROWS = 2_000
/** A Unix socket's path has at most 107 bytes. */
const FOLDER_BYTES_MAX = 80
/** Any number that nothing else on this database locks by. */
const LOCK = 7_230_140_043

export type Tx = pg.PoolClient

const INT8 = pg.types.builtins.INT8
const types = {
  getTypeParser: (oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text' | 'binary') =>
    (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as (value: string) => unknown,
}

/** What a database holds when it is new, and what goes into a backup. */
export interface StoreSetup {
  readonly schema: string
  /** In the order in which they go back; the first is there when the schema is. */
  readonly tables: readonly [string, ...string[]]
  /** Their numbers go on where the backup stood. */
  readonly numbered: readonly string[]
  readonly fill: (tx: Tx) => Promise<void>
}

/** The core system's database, of its own. */
export class Store {
  readonly #pool: pg.Pool
  readonly #server: PostgresServer | undefined
  readonly #setup: StoreSetup

  private constructor(pool: pg.Pool, server: PostgresServer | undefined, setup: StoreSetup) {
    this.#pool = pool
    this.#server = server
    this.#setup = setup
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /** Opens the database, and fills an empty one. */
  static async open(folder: string, url: string | undefined, setup: StoreSetup): Promise<Store> {
    const shared = { max: CONNECTIONS_MAX, statement_timeout: STATEMENT_TIMEOUT_MS, types }
    if (url !== undefined)
      return Store.#prepared(new Store(new pg.Pool({ connectionString: url, ...shared }), undefined, setup))
    if (Buffer.byteLength(folder) > FOLDER_BYTES_MAX)
      throw new InstitutionError('CONFIG_INVALID', { path: '/folder', expected: `at most ${FOLDER_BYTES_MAX} bytes` })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    letPass(folder, serverUser())
    const data = join(folder, 'db')
    const server = await PostgresServer.start({ folder: data, superuser: SUPERUSER, listen: { kind: 'socket' } })
    const pool = new pg.Pool({ host: data, user: SUPERUSER, database: 'postgres', ...shared })
    return Store.#prepared(new Store(pool, server, setup))
  }

  static async #prepared(store: Store): Promise<Store> {
    const { schema, tables, fill } = store.#setup
    await store.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
      const { rows } = await tx.query("select 1 from pg_catalog.pg_class where relname = $1 and relkind = 'r'", [
        tables[0],
      ])
      if (rows.length > 0) return
      await tx.query(schema)
      await fill(tx)
    })
    return store
  }

  /** All of it or nothing; durable when it returns. */
  async transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = await this.#pool.connect()
    let isSound = false
    try {
      await tx.query('begin')
      const result = await run(tx)
      await tx.query('commit')
      isSound = true
      return result
    } catch (error) {
      await tx.query('rollback').then(
        () => {
          isSound = true
        },
        () => undefined,
      )
      throw error
    } finally {
      tx.release(!isSound)
    }
  }

  /** Rows of one moment, some at a time. */
  async *rows<R extends pg.QueryResultRow>(
    count: string,
    select: string,
    values: readonly unknown[],
  ): AsyncGenerator<number | R> {
    const tx = await this.#pool.connect()
    try {
      await tx.query('begin isolation level repeatable read read only')
      await tx.query(`set local statement_timeout = ${LIST_TIMEOUT_MS}`)
      yield (await tx.query<{ n: number }>(count, [...values])).rows[0]?.n ?? 0
      await tx.query(`declare listed no scroll cursor for ${select}`, [...values])
      for (;;) {
        const { rows } = await tx.query<R>(`fetch ${LIST_ROWS} from listed`)
        if (rows.length === 0) break
        yield* rows
      }
    } finally {
      await tx.query('rollback').catch(() => undefined)
      tx.release()
    }
  }

  /** Keeps a copy of everything, as a nightly backup does. */
  backUp(): Promise<void> {
    return this.transaction(async (tx) => {
      await tx.query('drop schema if exists backup cascade')
      await tx.query('create schema backup')
      for (const table of this.#setup.tables) await tx.query(`create table backup.${table} as table ${table}`)
    })
  }

  /** Puts the copy back: what came after it never was. @throws InstitutionError NO_BACKUP */
  restore(): Promise<void> {
    return this.transaction(async (tx) => {
      const { rows } = await tx.query("select 1 from pg_catalog.pg_namespace where nspname = 'backup'")
      if (rows.length === 0) throw new InstitutionError('NO_BACKUP')
      const { tables, numbered } = this.#setup
      await tx.query(`truncate ${tables.join(', ')}`)
      for (const table of tables) await tx.query(`insert into ${table} select * from backup.${table}`)
      for (const table of numbered)
        await tx.query(`select setval('${table}_id_seq', (select coalesce(max(id), 0) + 1 from ${table}), false)`)
    })
  }

  async close(): Promise<void> {
    await this.#pool.end()
    await this.#server?.stop()
  }
}
