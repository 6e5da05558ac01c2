import { mkdirSync } from 'node:fs'
import { letPass, PostgresServer, serverUser } from '@xiezhi/postgres'
import pg from 'pg'
import type { InstitutionConfig, SeveralConfig } from './config.ts'
import { CreditPlatform } from './credit/platform.ts'
import { SUPERUSER } from './db/store.ts'
import { Institution } from './institution.ts'
import { InstitutionError } from './institution-error.ts'
import { loadProfile } from './profile.ts'
import type { Log } from './server/listening.ts'

/** A Unix socket's path has at most 107 bytes. */
const FOLDER_BYTES_MAX = 80
const DATABASE_NAME = /^[a-z][a-z0-9_]{0,40}$/

/** Institutions in one process, on one database server with a database for each. */
export class Several {
  readonly institutions: readonly Institution[]
  readonly platforms: readonly CreditPlatform[]
  readonly #server: PostgresServer

  private constructor(
    server: PostgresServer,
    institutions: readonly Institution[],
    platforms: readonly CreditPlatform[],
  ) {
    this.#server = server
    this.institutions = institutions
    this.platforms = platforms
  }

  /** `onEnd`: the database server has ended by itself. @throws InstitutionError CONFIG_INVALID, PostgresError */
  static async start(config: SeveralConfig, log: Log, onEnd: () => void): Promise<Several> {
    const { databaseFolder, institutions, platforms = [] } = config
    if (Buffer.byteLength(databaseFolder) > FOLDER_BYTES_MAX)
      throw new InstitutionError('CONFIG_INVALID', {
        path: '/databaseFolder',
        expected: `at most ${FOLDER_BYTES_MAX} bytes`,
      })
    const names = [...institutions.map(databaseOf), ...platforms.map(({ code }) => code.toLowerCase())]
    mkdirSync(databaseFolder, { recursive: true, mode: 0o700 })
    letPass(databaseFolder, serverUser())
    const listen = { kind: 'socket' } as const
    const server = await PostgresServer.start({ folder: databaseFolder, superuser: SUPERUSER, listen, onEnd })
    const running: Institution[] = []
    const shown: CreditPlatform[] = []
    try {
      await createMissing(databaseFolder, names)
      for (const [at, one] of institutions.entries())
        running.push(await Institution.start({ ...one, database: urlOf(databaseFolder, names[at] ?? '') }, log))
      for (const one of platforms)
        shown.push(await CreditPlatform.start({ ...one, database: urlOf(databaseFolder, one.code.toLowerCase()) }, log))
      return new Several(server, running, shown)
    } catch (error) {
      for (const one of [...running, ...shown]) await one.stop()
      await server.stop()
      throw error
    }
  }

  async stop(): Promise<void> {
    for (const one of [...this.institutions, ...this.platforms]) await one.stop()
    await this.#server.stop()
  }
}

function databaseOf({ profile }: InstitutionConfig): string {
  const name = loadProfile(profile).institutionCode.toLowerCase()
  if (!DATABASE_NAME.test(name)) throw new InstitutionError('CONFIG_INVALID', { path: '/institutions', profile })
  return name
}

function urlOf(folder: string, database: string): string {
  return `postgresql://${SUPERUSER}@/${database}?host=${encodeURIComponent(folder)}`
}

async function createMissing(folder: string, names: readonly string[]): Promise<void> {
  const client = new pg.Client({ host: folder, user: SUPERUSER, database: 'postgres' })
  await client.connect()
  try {
    for (const name of names) {
      const { rowCount } = await client.query('select 1 from pg_catalog.pg_database where datname = $1', [name])
      if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
    }
  } finally {
    await client.end()
  }
}
