import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  court,
  decidedMessage,
  DIGEST,
  done,
  enforcer,
  ENTRY,
  entryIn,
  fixtureErrors,
  judge,
  judgeAbove,
  leavesIn,
  moveTo,
  otherEnforcer,
  otherJudge,
  president,
  published,
  shared,
  tick,
  TODAY,
} from '../fixtures.ts'

type Change = Readonly<Record<string, Json>>
const request = (change: Change = {}) => ({
  type: 'listing/Object',
  value: { entryId: ENTRY, kind: 'IDENTITY', requestedOn: TODAY, documentDigest: DIGEST, ...change },
})
const decide = (isUpheld: boolean, on: string) => decidedMessage('DecideObjection', { isUpheld, on })
const again = (askedOn: string) => ({
  type: 'listing/Reconsider',
  value: { entryId: ENTRY, askedOn, documentDigest: `sha256:${'0c'.repeat(32)}` },
})
/** A published entry against which a request was refused on day one. */
function refused() {
  const one = published()
  done(one, request(), [enforcer])
  done(one, decide(false, TODAY), [judge])
  return one
}

describe('a request for correction', () => {
  test('R26-13: marks the entry at once, in the index and at the subscribers, and starts the clock of 15 days', () => {
    const one = shared()
    const { data, events } = done(one, request(), [enforcer])
    expect(data).toEqual([{ entryId: ENTRY, decideBy: '2026-03-17' }])
    expect(events).toMatchObject([{ type: 'ObjectionRaised', data: { kind: 'IDENTITY', decideBy: '2026-03-17' } }])
    expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', objection: { outcome: 'PENDING', requestedOn: TODAY } })
    expect(leavesIn(one)).toMatchObject([{ isObjected: true }])
    tick(one)
    expect(one.sent.at(-1)).toMatchObject({ kind: 'views', views: [{ view: { objection: 'IDENTITY' } }] })
    expect(one.chain.violations()).toEqual([])
  })

  test('one that nobody has decided by then is an alarm of the president on the day after', () => {
    const one = published()
    done(one, request(), [enforcer])
    moveTo(one, '2026-03-17', 86_399_999)
    expect(alarmsIn(one)).toEqual([])
    moveTo(one, '2026-03-18')
    expect(alarmsIn(one)).toMatchObject([
      { kind: 'OBJECTION_UNDECIDED', owner: 'COURT_PRESIDENT', organisation: 'court-x', dueOn: '2026-03-17' },
    ])
  })

  test('is taken by an officer of the court that listed, for a day that was, one at a time', () => {
    const one = published()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [request()], [president])
    expectRejected(one.chain, errors.OtherCourt, [request()], [otherEnforcer])
    expectRejected(court().chain, errors.EntryUnknown, [request()], [enforcer])
    expectRejected(one.chain, errors.DateOrder, [request({ requestedOn: '2026-03-01' })], [enforcer])
    expectRejected(one.chain, errors.DateOrder, [request({ requestedOn: '2026-03-03' })], [enforcer])
    done(one, request(), [enforcer])
    expectRejected(one.chain, errors.ObjectionOpen, [request()], [enforcer])
    done(one, decide(true, TODAY), [judge])
    const { facts } = expectRejected(one.chain, errors.ObjectionOpen, [request()], [enforcer])
    expect(facts).toEqual({ outcome: 'UPHELD' })
  })

  test('a new one follows one that was refused', () => {
    const one = refused()
    expect(leavesIn(one)).toMatchObject([{ isObjected: false }])
    done(one, request({ kind: 'CONTENT' }), [enforcer])
    expect(entryIn(one)).toMatchObject({ objection: { kind: 'CONTENT', outcome: 'PENDING', outcomeOn: null } })
  })
})

