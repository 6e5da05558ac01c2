import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { availableBinaries, letPass, PostgresServer, serverUser } from '@xiezhi/postgres'

/** Why there is no server for tests on this machine; undefined where there is one. A test that needs one says what is not run. */
export function noServer(what: string): string | undefined {
  const why = availableBinaries().length === 0 ? 'no PostgreSQL server for this platform' : undefined
  if (why !== undefined) console.log(`not run: ${what} (${why})`)
  return why
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

  /** Connections of a test are closed before. */
  async stop(): Promise<void> {
    await this.#server.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
