import pg from 'pg'
import type { GatewayConfig, ListenerConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import type { Database } from '../db/database.ts'
import { databaseUrl, provisionDatabases } from '../db/provision.ts'
import { GatewayError } from '../gateway-error.ts'
import { ZoneClock } from '../zone/zone-clock.ts'
import { ZoneLink } from '../zone/zone-link.ts'

const CONNECTIONS = 2
const CONNECT_MS = 5_000
/** Nobody listens at the address, or there is no socket. */
const NOBODY_THERE: readonly string[] = ['ECONNREFUSED', 'ENOENT']

export interface OperatorDatabase {
  readonly own: ListenerConfig
  readonly db: Database
  readonly clock: ZoneClock
}

export interface OperatorDatabaseOptions {
  /** Refused while the private server of a running gateway answers. */
  readonly stopped?: boolean
}

/**
 * Runs a command of the operator on the database of one authority: on the server of the gateway that runs on the same
 * configuration, or on one that is started for it. @throws GatewayError CONFIG_INVALID, NOT_IN_FORCE
 */
export async function withOperatorDatabase<T>(
  config: GatewayConfig,
  authority: string,
  run: (database: OperatorDatabase) => Promise<T>,
  { stopped = false }: OperatorDatabaseOptions = {},
): Promise<T> {
  const own = config.listeners.find((listener) => listener.authority === authority)
  if (own === undefined) throw new GatewayError('CONFIG_INVALID', { path: '/listeners', expected: authority })
  const url = databaseUrl(config, own)
  const isPrivate = config.postgres.kind === 'embedded'
  const isRunning = isPrivate && (await answers(url))
  if (isRunning && stopped) throw new GatewayError('NOT_IN_FORCE', { expected: 'GATEWAY_STOPPED' })
  const server = isRunning ? undefined : await provisionDatabases(config, () => undefined)
  const { db } = openDatabase(url, CONNECTIONS)
  const zone = new ZoneLink(own.zone)
  try {
    return await run({ own, db, clock: new ZoneClock(zone) })
  } finally {
    zone.close()
    await db.destroy()
    await server?.stop()
  }
}

/** Whether a server is there; one that lets nobody in is there too, and must not be taken for a left-over. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && NOBODY_THERE.includes(String(error.code)))
  } finally {
    await client.end().catch(() => undefined)
  }
}
