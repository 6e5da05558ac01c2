import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  court,
  decidedMessage,
  DIGEST,
  done,
  endedIn,
  enforcer,
  ENTRY,
  entryIn,
  eventMessage,
  fixtureErrors,
  LEADERS,
  leavesIn,
  moveTo,
  otherJudge,
  otherPresident,
  president,
  published,
  shared,
  tick,
} from '../fixtures.ts'

const begin = (approvedOn = '2026-03-02', isRulingVerified = true) =>
  decidedMessage('BeginRestructuring', { approvedOn, rulingDigest: DIGEST, isRulingVerified })
const end = (on: string) => decidedMessage('EndRestructuring', { on })

describe('beginRestructuring', () => {
  test('G26-05: under a plan that a court approved the entry is lifted, marked so, and repair may be applied for', () => {
    const one = shared({ subjectKind: 'UNIT' })
    moveTo(one, '2026-05-06')
    const { events } = done(one, begin('2026-05-06'), LEADERS)
    expect(events).toEqual([{ type: 'RestructuringBegun', data: { entryId: ENTRY, list: 'DISHONEST' } }])
    expect(entryIn(one)).toMatchObject({ state: 'RESTRUCTURING', restructuring: { approvedOn: '2026-05-06' } })
    expect(leavesIn(one)).toEqual([])
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ kind: 'views', views: [{ view: { status: 'RESTRUCTURING' } }] })
    const asked = { grade: 'SERIOUS', appliedOn: '2026-05-06', isCorrected: true, isDutyFulfilled: true }
    const value = { entryId: ENTRY, ...asked, isCommitmentSigned: true, documentDigest: DIGEST }
    done(one, { type: 'listing/ApplyRepair', value }, [enforcer])
    done(one, decidedMessage('DecideRepair', { isGranted: true, on: '2026-05-06' }), LEADERS)
    expect(endedIn(one)).toMatchObject({ end: 'REPAIRED' })
    expect(one.chain.violations()).toEqual([])
  })

  test('rejects a ruling that nobody saw, a plan that is not approved yet, one person alone, other courts', () => {
    const one = published()
    expectRejected(one.chain, errors.ReliefRefused, [begin('2026-03-02', false)], LEADERS)
    expectRejected(one.chain, errors.ReliefRefused, [begin('2026-03-03')], LEADERS)
    expectRejected(one.chain, fixtureErrors.RoleMissing, [begin()], [president])
    expectRejected(one.chain, errors.OtherCourt, [begin()], [otherPresident, otherJudge])
    expectRejected(court().chain, errors.EntryUnknown, [begin()], LEADERS)
    done(one, begin(), LEADERS)
    expectRejected(one.chain, fixtureErrors.StepRefused, [begin()], LEADERS)
  })

  test('what ends the entry meanwhile ends it, without its being seen again', () => {
    const one = published()
    done(one, begin(), LEADERS)
    one.set.isProgramLet = false
    done(one, eventMessage('PERFORMED'), [enforcer])
    expect([entryIn(one)?.state, leavesIn(one)]).toEqual(['DELETION_DUE', []])
    expect(one.chain.violations()).toEqual([])
  })
})

describe('endRestructuring', () => {
  test('the plan was terminated: the entry is shown and shared again', () => {
    const one = shared()
    done(one, begin(), LEADERS)
    moveTo(one, '2026-05-06')
    const { events } = done(one, end('2026-05-06'), LEADERS)
    expect(events).toEqual([{ type: 'RestructuringEnded', data: { entryId: ENTRY, list: 'DISHONEST' } }])
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', restructuring: null })
    expect(leavesIn(one)).toHaveLength(1)
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ views: [{ view: { status: 'ACTIVE' } }] })
    expect(one.chain.violations()).toEqual([])
  })

  test('rejects what is not under a plan, days to come, one person alone, other courts', () => {
    const one = published()
    expectRejected(one.chain, fixtureErrors.StepRefused, [end('2026-03-02')], LEADERS)
    done(one, begin(), LEADERS)
    expectRejected(one.chain, errors.DateOrder, [end('2026-03-03')], LEADERS)
    expectRejected(one.chain, errors.DateOrder, [end('2026-03-01')], LEADERS)
    expectRejected(one.chain, fixtureErrors.RoleMissing, [end('2026-03-02')], [president])
    expectRejected(one.chain, errors.OtherCourt, [end('2026-03-02')], [otherPresident, otherJudge])
  })
})
