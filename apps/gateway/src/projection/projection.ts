import type { BlockChanges, StateEntry } from '@xiezhi/sdk'
import type pg from 'pg'
import { readSql } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import { PROJECTION_VERSION } from './tables.ts'
import { rowsStatement, writeRows } from './write-rows.ts'
import type { Change } from './write-rows.ts'

/** Where the first making of the rows stands. */
export interface Building {
  /** Height before the first page: changes after it are applied when the pages are done. */
  readonly from: number
  /** Which of the prefixes, and the last key of it. */
  readonly prefix: number
  readonly after: string
}

export interface Cursor {
  readonly height: number | null
  readonly building: Building | null
}

/** The rows of one zone's state. Blocks go in whole, and the cursor with them. */
export class Projection {
  readonly #pool: pg.Pool
  readonly #chainId: string

  constructor(pool: pg.Pool, chainId: string) {
    this.#pool = pool
    this.#chainId = chainId
  }

  /** Makes the tables where they are missing or of another version or zone. */
  async open(): Promise<Cursor> {
    const { rows } = await this.#pool.query<{ found: string | null }>(
      `SELECT to_regclass('projection.cursor')::text AS found`,
    )
    if (rows[0]?.found === null || !(await this.#isOwn())) await this.drop()
    return this.cursor()
  }

  async #isOwn(): Promise<boolean> {
    const { rows } = await this.#pool.query<{ version: number; chain_id: string }>(
      'SELECT version, chain_id FROM projection.cursor',
    )
    return rows[0]?.version === PROJECTION_VERSION && rows[0].chain_id === this.#chainId
  }

  /** Throws all rows away; the follower makes them anew. */
  async drop(): Promise<void> {
    await this.#transaction(async (connection) => {
      await connection.query('DROP SCHEMA IF EXISTS projection CASCADE')
      await connection.query('CREATE SCHEMA projection')
      await connection.query('SET LOCAL search_path TO projection')
      await connection.query(readSql('projection/schema.sql'))
      await connection.query('INSERT INTO projection.cursor (version, chain_id) VALUES ($1, $2)', [
        PROJECTION_VERSION,
        this.#chainId,
      ])
    })
  }

  async cursor(): Promise<Cursor> {
    const { rows } = await this.#pool.query<Cursor>('SELECT height, building FROM projection.cursor')
    return rows[0] ?? { height: null, building: null }
  }

  /** Rows of a page of the first making, and where it stands now. */
  async addPage(entries: readonly StateEntry[], building: Building): Promise<void> {
    await this.#transaction(async (connection) => {
      await writeRows(connection, entries)
      await connection.query('UPDATE projection.cursor SET building = $1', [JSON.stringify(building)])
    })
  }

  /** The pages are done: from here on block by block. */
  async endBuilding(height: number): Promise<void> {
    await this.#pool.query('UPDATE projection.cursor SET height = $1, building = NULL', [height])
  }

  /**
   * Blocks that follow each other, all or none: readers see the rows as they stand after the last one.
   * @throws GatewayError PROJECTION_BEHIND where the first is not the next one; nothing has changed
   */
  async applyBlocks(blocks: readonly BlockChanges[]): Promise<readonly Change[]> {
    const first = blocks[0]?.height ?? 0
    const heights = [first + blocks.length - 1, first - 1]
    const entries = blocks.flatMap(({ changes }) => changes)
    const moved = 'UPDATE projection.cursor SET height = $1 WHERE height = $2'
    const together = rowsStatement(entries, `${moved} RETURNING 1`, heights.length + 1)
    const require = (rowCount: number | null): void => {
      if (rowCount !== 1) throw new GatewayError('PROJECTION_BEHIND', { height: first })
    }
    if (together !== undefined) {
      const { name, text, values, changes } = together
      require((await this.#pool.query({ name, text, values: [...heights, ...values] })).rowCount)
      return changes
    }
    return this.#transaction(async (connection) => {
      require((await connection.query(moved, heights)).rowCount)
      return writeRows(connection, entries)
    })
  }

  async #transaction<T>(run: (connection: pg.PoolClient) => Promise<T>): Promise<T> {
    const connection = await this.#pool.connect()
    let broken: Error | undefined
    try {
      await connection.query('BEGIN')
      const result = await run(connection)
      await connection.query('COMMIT')
      return result
    } catch (error) {
      await connection.query('ROLLBACK').catch((cause: unknown) => {
        broken = cause instanceof Error ? cause : new GatewayError('DATABASE_UNAVAILABLE', {}, cause)
      })
      throw error
    } finally {
      connection.release(broken)
    }
  }
}
