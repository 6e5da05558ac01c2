import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { at, DISTRIBUTION, fixtureErrors, id, Institution, registrar, visitor } from '../fixtures.ts'
import type { Action } from '../state.ts'

const START = at('2026-03-02 09:00:00')
const M = id(1)

function withDeposit(): Institution {
  const zone = new Institution(START)
  zone.registered(M, { asset: 'DEPOSIT', months: 12, limitCents: 10_000, whole: false })
  return zone
}

describe('beginDeduction', () => {
  test('G20-16: nothing is released, renewed, reduced or closed while a deduction is pending', () => {
    const zone = withDeposit()
    zone.carriedOut(M, 'CONVERT_TO_DISPOSAL')
    const deduction = zone.orderOn(M, 'DEDUCT', { limitCents: 4_000 })
    zone.do(zone.beginMessage(deduction))
    expect(zone.measure(M)).toMatchObject({ pendingDeduction: deduction.orderId, deductedCents: 0 })
    expect(zone.resultOf(deduction)).toBeUndefined()

    const release = zone.carryOutMessage(zone.orderOn(M, 'RELEASE'))
    expect(expectRejected(zone.chain, errors.PendingDeduction, [release], [registrar]).facts).toEqual({
      code: 'PENDING_DEDUCTION',
      rule: 'R20-26',
    })
    const renew = zone.carryOutMessage(zone.orderOn(M, 'RENEW', { months: 12 }))
    const reduce = zone.carryOutMessage(zone.orderOn(M, 'REDUCE', { limitCents: 5_000 }))
    const close = zone.carryOutMessage(zone.orderOn(M, 'CLOSE_DISPOSAL'), { distribution: DISTRIBUTION })
    const another = zone.orderOn(M, 'DEDUCT', { limitCents: 1 })
    for (const message of [renew, reduce, close, zone.carryOutMessage(another), zone.beginMessage(another)]) {
      expectRejected(zone.chain, errors.PendingDeduction, [message], [registrar])
    }

    zone.do(zone.carryOutMessage(deduction))
    expect(zone.measure(M)).toMatchObject({ pendingDeduction: null, deductedCents: 4_000 })
    zone.do(release)
    expect(zone.measure(M)).toMatchObject({ state: 'RELEASED' })
    expect(zone.chain.violations()).toEqual([])
  })

  test('a deduction that failed holds nothing up', () => {
    const zone = withDeposit()
    const deduction = zone.orderOn(M, 'DEDUCT', { limitCents: 4_000 })
    zone.do(zone.beginMessage(deduction))
    zone.fail(deduction)
    zone.carriedOut(M, 'RELEASE')
    expect(zone.measure(M)).toMatchObject({ state: 'RELEASED', deductedCents: 0 })
  })

  test.each<Action>(['SUSPEND', 'RELEASE'])(
    'one that has begun is recorded after %s or the end of the term',
    (action) => {
      const zone = withDeposit()
      const deduction = zone.orderOn(M, 'DEDUCT', { limitCents: 4_000 })
      zone.do(zone.beginMessage(deduction))
      if (action === 'SUSPEND') zone.carriedOut(M, action)
      else zone.moveTo(at('2027-03-03 00:00:00'))
      zone.do(zone.carryOutMessage(deduction))
      expect(zone.measure(M)).toMatchObject({
        state: action === 'SUSPEND' ? 'SUSPENDED' : 'EXPIRED',
        pendingDeduction: null,
        deductedCents: 4_000,
      })
      expect(zone.resultOf(deduction)).toMatchObject({ kind: 'FULFILLED' })
      expect(zone.chain.violations()).toEqual([])
    },
  )

  test('rejects other orders, too large an amount, the same begun twice, a measure that waits, and a stranger', () => {
    const zone = withDeposit()
    const deduct = (limitCents: number, measureId = M): ReturnType<Institution['beginMessage']> =>
      zone.beginMessage(zone.orderOn(measureId, 'DEDUCT', { limitCents }))
    const release = zone.beginMessage(zone.orderOn(M, 'RELEASE'))
    expectRejected(zone.chain, errors.ActionMismatch, [release], [registrar])
    expectRejected(zone.chain, errors.OverLimit, [deduct(10_001)], [registrar])
    expectRejected(zone.chain, errors.MeasureUnknown, [deduct(1, id(8))], [registrar])
    expectRejected(zone.chain, fixtureErrors.RoleMissing, [deduct(1)], [visitor])
    zone.registered(id(2), { asset: 'DEPOSIT', months: 12, limitCents: 10_000, whole: false })
    expectRejected(zone.chain, errors.StateMismatch, [deduct(1, id(2))], [registrar])
    const begun = deduct(1)
    zone.do(begun)
    expectRejected(zone.chain, errors.PendingDeduction, [begun], [registrar])
  })
})
