import { expect, test } from 'vitest'
import {
  alarmsIn,
  answered,
  CLIENT,
  court,
  done,
  endMessage,
  enforcer,
  ENTRY,
  eventMessage,
  GRANTORS,
  moveTo,
  published,
  shared,
  subscribeMessage,
  tick,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const HOUR_MS = 3_600_000
const kindsIn = (one: Desk) => alarmsIn(one).map(({ kind }) => kind)
const receipt = { kind: 'receipt', subscriber: 'platform' }

/** Deleted on day one, while a subscriber still has the entry. */
function deleted(): { one: Desk; atMs: number } {
  const one = shared()
  done(one, eventMessage('PERFORMED'), [enforcer])
  return { one, atMs: one.chain.nowMs }
}
function moveAfter({ chain }: Desk, fromMs: number, ms: number): void {
  chain.nowMs = fromMs + ms
  chain.block([])
}

test('T20-22, T26-2: who has not confirmed stands on the board after 24 hours, after 72, and after the last day', () => {
  const { one, atMs } = deleted()
  expect(one.chain.query('listing/withdrawals', { entryId: ENTRY })).toMatchObject([
    { client: CLIENT, subscriber: 'platform', dueOn: '2026-03-05', confirmedAtMs: null },
  ])
  moveAfter(one, atMs, 24 * HOUR_MS - 1)
  expect(alarmsIn(one)).toEqual([])
  moveAfter(one, atMs, 24 * HOUR_MS)
  const common = { organisation: 'court-x', subject: `${ENTRY} ${CLIENT} platform`, dueOn: '2026-03-05' }
  expect(alarmsIn(one)).toMatchObject([{ ...common, kind: 'RECEIPT_LATE', owner: 'COURT_ENFORCER', endedAtMs: null }])
  moveAfter(one, atMs, 72 * HOUR_MS)
  expect(alarmsIn(one)).toMatchObject([
    { kind: 'RECEIPT_LATE' },
    { ...common, kind: 'RECEIPT_REPORTED', owner: 'COURT_PRESIDENT' },
  ])
  moveTo(one, '2026-03-06')
  expect(alarmsIn(one)).toMatchObject([
    { kind: 'RECEIPT_LATE' },
    { kind: 'RECEIPT_REPORTED' },
    { ...common, kind: 'RECEIPT_VIOLATION', owner: 'COURT_PRESIDENT' },
  ])
  expect(one.chain.violations()).toEqual([])
})

test('a receipt ends the alarm that stands, and no other follows', () => {
  const { one, atMs } = deleted()
  moveAfter(one, atMs, 24 * HOUR_MS)
  const receipts = [{ entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs: one.chain.nowMs }]
  expect(answered(one, { ...receipt, receipts })).toEqual({ taken: 1 })
  moveTo(one, '2026-03-09')
  expect(kindsIn(one)).toEqual(['RECEIPT_LATE'])
  expect(alarmsIn(one)[0]?.endedAtMs).not.toBeNull()
})

test('who confirms in time is never named; a receipt of the entry as it stood is not one of its withdrawal', () => {
  const { one, atMs } = deleted()
  tick(one)
  const receipts = [{ entryId: ENTRY, revision: 3, isWithdrawal: true, grant: 1, atMs }]
  expect(answered(one, { ...receipt, receipts })).toEqual({ taken: 1 })
  moveTo(one, '2026-03-09')
  expect(alarmsIn(one)).toEqual([])

  const other = deleted()
  const early = [{ entryId: ENTRY, revision: 3, isWithdrawal: false, grant: 1, atMs: other.atMs }]
  expect(answered(other.one, { ...receipt, receipts: early })).toEqual({ taken: 0 })
  moveAfter(other.one, other.atMs, 24 * HOUR_MS)
  expect(kindsIn(other.one)).toEqual(['RECEIPT_LATE'])
})

test('an entry that no subscriber had is watched by nobody', () => {
  const one = published()
  done(one, eventMessage('PERFORMED'), [enforcer])
  expect(one.chain.query('listing/withdrawals', { entryId: ENTRY })).toEqual([])
  moveTo(one, '2026-03-09')
  expect(alarmsIn(one)).toEqual([])
})

test('each department has its own clock: one that was told later is named later', () => {
  const one = court()
  for (const subscriber of ['platform', 'railway']) done(one, subscribeMessage({ subscriber }), GRANTORS)
  tick(one)
  published({}, one)
  tick(one)
  done(one, endMessage('railway'), GRANTORS)
  tick(one)
  const firstMs = one.chain.nowMs
  moveAfter(one, firstMs, 23 * HOUR_MS)
  done(one, eventMessage('PERFORMED'), [enforcer])
  const secondMs = one.chain.nowMs
  const late = () => alarmsIn(one).map(({ kind, subject }) => [kind, subject.split(' ')[2]])
  moveAfter(one, firstMs, 25 * HOUR_MS)
  expect(late()).toEqual([['RECEIPT_LATE', 'railway']])
  moveAfter(one, secondMs, 24 * HOUR_MS)
  expect(late().filter(([kind]) => kind === 'RECEIPT_LATE')).toEqual([
    ['RECEIPT_LATE', 'platform'],
    ['RECEIPT_LATE', 'railway'],
  ])
})
