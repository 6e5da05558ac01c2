import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { availableBinaries, letPass, PostgresServer, serverUser } from '@xiezhi/postgres'
import { openDatabase } from '../db/database.ts'
import type { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { Projection } from '../projection/projection.ts'

/** Why there is no server for tests on this machine; undefined where there is one. A test that needs one says what is not run. */
export function noServer(what: string): string | undefined {
  const why = availableBinaries().length === 0 ? 'no PostgreSQL server for this platform' : undefined
  if (why !== undefined) console.log(`not run: ${what} (${why})`)
  return why
}

export interface TestTables {
  readonly db: Database
  stop(): Promise<void>
}

/** A real server of PostgreSQL in a folder of its own, without any table yet. */
export class TestDatabase {
  readonly folder: string
  readonly url: string
  readonly #server: PostgresServer

  private constructor(folder: string, url: string, server: PostgresServer) {
    this.folder = folder
    this.url = url
    this.#server = server
  }

  static async start(): Promise<TestDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'xz-gateway-db-'))
    letPass(folder, serverUser())
    const place = join(folder, 'postgres')
    const server = await PostgresServer.start({ folder: place, superuser: 'xiezhi', listen: { kind: 'socket' } })
    return new TestDatabase(folder, `postgresql://xiezhi@/postgres?host=${encodeURIComponent(place)}`, server)
  }

  /** With the tables of a gateway, and those of its projection where a chain is named; `stop` closes its connections. */
  static async withTables(chainId?: string): Promise<TestTables> {
    const server = await TestDatabase.start()
    const { db, pool } = openDatabase(server.url)
    await migrate(pool)
    if (chainId !== undefined) await new Projection(pool, chainId).open()
    const stop = async (): Promise<void> => {
      await db.destroy()
      await server.stop()
    }
    return { db, stop }
  }

  /** Connections of a test are closed before. */
  async stop(): Promise<void> {
    await this.#server.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
