import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { noServer, TestDatabase } from '../testing/test-database.ts'
import type { TestTables } from '../testing/test-database.ts'
import { openRequestAlarms } from './request-alarms.ts'

const why = noServer('alarms about requests that nobody registers')

const COURT = 'court-0105'
const ENTRY = 'e1'.repeat(16)
const REQUEST = 'a1'.repeat(16)
const CASE = 'ca'.repeat(16)
const FIRST = { dueAtMs: -1, id: '' }

let tables: TestTables
let db: Database

beforeAll(async () => {
  if (why !== undefined) return
  tables = await TestDatabase.withTables('xz-court-1')
  db = tables.db
  await sql`INSERT INTO projection.credit_entry
    (entry_id, case_ref, organisation, list, state, index_key, changed_at_ms, record)
    VALUES (${ENTRY}, ${CASE}, ${COURT}, 'DISHONEST', 'PUBLISHED', 'k', 0, '{}'::jsonb)`.execute(db)
}, 120_000)
afterAll(async () => {
  if (why === undefined) await tables.stop()
})

async function received(state: string, kind = 'OBJECTION'): Promise<void> {
  await sql`DELETE FROM credit_request`.execute(db)
  await sql`INSERT INTO credit_request (request_id, entry_id, list, kind, commitment, state, received_at_ms)
    VALUES (${REQUEST}, ${ENTRY}, 'DISHONEST', ${kind}, 'c', ${state},
      ${Date.parse('2026-04-20T23:30:00+08:00')})`.execute(db)
}

/** At an instant of Asia/Shanghai. */
function at(instant: string, organisation: string | null = COURT, after = FIRST): ReturnType<typeof openRequestAlarms> {
  const clock = { nowMs: () => Date.parse(`${instant}+08:00`) } as never
  return openRequestAlarms({ db, clock }, organisation, after, 10)
}

test.skipIf(why !== undefined)(
  'the alarm is there when the day of receipt is over, and gone when the request is registered or returned',
  async () => {
    for (const kind of ['OBJECTION', 'RECONSIDERATION']) {
      await received('RECEIVED', kind)
      expect(await at('2026-04-20T23:59:59.999')).toEqual([])
      const [alarm] = await at('2026-04-21T00:00:00.000')
      expect(alarm).toMatchObject({ id: `request:${REQUEST}`, source: 'request', caseId: CASE, state: 'OVERDUE' })
      expect(alarm?.dueAtMs).toBe(Date.parse('2026-04-21T00:00:00+08:00'))
      expect(alarm?.text.zh).not.toBe(alarm?.kind)
    }
    for (const state of ['REGISTERED', 'RETURNED']) {
      await received(state)
      expect(await at('2026-05-01T00:00:00')).toEqual([])
    }
  },
)

test.skipIf(why !== undefined)('it is the business of the court of the entry; pages go on behind it', async () => {
  await received('RECEIVED')
  const late = '2026-05-01T00:00:00'
  expect(await at(late, 'court-other')).toEqual([])
  const [only] = await at(late, null)
  expect(only?.owner).toBe('COURT_FILING')
  expect(await at(late, COURT, { dueAtMs: only?.dueAtMs ?? 0, id: REQUEST })).toEqual([])
})
