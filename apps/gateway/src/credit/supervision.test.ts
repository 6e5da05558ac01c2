import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import type { Listener } from '../routes/listener.ts'
import { noServer, TestDatabase } from '../testing/test-database.ts'
import type { TestTables } from '../testing/test-database.ts'
import { creditSupervision } from './supervision.ts'

const why = noServer('ends of entries in the figures of supervision')

/** As the ledger leaves them: how an entry ended, on which event, and until when it had to be gone. */
const ENDED = [
  ['2026-09-28', { end: 'EARLY_DELETED', event: null, deleteBy: null }],
  ['2026-09-29', { end: 'EARLY_DELETED', event: null, deleteBy: null }],
  ['2026-09-29', { end: 'EARLY_DELETED', event: 'PERFORMED', deleteBy: null }],
  ['2026-09-29', { end: 'DELETED', event: 'PERFORMED', deleteBy: '2026-09-28' }],
  ['2026-10-09', { end: 'EARLY_DELETED', event: 'PERFORMED', deleteBy: null }],
] as const

let tables: TestTables
let db: Database

beforeAll(async () => {
  if (why !== undefined) return
  tables = await TestDatabase.withTables('xz-court-1')
  db = tables.db
  for (const [n, [day, record]] of ENDED.entries()) {
    const endedAtMs = Date.parse(`${day}T10:00:00+08:00`)
    await sql`INSERT INTO projection.credit_ended (entry_id, list, ended_at_ms, record)
      VALUES (${String(n).repeat(32)}, 'DISHONEST', ${endedAtMs}, ${JSON.stringify(record)}::jsonb)`.execute(db)
  }
}, 120_000)
afterAll(async () => {
  if (why === undefined) await tables.stop()
})

const ends = async (asked: { readonly from?: string }) => {
  const listener = { db, clock: { nowMs: () => Date.parse('2026-11-30T00:00:00+08:00') }, follower: { height: 1 } }
  return (await creditSupervision(listener as unknown as Listener, asked)).ends
}

test.skipIf(why !== undefined)(
  'an early deletion before which no event was recorded is counted apart, by month; who and which entry is not said',
  async () => {
    const found = await ends({})
    expect(found).toMatchObject([
      { month: '2026-09', end: 'DELETED', count: 1, late: 1, withoutEvent: 0 },
      { month: '2026-09', end: 'EARLY_DELETED', count: 3, late: 0, withoutEvent: 2 },
      { month: '2026-10', end: 'EARLY_DELETED', count: 1, late: 0, withoutEvent: 0 },
    ])
    expect(JSON.stringify(found)).not.toContain('0'.repeat(32))
    expect(await ends({ from: '2026-10' })).toHaveLength(1)
  },
)
