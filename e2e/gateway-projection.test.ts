import { parseProjection, PROJECTION_HEADER } from '@xiezhi/gateway-api'
import type { ProjectionState } from '@xiezhi/gateway-api'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts } from '@xiezhi/host/ports'
import { openDatabase } from '../apps/gateway/src/db/database.ts'
import { databaseUrl, secretIn } from '../apps/gateway/src/db/provision.ts'
import { Follower } from '../apps/gateway/src/projection/follower.ts'
import { Projection } from '../apps/gateway/src/projection/projection.ts'
import { ZoneLink } from '../apps/gateway/src/zone/zone-link.ts'
import { startGateway } from '../apps/gateway/src/start-gateway.ts'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance, AllianceKind } from './testing/alliance.ts'
import { startTestGateway } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_REF, digest, enterLawyerAndCase, FIRM, LICENCE, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

const SETTLED_MS = 60_000
const settled = (look: () => Promise<boolean>): Promise<boolean> => until(look, SETTLED_MS)

let alliance: Alliance
let door: TestGateway
let clerk: SignedIn
let database: pg.Client

const TABLES = [
  'court_case',
  'party',
  'agent',
  'verification',
  'request',
  'dispatch',
  'receipt',
  'alarm',
  'lawyer',
  'licence',
  'lawyer_status',
  'lawyer_firm',
  'firm',
  'status_event',
  'sanction',
  'assessment',
  'inquiry',
] as const

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  clerk = await door.signIn('court', 'clerk-1')
  const row = await clerk.client.call('verifyLawyer', { params: { caseId: CASE_REF }, body: { licence: LICENCE } })
  await settled(async () => (await clerk.client.call('getOutboxRow', { params: { id: row.id } })).isFinal)
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

async function connect(authority: 'court' | 'justice'): Promise<pg.Client> {
  const listener = door.config.listeners.find((one) => one.authority === authority)
  const { postgres } = door.config
  const client = new pg.Client({
    host: '127.0.0.1',
    port: postgres.kind === 'embedded' ? postgres.port : 0,
    user: `xiezhi_${authority}`,
    database: `xiezhi_${authority}`,
    password: secretIn(`${listener?.folder ?? ''}/database.password`),
  })
  await client.connect()
  return client
}

