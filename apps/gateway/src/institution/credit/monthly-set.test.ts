import { listingErrors } from '@xiezhi/contracts'
import type { ErrorKind, Message } from '@xiezhi/kernel'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { noServer, TestDatabase } from '../../testing/test-database.ts'
import type { TestTables } from '../../testing/test-database.ts'
import { MonthlySet } from './monthly-set.ts'
import { refusedAs } from './subscriber-ledger.ts'
import type { Told } from './subscriber-ledger.ts'

const why = noServer('statements of the monthly set')

const CLIENT = 'xz-court'
const SUBSCRIBER = 'platform'
const DAY = '2026-11-30'
const MONTH = '2026-11'
const HOUR_MS = 3_600_000
const HELD = ['e1'.padEnd(32, '0'), 'e2'.padEnd(32, '0')]

const bucketOf = ({ value }: Message): string => (value as { bucket: string }).bucket
const refusedBy = (kind: ErrorKind): Told => ({ refused: refusedAs(kind) })

describe.skipIf(why !== undefined)('a statement of the monthly set', () => {
  let tables: TestTables
  let db: Database
  let set: MonthlySet
  let nowMs: number
  let answer: Told
  /** The only bucket that the answer is about; null: every statement. */
  let refused: string | null
  let said: Message[]
  let alarms: (readonly string[])[]

  beforeAll(async () => {
    tables = await TestDatabase.withTables('xz-institutions-1')
    db = tables.db
  }, 120_000)
  afterAll(() => tables.stop())
  beforeEach(async () => {
    await sql`DELETE FROM projection.credit_reconciliation`.execute(db)
    await sql`DELETE FROM credit_bucket_stated`.execute(db)
    ;[nowMs, answer, refused, said, alarms] = [Date.parse(DAY), 'done', null, [], []]
    set = new MonthlySet({
      db,
      subscriber: SUBSCRIBER,
      client: CLIENT,
      entries: { hasOpen: () => Promise.resolve(false), ofOthers: () => Promise.resolve(new Set<string>()) },
      adapter: {
        held: async function* () {
          for (const recordId of HELD) yield await Promise.resolve({ recordId, revision: 1 })
        },
      },
      ledger: {
        say: (message) => {
          said.push(message)
          return Promise.resolve(refused === null || refused === bucketOf(message) ? answer : 'done')
        },
      },
      alarm: (...alarm) => Promise.resolve(void alarms.push(alarm)),
      nowMs: () => nowMs,
    })
  })

  const differsIn = (differing: readonly string[]) =>
    sql`INSERT INTO projection.credit_reconciliation (client, subscriber, month, record)
      VALUES (${CLIENT}, ${SUBSCRIBER}, ${MONTH}, ${JSON.stringify({ state: 'DIFFERENT', differing })}::jsonb)`.execute(
      db,
    )

  test('that the ledger refuses is an alarm, and rests for an hour; once taken it is not made again', async () => {
    answer = refusedBy(listingErrors.BucketsUnsorted)
    for (let wake = 0; wake < 3; wake += 1) await set.run(DAY)
    expect(said.map(({ type }) => type)).toEqual(['listing/StateSet'])
    expect(alarms).toEqual([['CREDIT_SET_REFUSED', MONTH, 'listing/BucketsUnsorted']])

    answer = 'done'
    nowMs += HOUR_MS
    for (let wake = 0; wake < 3; wake += 1) await set.run(DAY)
    expect(said).toHaveLength(2)
    expect(alarms).toHaveLength(1)
  })

  test('of a bucket rests alone: the other bucket is stated', async () => {
    await differsIn(['e1', 'e2'])
    refused = 'e1'
    answer = refusedBy(listingErrors.BucketsUnsorted)
    await set.run(DAY)
    await set.run(DAY)
    expect(said.map(bucketOf)).toEqual(['e1', 'e2'])
    expect(alarms.map(([, subject]) => subject)).toEqual([`${MONTH}/e1`])
    nowMs += HOUR_MS
    answer = 'done'
    await set.run(DAY)
    await set.run(DAY)
    expect(said.map(bucketOf)).toEqual(['e1', 'e2', 'e1'])
  })

  test('of a bucket that the ledger asks for no more is no alarm', async () => {
    await differsIn(['e1'])
    answer = refusedBy(listingErrors.ReconciliationUnknown)
    await set.run(DAY)
    expect([said.length, alarms]).toEqual([1, []])
  })
})
