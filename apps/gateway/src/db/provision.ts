import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasSocket, letPass, PostgresServer, serverUser } from '@xiezhi/postgres'
import type { ServerOptions } from '@xiezhi/postgres'
import pg from 'pg'
import type { GatewayConfig, ListenerConfig } from '../config.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'

const SUPERUSER = 'xiezhi'
const SECRET_BYTES = 24
const RESTART_PAUSE_MS = 1_000
const DUPLICATE_OBJECT = '42710'
const DUPLICATE_DATABASE = '42P04'

/** A database server, and where each authority's own database is. */
export interface DatabaseServer {
  /** Connection text with the authority's own user, who can enter no other authority's database. */
  urlOf(listener: ListenerConfig): string
  stop(): Promise<void>
}

/**
 * Starts the private server, or takes that of the configuration, and makes users and databases that are missing. A private
 * server that ends by itself is started again: what is under way finds it back.
 */
export async function provisionDatabases(config: GatewayConfig, log: Log): Promise<DatabaseServer> {
  const { postgres } = config
  if (postgres.kind === 'url') {
    await prepare(postgres.url, config.listeners)
    return { urlOf: (listener) => authorityUrl(postgres.url, listener), stop: () => Promise.resolve() }
  }
  mkdirSync(config.folder, { recursive: true, mode: 0o700 })
  letPass(config.folder, serverUser())
  const password = serverPassword(config)
  const server = await KeptServer.start(
    { folder: postgres.folder, superuser: SUPERUSER, listen: { kind: 'tcp', port: postgres.port, password } },
    log,
  )
  const url = serverUrl(password, postgres)
  await prepare(url, config.listeners)
  return { urlOf: (listener) => authorityUrl(url, listener), stop: () => server.stop() }
}

/** Where the authority's database is while the gateway runs. */
export function databaseUrl(config: GatewayConfig, listener: ListenerConfig): string {
  const { postgres } = config
  const url = postgres.kind === 'url' ? postgres.url : serverUrl(serverPassword(config), postgres)
  return authorityUrl(url, listener)
}

function serverPassword({ folder }: GatewayConfig): string {
  return secretIn(join(folder, 'postgres.password'))
}

function serverUrl(password: string, { folder, port }: { readonly folder: string; readonly port: number }): string {
  const url = new URL(`postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`)
  // Clients take the folder of a socket for the host.
  if (hasSocket(folder, port)) url.searchParams.set('host', folder)
  return url.href
}

/** A server that is started again when it ends by itself. */
class KeptServer {
  readonly #options: ServerOptions
  readonly #log: Log
  #server: PostgresServer | undefined
  #restart: Promise<void> = Promise.resolve()
  #stopped = false

  private constructor(options: ServerOptions, log: Log) {
    this.#options = options
    this.#log = log
  }

  static async start(options: ServerOptions, log: Log): Promise<KeptServer> {
    const kept = new KeptServer(options, log)
    await kept.#start()
    return kept
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#restart
    await this.#server?.stop()
  }

  async #start(): Promise<void> {
    const onEnd = (): void => {
      if (this.#stopped) return
      this.#log({ event: 'DATABASE_ENDED' })
      this.#restart = this.#again()
    }
    this.#server = await PostgresServer.start({ ...this.#options, onEnd })
  }

  async #again(): Promise<void> {
    while (!this.#isStopped()) {
      try {
        await this.#start()
        return
      } catch (error) {
        this.#log({ event: 'DATABASE_NOT_STARTED', reason: reasonOf(error) })
        await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS))
      }
    }
  }

  #isStopped(): boolean {
    return this.#stopped
  }
}

export function databaseName({ authority }: ListenerConfig): string {
  return `xiezhi_${authority}`
}

function authorityUrl(url: string, listener: ListenerConfig): string {
  const own = new URL(url)
  own.username = databaseName(listener)
  own.password = databasePassword(listener)
  own.pathname = `/${databaseName(listener)}`
  return own.href
}

function databasePassword({ folder }: ListenerConfig): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return secretIn(join(folder, 'database.password'))
}

/** A random text that stays in a file only its owner reads. */
export function secretIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
  return readFileSync(file, 'utf8').trim()
}

async function prepare(url: string, listeners: readonly ListenerConfig[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const listener of listeners) {
      const name = client.escapeIdentifier(databaseName(listener))
      const password = client.escapeLiteral(databasePassword(listener))
      await unless(DUPLICATE_OBJECT, client.query(`CREATE ROLE ${name} LOGIN`))
      await client.query(`ALTER ROLE ${name} PASSWORD ${password}`)
      // Bytes decide the order of texts, on every machine.
      const options = `OWNER ${name} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`
      await unless(DUPLICATE_DATABASE, client.query(`CREATE DATABASE ${name} ${options}`))
      // By default every user of a server may enter every database.
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    }
  } finally {
    await client.end()
  }
}

async function unless(code: string, query: Promise<unknown>): Promise<void> {
  try {
    await query
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== code) throw error
  }
}
