import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  court,
  decidedMessage,
  decideMessage,
  DIGEST,
  done,
  endedIn,
  enforcer,
  ENTRY,
  entryIn,
  fixtureErrors,
  judge,
  LEADERS,
  leavesIn,
  moveTo,
  otherEnforcer,
  otherJudge,
  otherPresident,
  serviceMessage,
  shared,
  tick,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

type Change = Readonly<Record<string, Json>>

const apply = (appliedOn: string, change: Change = {}) => ({
  type: 'listing/ApplyRepair',
  value: {
    entryId: ENTRY,
    grade: 'GENERAL',
    appliedOn,
    isCorrected: true,
    isDutyFulfilled: true,
    isCommitmentSigned: true,
    documentDigest: DIGEST,
    ...change,
  },
})
const decide = (isGranted: boolean, on: string) => decidedMessage('DecideRepair', { isGranted, on })

/** Published on 2026-04-10, as in G26-03. */
function listed(): Desk {
  const one = court()
  moveTo(one, '2026-04-10')
  done(one, decideMessage({ decidedOn: '2026-04-10' }), LEADERS)
  done(one, serviceMessage({ servedOn: '2026-04-10' }), [enforcer])
  return one
}

describe('applyRepair', () => {
  test('G26-03: published on 2026-04-10, an application is allowed from 2026-07-10, and starts the clock', () => {
    const one = listed()
    moveTo(one, '2026-07-09')
    expectRejected(one.chain, errors.RepairNotOpen, [apply('2026-07-09')], [enforcer])
    moveTo(one, '2026-07-10')
    const { events, data } = done(one, apply('2026-07-10'), [enforcer])
    expect(data).toEqual([{ entryId: ENTRY, decideBy: '2026-07-24' }])
    expect(events.map(({ type }) => type)).toEqual(['RepairApplied'])
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', repair: { outcome: 'PENDING', decideBy: '2026-07-24' } })
    expect(leavesIn(one)).toHaveLength(1)
    moveTo(one, '2026-07-24')
    expect(alarmsIn(one)).toEqual([])
    moveTo(one, '2026-07-25')
    expect(alarmsIn(one)).toMatchObject([{ kind: 'REPAIR_UNDECIDED', owner: 'COURT_PRESIDENT', dueOn: '2026-07-24' }])
    expect(one.chain.violations()).toEqual([])
  })

  test('a serious failure waits longer; each condition is needed', () => {
    const one = listed()
    moveTo(one, '2026-07-10')
    for (const change of [
      { grade: 'SERIOUS' },
      { isCorrected: false },
      { isDutyFulfilled: false },
      { isCommitmentSigned: false },
    ]) {
      expectRejected(one.chain, errors.RepairNotOpen, [apply('2026-07-10', change)], [enforcer])
    }
    done(one, apply('2026-07-10'), [enforcer])
    expectRejected(one.chain, errors.RepairPending, [apply('2026-07-10')], [enforcer])
  })

  test('rejects other roles and courts, entries that nobody sees yet, and days out of order', () => {
    const one = listed()
    moveTo(one, '2026-07-10')
    expectRejected(one.chain, fixtureErrors.RoleMissing, [apply('2026-07-10')], [judge])
    expectRejected(one.chain, errors.OtherCourt, [apply('2026-07-10')], [otherEnforcer])
    expectRejected(one.chain, errors.DateOrder, [apply('2026-07-11')], [enforcer])
    expectRejected(one.chain, errors.DateOrder, [apply('2026-04-09')], [enforcer])
    const early = court()
    done(early, decideMessage(), LEADERS)
    expectRejected(early.chain, errors.RepairNotOpen, [apply('2026-03-02')], [enforcer])
    expectRejected(court().chain, errors.EntryUnknown, [apply('2026-03-02')], [enforcer])
  })
})

describe('decideRepair', () => {
  test('granted, the entry ends everywhere as repaired, and each department has to confirm', () => {
    const one = shared()
    moveTo(one, '2026-07-01')
    done(one, apply('2026-07-01'), [enforcer])
    const { events } = done(one, decide(true, '2026-07-01'), LEADERS)
    expect(events.map(({ type }) => type)).toContain('EntryEnded')
    expect(endedIn(one)).toMatchObject({ end: 'REPAIRED', event: 'REPAIR' })
    expect(leavesIn(one)).toEqual([])
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ kind: 'withdraw', entries: [{ entryId: ENTRY }] })
    moveTo(one, '2026-08-01')
    expect(alarmsIn(one).map(({ kind }) => kind)).not.toContain('REPAIR_UNDECIDED')
    expect(one.chain.violations()).toEqual([])
  })

  test('refused, the entry stays, the alarm ends, and the person may apply again', () => {
    const one = listed()
    moveTo(one, '2026-07-10')
    done(one, apply('2026-07-10'), [enforcer])
    moveTo(one, '2026-07-27')
    const { data } = done(one, decide(false, '2026-07-27'), LEADERS)
    expect(data).toEqual([{ entryId: ENTRY, isGranted: false }])
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', repair: { outcome: 'REFUSED', outcomeOn: '2026-07-27' } })
    expect(alarmsIn(one).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true)
    done(one, apply('2026-07-27'), [enforcer])
    expect(one.chain.violations()).toEqual([])
  })

  test('rejects one person alone, other courts, and what nobody applied for', () => {
    const one = listed()
    moveTo(one, '2026-07-10')
    expectRejected(one.chain, errors.RepairNone, [decide(true, '2026-07-10')], LEADERS)
    done(one, apply('2026-07-10'), [enforcer])
    expectRejected(one.chain, fixtureErrors.RoleMissing, [decide(true, '2026-07-10')], [judge])
    expectRejected(one.chain, errors.OtherCourt, [decide(true, '2026-07-10')], [otherPresident, otherJudge])
    expectRejected(one.chain, errors.DateOrder, [decide(true, '2026-07-09')], LEADERS)
    done(one, decide(false, '2026-07-10'), LEADERS)
    expectRejected(one.chain, errors.RepairNone, [decide(true, '2026-07-10')], LEADERS)
  })
})
