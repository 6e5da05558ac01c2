import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw } from '@xiezhi/law'
import { PostgresServer } from '@xiezhi/postgres'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { VaultDatabase } from '../database.ts'
import { authorityKeys } from '../keys/authority-keys.ts'
import { KeyFolder } from '../keys/key-folder.ts'
import { Vault } from '../vault.ts'
import type { VaultOptions } from '../vault.ts'
import type { VaultErrorCode } from '../vault-error.ts'

export const NOW_MS = 1_772_413_200_000
export const TODAY = '2026-03-02'
const SUPERUSER = 'vault'
const SIGNING_SEED: Readonly<Record<string, number>> = { court: 0x41, justice: 0x42 }

/** A real server in a fresh folder; every authority of a test has a database of its own on it. */
export class TestServer {
  readonly folder: string
  readonly #server: PostgresServer
  readonly #open: Kysely<VaultDatabase>[] = []
  /** Databases that no test uses now. */
  #free: Kysely<VaultDatabase>[] = []
  #places = 0

  private constructor(folder: string, server: PostgresServer) {
    this.folder = folder
    this.#server = server
  }

  static async start(): Promise<TestServer> {
    const folder = mkdtempSync(join(tmpdir(), 'xzv-'))
    // As root the server runs as a user of its own, who has to get in.
    chmodSync(folder, 0o711)
    const server = await PostgresServer.start({
      folder: join(folder, 'pg'),
      superuser: SUPERUSER,
      listen: { kind: 'socket' },
    })
    return new TestServer(folder, server)
  }

  async stop(): Promise<void> {
    for (const db of this.#open) await db.destroy()
    await this.#server.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Empties the databases for the next test: making one takes longer than most tests. */
  async recycle(): Promise<void> {
    for (const db of this.#open) await sql`drop schema if exists vault cascade`.execute(db)
    this.#free = [...this.#open]
  }

  async database(): Promise<Kysely<VaultDatabase>> {
    const free = this.#free.pop()
    if (free !== undefined) return free
    const name = `vault${this.#open.length + 1}`
    const admin = new pg.Client({ host: join(this.folder, 'pg'), user: SUPERUSER, database: 'postgres' })
    await admin.connect()
    await admin.query(`create database ${name}`)
    await admin.end()
    const pool = new pg.Pool({ host: join(this.folder, 'pg'), user: SUPERUSER, database: name, max: 4 })
    // A connection that is being closed may hear of the server's stop first.
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
    const db = new Kysely<VaultDatabase>({ dialect: new PostgresDialect({ pool }) })
    this.#open.push(db)
    return db
  }

  /** Options of an authority with keys and list in folders of its own. */
  async options(authority: string, suiteId: SuiteId, now: () => number = () => NOW_MS): Promise<TestOptions> {
    const db = await this.database()
    const place = join(this.folder, `${authority}-${++this.#places}`)
    const keys = new KeyFolder(join(place, 'keys'))
    keys.add()
    const secret = new Uint8Array(32).fill(SIGNING_SEED[authority] ?? 0x43)
    return {
      db,
      suiteId,
      keys: authorityKeys(suiteId, keys.keys()),
      keyFolder: keys,
      authority: { id: authority, signer: nodeCrypto.signer(suiteId === 'sm' ? 'sm2' : 'ed25519', secret) },
      erasureList: join(place, 'erasures.jsonl'),
      law: bundledLaw,
      now,
    }
  }

  async vault(
    authority: string,
    suiteId: SuiteId,
    now?: () => number,
  ): Promise<{ vault: Vault; options: TestOptions }> {
    const options = await this.options(authority, suiteId, now)
    return { vault: await Vault.open(options, TODAY), options }
  }
}

/** One server for the tests of a file; what a test adds to clean up, it adds after this and is done before. */
export function useTestServer(started: (server: TestServer) => void): void {
  let server: TestServer | undefined
  beforeAll(async () => {
    server = await TestServer.start()
    started(server)
  })
  afterEach(async () => server?.recycle())
  afterAll(async () => server?.stop())
}

export interface TestOptions extends VaultOptions {
  readonly keyFolder: KeyFolder
}

export function refusal(code: VaultErrorCode, facts?: Readonly<Record<string, unknown>>): Error {
  return expect.objectContaining({ code, ...(facts === undefined ? {} : { facts }) }) as Error
}

/** Every row of every table as text: what a refusal must leave as it was. */
export async function contentOf(db: Kysely<VaultDatabase>): Promise<string> {
  const tables = [
    'subject',
    'subject_key',
    'field',
    'epoch',
    'index_entry',
    'erasure',
    'annex_out',
    'annex_in',
    'text',
  ] as const
  const parts: string[] = []
  for (const table of tables) {
    const rows = await db.selectFrom(`vault.${table}`).selectAll().execute()
    parts.push(
      `${table}: ${rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n')}`,
    )
  }
  return parts.join('\n')
}

/** An invented person. */
export const PERSON = { name: '示例甲', identityNumber: '110101190001010000', phone: '00000000000' } as const