/** Every row of every table as text, in order. */
async function rowsOf(client: pg.Client): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of TABLES) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM projection.${table} t ORDER BY 1`,
    )
    found[table] = rows.map(({ row }) => row)
  }
  return found
}

/** What an answer says of the rows that it came from. */
async function projectionOf(authority: AllianceKind): Promise<ProjectionState | null> {
  const answer = await fetch(`${door.urls[authority]}/api/v1/session`)
  return parseProjection(answer.headers.get(PROJECTION_HEADER))
}

const heightOf = (at: number): number | null => door.gateway.listeners[at]?.listener.follower.height ?? null

test.each(['court', 'justice'] as const)(
  '%s: dropped and made anew, the rows are the same',
  async (authority) => {
    const at = authority === 'court' ? 0 : 1
    const client = await connect(authority)
    const before = await rowsOf(client)
    const filled = TABLES.filter((table) => (before[table] ?? []).length > 0)
    expect(filled.length).toBeGreaterThan(authority === 'court' ? 5 : 6)
    await client.query('DROP SCHEMA projection CASCADE')
    await client.end()
    await door.restart()
    const phases = new Set<string>()
    await settled(async () => {
      phases.add((await projectionOf(authority))?.phase ?? '')
      return heightOf(at) !== null
    })
    // Whoever asks in between is told: the page shows no empty list as if there were nothing.
    const [first] = phases
    expect(['UNREACHED', 'BUILDING', 'CURRENT']).toContain(first)
    const height = heightOf(at)
    expect(await projectionOf(authority)).toMatchObject({ phase: 'CURRENT' })
    expect((await projectionOf(authority))?.height).toBeGreaterThanOrEqual(height ?? Number.NaN)
    database = await connect(authority)
    expect(await rowsOf(database)).toEqual(before)
    await database.end()
  },
  120_000,
)

test('what happened while nobody followed is caught up block by block', async () => {
  await door.gateway.close()
  await alliance.justice.act(
    {
      type: 'lawyer/GrantLicence',
      value: {
        lawyerId: 'd2'.repeat(16),
        licenceNo: '11101201510333333',
        firmUscc: FIRM,
        from: today,
        firstPracticeDate: today,
        commitments: [],
        instrumentDigest: digest('0c'),
      },
    },
    'department-1',
    'department-2',
  )
  await door.restart()
  const officer = await door.signIn('justice', 'bureau-1')
  await settled(
    async () => (await officer.client.call('listLawyers', { query: { query: '333333' } })).items.length === 1,
  )
  expect((await officer.client.call('listLawyers')).items).toHaveLength(2)
}, 120_000)

test('an act that was signed before the process ended is brought to its answer by the next one', async () => {
  clerk = await door.signIn('court', 'clerk-1')
  const relay = alliance.link
  relay?.close()
  const row = await clerk.client.call('verifyLawyer', { params: { caseId: CASE_REF }, body: { licence: LICENCE } })
  await settled(async () => (await clerk.client.call('getOutboxRow', { params: { id: row.id } })).state === 'included')
  await door.restart()
  await alliance.openLink()
  await settled(async () => (await clerk.client.call('getOutboxRow', { params: { id: row.id } })).isFinal)
  const done = await clerk.client.call('getVerification', { params: { id: row.id } })
  expect(done.state).toBe('answered')
  expect(done.proof).not.toBeNull()
  expect(done.court).not.toBeNull()
}, 120_000)

test('a gateway that cannot reach its ledger says that nobody knows how far its rows are', async () => {
  await door.gateway.close()
  const [nobody = 0] = await freePorts(1)
  const listeners = door.config.listeners.map((own) => ({
    ...own,
    zone: { ...own.zone, url: `ws://127.0.0.1:${nobody}/websocket` },
  }))
  const away = await startGateway({ ...door.config, listeners }, () => undefined)
  try {
    expect(await projectionOf('court')).toEqual({ phase: 'UNREACHED', height: null, zoneHeight: 0 })
  } finally {
    await away.close()
    await door.restart()
  }
})

/** Notes what would be said of the rows at each step of their making. */
class ObservedProjection extends Projection {
  readonly said: ProjectionState[] = []
  follower: Follower | undefined

  #note(): void {
    if (this.follower !== undefined) this.said.push(this.follower.state)
  }

  override addPage(...args: Parameters<Projection['addPage']>): Promise<void> {
    this.#note()
    return super.addPage(...args)
  }

  override applyBlocks(...args: Parameters<Projection['applyBlocks']>): ReturnType<Projection['applyBlocks']> {
    this.#note()
    return super.applyBlocks(...args)
  }
}

test('rows that are being made, and rows that are behind, are said to be so', async () => {
  const own = door.gateway.listeners[0]?.listener
  if (own === undefined) throw new RangeError('court')
  await settled(() => Promise.resolve(own.follower.state.phase === 'CURRENT'))
  await own.follower.stop()
  const { pool } = openDatabase(databaseUrl(door.config, own.config), 2)
  const follow = async (): Promise<readonly ProjectionState[]> => {
    const projection = new ObservedProjection(pool, own.config.zone.chainId)
    const link = new ZoneLink(own.config.zone)
    const logs: object[] = []
    const follower = new Follower({ link, projection, log: (entry) => logs.push(entry), onBlocks: () => undefined })
    projection.follower = follower
    follower.start()
    await settled(() => Promise.resolve(follower.state.phase === 'CURRENT'))
    await follower.stop()
    link.close()
    expect(logs).toEqual([])
    return projection.said
  }
  try {
    await new Projection(pool, own.config.zone.chainId).drop()
    const [building] = await follow()
    expect(building).toMatchObject({ phase: 'BUILDING', height: null })
    expect(building?.zoneHeight).toBeGreaterThan(20)

    await pool.query('UPDATE projection.cursor SET height = height - 20')
    const { rows } = await pool.query<{ height: number }>('SELECT height FROM projection.cursor')
    const [behind] = await follow()
    expect(behind).toMatchObject({ phase: 'BEHIND', height: rows[0]?.height })
  } finally {
    await pool.end()
    await door.restart()
  }
}, 120_000)
