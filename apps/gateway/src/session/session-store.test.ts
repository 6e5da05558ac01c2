import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { noServer, TestDatabase } from '../testing/test-database.ts'
import type { TestTables } from '../testing/test-database.ts'
import { SessionStore } from './session-store.ts'

const why = noServer('sessions that are believed for a moment')

const CLERK = { id: 'clerk-1', name: '示例书记员（虚构）', organisation: 'court', officer: 'clerk-1', licence: null }
const JUDGE = { ...CLERK, id: 'judge-1', officer: 'judge-1' }

describe.skipIf(why !== undefined)('a session that was found', () => {
  let tables: TestTables
  let db: Database
  let nowMs: number
  let sessions: SessionStore
  let token: string

  beforeAll(async () => {
    tables = await TestDatabase.withTables()
    db = tables.db
  }, 240_000)
  afterAll(() => tables.stop())
  beforeEach(async () => {
    await sql`DELETE FROM session`.execute(db)
    nowMs = 1_800_000_000_000
    sessions = new SessionStore(db, () => nowMs)
    token = await sessions.create(CLERK, ['COURT_CLERK'])
    expect((await sessions.find(token))?.person).toEqual(CLERK)
  })

  test('is believed for two seconds, and no longer where somebody took its row away', async () => {
    await sql`DELETE FROM session`.execute(db)
    nowMs += 1_999
    expect((await sessions.find(token))?.roles).toEqual(['COURT_CLERK'])
    nowMs += 1
    expect(await sessions.find(token)).toBeNull()
  })

  test('ends at once where the person leaves or the account is locked; others go on', async () => {
    const judge = await sessions.create(JUDGE, ['COURT_JUDGE'])
    await sessions.end(token)
    expect(await sessions.find(token)).toBeNull()
    const again = await sessions.create(CLERK, ['COURT_CLERK'])
    expect(await sessions.find(again)).not.toBeNull()
    expect(await sessions.endAllOf(CLERK.id)).toHaveLength(1)
    expect(await sessions.find(again)).toBeNull()
    expect((await sessions.find(judge))?.person.id).toBe('judge-1')
  })

  test('is not believed from a look-up that was under way when it ended', async () => {
    nowMs += 2_000
    const [, ended] = await Promise.all([sessions.find(token), sessions.endAllOf(CLERK.id)])
    expect(ended).toHaveLength(1)
    expect(await sessions.find(token)).toBeNull()
  })

  test('is over at its own end, however fresh', async () => {
    nowMs += 10 * 3_600_000 - 1_000
    await sql`UPDATE session SET seen_at_ms = ${nowMs}`.execute(db)
    expect(await sessions.find(token)).not.toBeNull()
    nowMs += 1_000
    expect(await sessions.find(token)).toBeNull()
  })
})
