import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  court,
  decidedMessage,
  done,
  ENTRY,
  entryIn,
  fixtureErrors,
  judge,
  LEADERS,
  leavesIn,
  moveTo,
  otherJudge,
  otherPresident,
  published,
  shared,
  tick,
  TODAY,
} from '../fixtures.ts'

const lift = (to: string, ground = 'EXAM', from = TODAY) => decidedMessage('LiftTemporarily', { ground, from, to })

test('R20-84: for a month nobody sees the entry, subscribers are told, and it comes back by itself the day after', () => {
  const one = shared()
  const { data, events } = done(one, lift('2026-04-02'), LEADERS)
  expect(data).toEqual([{ entryId: ENTRY, to: '2026-04-02' }])
  expect(events).toMatchObject([{ type: 'EntrySuspended', data: { entryId: ENTRY, to: '2026-04-02' } }])
  expect(entryIn(one)).toMatchObject({ state: 'SUSPENDED', lift: { ground: 'EXAM', from: TODAY, to: '2026-04-02' } })
  expect(leavesIn(one)).toEqual([])
  tick(one)
  expect(one.sent.at(-1)).toMatchObject({ kind: 'views', views: [{ view: { status: 'SUSPENDED' } }] })
  moveTo(one, '2026-04-02', 86_399_999)
  expect(leavesIn(one)).toEqual([])
  moveTo(one, '2026-04-03')
  expect(leavesIn(one)).toHaveLength(1)
  expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', lift: null })
  tick(one)
  expect(one.sent.at(-1)).toMatchObject({ kind: 'views', views: [{ view: { status: 'ACTIVE' } }] })
  expect(one.chain.violations()).toEqual([])
})

test('G20-78: more than a month, a ground that is not listed, and days that do not hold today are refused', () => {
  const { chain } = published()
  const long = expectRejected(chain, errors.LiftRefused, [lift('2026-04-15')], LEADERS)
  expect(long.facts).toEqual({ reasons: ['LIFT_TOO_LONG R20-84'] })
  const other = expectRejected(chain, errors.LiftRefused, [lift('2026-03-09', 'OTHER')], LEADERS)
  expect(other.facts).toEqual({ reasons: ['GROUND_NOT_LISTED R20-84'] })
  expectRejected(chain, errors.DateOrder, [lift('2026-03-09', 'EXAM', '2026-03-03')], LEADERS)
  expectRejected(chain, errors.DateOrder, [lift('2026-03-01', 'EXAM', '2026-02-25')], LEADERS)
})

test('is one of president and judge of the court, of a published entry', () => {
  const one = published()
  expectRejected(one.chain, fixtureErrors.RoleMissing, [lift('2026-03-09')], [judge])
  expectRejected(one.chain, errors.OtherCourt, [lift('2026-03-09')], [otherPresident, otherJudge])
  expectRejected(court().chain, errors.EntryUnknown, [lift('2026-03-09')], LEADERS)
  done(one, lift('2026-03-09'), LEADERS)
  expectRejected(one.chain, fixtureErrors.StepRefused, [lift('2026-03-10')], LEADERS)
})