describe('its decision', () => {
  test('R20-88: upheld, it is mended within three working days; later is an alarm', () => {
    const one = published()
    done(one, request(), [enforcer])
    const { data, events } = done(one, decide(true, TODAY), [judge])
    expect(data).toEqual([{ entryId: ENTRY, fixBy: '2026-03-05' }])
    expect(events).toMatchObject([{ type: 'ObjectionDecided', data: { isUpheld: true, fixBy: '2026-03-05' } }])
    expect(entryIn(one)).toMatchObject({ objection: { outcome: 'UPHELD', reconsiderBy: null } })
    expect(leavesIn(one)).toMatchObject([{ isObjected: true }])
    moveTo(one, '2026-03-05', 86_399_999)
    expect(alarmsIn(one)).toEqual([])
    moveTo(one, '2026-03-06')
    expect(alarmsIn(one)).toMatchObject([{ kind: 'FIX_LATE', owner: 'COURT_PRESIDENT', dueOn: '2026-03-05' }])
  })

  test('refused, the entry is used again, and the court above may be asked within ten days', () => {
    const one = refused()
    expect(entryIn(one)).toMatchObject({
      objection: {
        outcome: 'REFUSED',
        outcomeOn: TODAY,
        fixBy: null,
        reconsiderBy: '2026-03-12',
        decisionDigest: DIGEST,
      },
    })
    moveTo(one, '2026-03-18')
    expect(alarmsIn(one)).toEqual([])
  })

  test('is one of a judge of the court, on what is open, for a day that was', () => {
    const one = published()
    expectRejected(one.chain, errors.ObjectionNone, [decide(true, TODAY)], [judge])
    done(one, request(), [enforcer])
    expectRejected(one.chain, fixtureErrors.RoleMissing, [decide(true, TODAY)], [president])
    expectRejected(one.chain, errors.OtherCourt, [decide(true, TODAY)], [otherJudge])
    expectRejected(one.chain, errors.OtherCourt, [decide(true, TODAY)], [judgeAbove])
    expectRejected(one.chain, errors.DateOrder, [decide(true, '2026-03-01')], [judge])
    expectRejected(one.chain, errors.DateOrder, [decide(true, '2026-03-03')], [judge])
    expectRejected(court().chain, errors.EntryUnknown, [decide(true, TODAY)], [judge])
    done(one, decide(true, TODAY), [judge])
    expectRejected(one.chain, errors.ObjectionNone, [decide(true, TODAY)], [judge])
  })
})

describe('reconsideration', () => {
  test('R20-88: asked on the tenth day, a judge of a court above decides, and that is the end', () => {
    const one = refused()
    moveTo(one, '2026-03-12', 1)
    const { data, events } = done(one, again('2026-03-12'), [enforcer])
    expect(data).toEqual([{ entryId: ENTRY, decideBy: '2026-03-27' }])
    expect(events).toMatchObject([{ type: 'ReconsiderationAsked', data: { decideBy: '2026-03-27' } }])
    expect(leavesIn(one)).toMatchObject([{ isObjected: true }])
    const decision = decide(false, '2026-03-12')
    const { facts } = expectRejected(one.chain, errors.NotAbove, [decision], [judge])
    expect(facts).toEqual({ organisation: 'court-x' })
    expectRejected(one.chain, errors.NotAbove, [decision], [otherJudge])
    done(one, decision, [judgeAbove])
    expect(entryIn(one)).toMatchObject({
      objection: { outcome: 'REFUSED', reconsiderBy: null, reconsiderAskedOn: null },
    })
    expect(leavesIn(one)).toMatchObject([{ isObjected: false }])
    expectRejected(one.chain, errors.ObjectionNone, [again('2026-03-12')], [enforcer])
    expect(one.chain.violations()).toEqual([])
  })

  test('one that the court above has not decided is an alarm', () => {
    const one = refused()
    done(one, again(TODAY), [enforcer])
    moveTo(one, '2026-03-18')
    expect(alarmsIn(one)).toMatchObject([{ kind: 'OBJECTION_UNDECIDED', dueOn: '2026-03-17' }])
  })

  test('is not asked after its term, before the refusal, of what was not refused, or by a judge', () => {
    expectRejected(published().chain, errors.ObjectionNone, [again(TODAY)], [enforcer])
    expectRejected(court().chain, errors.EntryUnknown, [again(TODAY)], [enforcer])
    const one = refused()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [again(TODAY)], [judge])
    expectRejected(one.chain, errors.DateOrder, [again('2026-03-01')], [enforcer])
    expectRejected(one.chain, errors.DateOrder, [again('2026-03-03')], [enforcer])
    moveTo(one, '2026-03-13')
    const { facts } = expectRejected(one.chain, errors.LawRefused, [again('2026-03-13')], [enforcer])
    expect(facts).toMatchObject({ law: 'DEADLINE_PASSED' })
  })
})
