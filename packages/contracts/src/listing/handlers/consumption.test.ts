import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CO_INDEX_KEY,
  CO_SUBJECT,
  court,
  decidedMessage,
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
  otherJudge,
  otherPresident,
  president,
  published,
  RESTRICTION,
  TODAY,
} from '../fixtures.ts'
import { EXCEPTIONS_MAX } from '../state.ts'

type Change = Readonly<Record<string, Json>>
const exception = (change: Change = {}) =>
  decidedMessage('GrantException', { subject: CO_SUBJECT, category: 9, from: TODAY, to: '2026-03-04', ...change })
const lift = (change: Change = {}) =>
  decidedMessage('Lift', {
    ground: 'REPRESENTATIVE_CHANGED',
    isChangeGenuine: true,
    isActualController: false,
    isDirectlyResponsible: false,
    ...change,
  })

describe('exceptions', () => {
  test('R20-90: a judge allows a person of the order a category for some days; the limits stay', () => {
    const one = published(RESTRICTION)
    const { events } = done(one, exception(), [judge])
    expect(events).toMatchObject([{ type: 'EntryChanged', data: { entryId: ENTRY, list: 'CONSUMPTION' } }])
    expect(entryIn(one)).toMatchObject({
      state: 'PUBLISHED',
      exceptions: [{ subject: CO_SUBJECT, category: 9, from: TODAY, to: '2026-03-04', decisionDigest: DIGEST }],
    })
    expect(leavesIn(one, CO_INDEX_KEY)).toMatchObject([{ role: 'LEGAL_REPRESENTATIVE' }])
    expect(one.chain.violations()).toEqual([])
  })

  test('a category or person that the order does not name, days in the wrong order, and others than a judge are refused', () => {
    const { chain } = published(RESTRICTION)
    expectRejected(chain, errors.FormMismatch, [exception({ category: 8 })], [judge])
    expectRejected(chain, errors.SubjectUnknown, [exception({ subject: `sha256:${'ff'.repeat(32)}` })], [judge])
    expectRejected(chain, errors.DateOrder, [exception({ to: '2026-03-01' })], [judge])
    expectRejected(chain, fixtureErrors.RoleMissing, [exception()], [president])
    expectRejected(chain, errors.OtherCourt, [exception()], [otherJudge])
    expectRejected(court().chain, errors.EntryUnknown, [exception()], [judge])
    expectRejected(published().chain, fixtureErrors.StepRefused, [exception()], [judge])
  })

  test('an order has a largest number of exceptions', () => {
    const { chain } = published(RESTRICTION)
    for (let count = 0; count < EXCEPTIONS_MAX; count += 8) {
      expect(
        chain.deliver(
          Array.from({ length: 8 }, () => exception()),
          [judge],
        ).code,
      ).toBe(0)
    }
    const { facts } = expectRejected(chain, errors.EntryLimit, [exception()], [judge])
    expect(facts).toEqual({ exceptionsMax: EXCEPTIONS_MAX })
  })
})

describe('the end of limits of consumption', () => {
  test('R20-91: lifted by president and judge, unit and representative are free at once', () => {
    const one = published(RESTRICTION)
    const { events } = done(one, lift(), LEADERS)
    expect(events).toMatchObject([{ type: 'EntryEnded', data: { entryId: ENTRY, end: 'LIFTED' } }])
    expect(endedIn(one)).toMatchObject({ end: 'LIFTED', event: 'REPRESENTATIVE_CHANGED' })
    expect(leavesIn(one)).toEqual([])
    expect(leavesIn(one, CO_INDEX_KEY)).toEqual([])
    expect(one.chain.violations()).toEqual([])
  })

  test.each<[string, Change]>([
    ['ACTUAL_CONTROLLER R20-91', { isActualController: true }],
    ['CHANGE_NOT_GENUINE R20-91', { isChangeGenuine: false }],
    ['DIRECTLY_RESPONSIBLE R20-91', { isDirectlyResponsible: true }],
  ])('G20-77: a change of representative does not lift against %s', (reason, change) => {
    const { facts } = expectRejected(published(RESTRICTION).chain, errors.LiftNotDue, [lift(change)], LEADERS)
    expect(facts).toEqual({ reasons: [reason] })
  })

  test('payment lifts, whoever controls the unit; one person, another court and the other list are refused', () => {
    const one = published(RESTRICTION)
    expectRejected(one.chain, fixtureErrors.RoleMissing, [lift()], [judge, enforcer])
    expectRejected(one.chain, errors.OtherCourt, [lift()], [otherPresident, otherJudge])
    expectRejected(court().chain, errors.EntryUnknown, [lift()], LEADERS)
    expectRejected(published().chain, fixtureErrors.StepRefused, [lift()], LEADERS)
    done(one, lift({ ground: 'PERFORMED', isActualController: true }), LEADERS)
    expect(endedIn(one)).toMatchObject({ end: 'LIFTED', event: 'PERFORMED' })
  })
})
