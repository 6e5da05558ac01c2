import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { noServer, TestDatabase } from '../testing/test-database.ts'
import type { TestTables } from '../testing/test-database.ts'
import { openPersonalAlarms } from './alarms.ts'

const why = noServer('alarms about reconsiderations of personal measures')

const MEASURE = 'a1'.repeat(16)
const CASE = 'ca'.repeat(16)
const LAST_DAY = '2026-04-20'
const FIRST = { dueAtMs: -1, id: '' }

let tables: TestTables
let db: Database

beforeAll(async () => {
  if (why !== undefined) return
  tables = await TestDatabase.withTables('xz-court-1')
  db = tables.db
}, 120_000)
afterAll(async () => {
  if (why === undefined) await tables.stop()
})

async function asked(outcome: string, decideBy: string | null = LAST_DAY): Promise<void> {
  const record = JSON.stringify({ reconsideration: { askedOn: '2026-04-15', outcome, decideBy } })
  await sql`DELETE FROM projection.personal_measure`.execute(db)
  await sql`INSERT INTO projection.personal_measure
    (measure_id, case_ref, organisation, kind, state, subject, changed_at_ms, record)
    VALUES (${MEASURE}, ${CASE}, 'court-0105', 'FINE', 'SERVED', 's', 0, ${record}::jsonb)`.execute(db)
}

/** At an instant of Asia/Shanghai. */
function at(instant: string, after = FIRST): ReturnType<typeof openPersonalAlarms> {
  const clock = { nowMs: () => Date.parse(`${instant}+08:00`) } as never
  return openPersonalAlarms({ db, clock }, after, 10)
}

test.skipIf(why !== undefined)(
  'the alarm is there on the last day, overdue at midnight after it, and gone with the decision',
  async () => {
    await asked('PENDING')
    expect(await at('2026-04-19T23:59:59.999')).toEqual([])
    const [first] = await at('2026-04-20T00:00:00.000')
    expect(first).toMatchObject({
      id: `personal:${MEASURE}`,
      source: 'personal',
      owner: 'COURT_JUDGE',
      caseId: CASE,
      state: 'OPEN',
      raisedAtMs: Date.parse('2026-04-20T00:00:00+08:00'),
      dueAtMs: Date.parse('2026-04-21T00:00:00+08:00'),
    })
    expect(first?.text.zh).not.toBe(first?.kind)
    expect((await at('2026-04-20T23:59:59.999'))[0]?.state).toBe('OPEN')
    expect((await at('2026-04-21T00:00:00.000'))[0]?.state).toBe('OVERDUE')
    for (const outcome of ['UPHELD', 'REVOKED']) {
      await asked(outcome)
      expect(await at('2026-05-01T00:00:00')).toEqual([])
    }
  },
)

test.skipIf(why !== undefined)('pages go on behind an alarm; without a last day there is none', async () => {
  await asked('PENDING')
  const [only] = await at('2026-05-01T00:00:00')
  expect(await at('2026-05-01T00:00:00', { dueAtMs: only?.dueAtMs ?? 0, id: MEASURE })).toEqual([])
  expect(await at('2026-05-01T00:00:00', { dueAtMs: only?.dueAtMs ?? 0, id: '' })).toHaveLength(1)
  await asked('PENDING', null)
  expect(await at('2026-05-01T00:00:00')).toEqual([])
})
