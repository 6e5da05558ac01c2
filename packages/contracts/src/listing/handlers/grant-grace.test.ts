import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarmsIn,
  CASE,
  court,
  decidedMessage,
  decideMessage,
  done,
  ENTRY,
  entryIn,
  fixtureErrors,
  INDEX_KEY,
  judge,
  LEADERS,
  moveTo,
  OTHER_CASE,
  otherJudge,
  president,
  published,
} from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'

const grace = (until: string, change: Readonly<Record<string, Json>> = {}) =>
  decidedMessage('GrantGrace', {
    list: 'DISHONEST',
    caseRef: CASE,
    indexKey: INDEX_KEY,
    decidedOn: '2026-03-02',
    until,
    ...change,
  })
const gracesIn = ({ chain }: Desk): Json => chain.query('listing/graces', { caseRef: CASE, limit: 10 })

describe('grantGrace', () => {
  test('R20-84: nobody lists the person before the time is over; then an officer is told, and nothing happens by itself', () => {
    const one = court()
    const { events } = done(one, grace('2026-05-06'), [judge])
    expect(events).toEqual([{ type: 'GraceGranted', data: { entryId: ENTRY, until: '2026-05-06' } }])
    expect(gracesIn(one)).toMatchObject([{ entryId: ENTRY, until: '2026-05-06', organisation: 'court-x' }])
    for (const entryId of [ENTRY, 'e2'.repeat(16)]) {
      expectRejected(one.chain, errors.GraceRunning, [decideMessage({ entryId })], LEADERS)
    }
    moveTo(one, '2026-05-07')
    expect(gracesIn(one)).toEqual([])
    expect(alarmsIn(one)).toMatchObject([{ kind: 'GRACE_ENDED', owner: 'COURT_ENFORCER', dueOn: '2026-05-06' }])
    expect(entryIn(one)).toBeUndefined()
    done(one, decideMessage({ decidedOn: '2026-05-07' }), LEADERS)
    expect(entryIn(one)).toMatchObject({ state: 'DECIDED' })
    expect(alarmsIn(one).every(({ endedAtMs }) => endedAtMs !== null)).toBe(true)
    expect(one.chain.violations()).toEqual([])
  })

  test('one to three months, by the parameters of the day', () => {
    const one = court()
    for (const until of ['2026-04-01', '2026-06-03']) {
      expectRejected(one.chain, errors.GraceRefused, [grace(until)], [judge])
    }
    done(one, grace('2026-04-02'), [judge])
    expectRejected(one.chain, errors.GraceRunning, [grace('2026-06-02', { entryId: 'e2'.repeat(16) })], [judge])
    done(court(), grace('2026-06-02'), [judge])
  })

  test('rejects other roles and courts, cases without enforcement, entries that stand, days out of order', () => {
    const one = court()
    expectRejected(one.chain, fixtureErrors.RoleMissing, [grace('2026-04-02')], [president])
    expectRejected(one.chain, errors.OtherCourt, [grace('2026-04-02')], [otherJudge])
    expectRejected(one.chain, errors.EnforcementUnknown, [grace('2026-04-02', { caseRef: OTHER_CASE })], [judge])
    expectRejected(one.chain, errors.DateOrder, [grace('2026-04-03', { decidedOn: '2026-03-03' })], [judge])
    expectRejected(published().chain, errors.EntryExists, [grace('2026-04-02')], [judge])
  })
})
