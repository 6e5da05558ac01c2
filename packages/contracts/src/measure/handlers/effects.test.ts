import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { at, DIGEST, DISTRIBUTION, id, Institution, registrar } from '../fixtures.ts'
import type { OrderedEffect } from '../ports.ts'
import type { Action } from '../state.ts'

const START = at('2026-03-02 09:00:00')
const [M, WAITING, UNKNOWN] = [id(1), id(2), id(9)]
const DEPOSIT = { asset: 'DEPOSIT', months: 12, limitCents: 10_000, whole: false } as const

/** A deposit under control for one court, and another that waits. */
function withMeasures(): Institution {
  const zone = new Institution(START)
  zone.registered(M, DEPOSIT)
  zone.moveTo(START + 60_000)
  zone.registered(WAITING, DEPOSIT)
  zone.told.length = 0
  zone.moveTo(START + 120_000)
  return zone
}

describe('carriedOut', () => {
  test('a reduction lowers the limit, a suspension keeps the asset and its term, resuming gives the former state back', () => {
    const zone = withMeasures()
    zone.carriedOut(M, 'REDUCE', { limitCents: 2_000 })
    expect(zone.measure(M)).toMatchObject({ state: 'EFFECTIVE', limitCents: 2_000 })
    zone.carriedOut(M, 'CONVERT_TO_DISPOSAL')
    zone.carriedOut(M, 'SUSPEND')
    expect(zone.measure(M)).toMatchObject({ state: 'SUSPENDED', to: '2027-03-02' })
    expect(zone.line().standing.effective?.measureId).toBe(M)
    expect(zone.chain.violations()).toEqual([])
    zone.carriedOut(M, 'RESUME')
    expect(zone.measure(M)).toMatchObject({ state: 'CONVERTED_TO_DISPOSAL', suspendedFrom: null })
    expect(zone.chain.query('measure/history', { measureId: M, limit: 9 })).toMatchObject(
      ['REGISTERED', 'PROMOTED', 'REDUCED', 'CONVERTED', 'SUSPENDED', 'RESUMED'].map((kind) => ({ kind })),
    )
    expect(zone.told).toEqual([])
    expect(zone.chain.violations()).toEqual([])
  })

  test('a deduction keeps the measure; one in part names its reason and counts nothing', () => {
    const zone = withMeasures()
    zone.carriedOut(M, 'DEDUCT', { limitCents: 4_000 })
    const part = zone.orderOn(M, 'DEDUCT', { limitCents: 6_000 })
    zone.do(zone.carryOutMessage(part, { shortfall: 'BALANCE_SHORT', amount: DIGEST }))
    expect(zone.resultOf(part)).toMatchObject({ kind: 'PARTIAL', code: 'BALANCE_SHORT', amount: DIGEST })
    expect(zone.measure(M)).toMatchObject({ state: 'EFFECTIVE', deductedCents: 4_000 })
    expect(zone.chain.query('measure/history', { measureId: M, after: 3, limit: 9 })).toMatchObject([
      { kind: 'DEDUCTED', orderId: part.orderId, digest: DIGEST },
    ])
    expect(zone.chain.violations()).toEqual([])
  })

  test('a measure of a law that ended its term before the block is not renewed', () => {
    const zone = withMeasures()
    const sent = zone.orderOn(M, 'RENEW', { months: 12 })
    zone.moveTo(at('2027-03-03 00:00:00'))
    expectRejected(zone.chain, errors.MeasureEnded, [zone.carryOutMessage(sent)], [registrar])
  })

  test('the last second of the last day is in time for a renewal', () => {
    const zone = withMeasures()
    const sent = zone.orderOn(M, 'RENEW', { months: 12 })
    zone.chain.nowMs = at('2027-03-03 00:00:00') - 1
    zone.do(zone.carryOutMessage(sent))
    expect(zone.measure(M)).toMatchObject({ state: 'EFFECTIVE', to: '2028-03-02' })
  })

  type Refusal = [
    name: string,
    code: keyof typeof errors,
    action: Action,
    effect?: Partial<OrderedEffect>,
    change?: Record<string, Json>,
  ]
  test.each<Refusal>([
    ['an order to freeze', 'ActionMismatch', 'FREEZE'],
    ['a query', 'ActionMismatch', 'QUERY'],
    ['an order about no measure', 'EffectIncomplete', 'RELEASE', { measureId: null }],
    ['an unknown measure', 'MeasureUnknown', 'RELEASE', { measureId: UNKNOWN }],
    ['an order about another kind of asset', 'AssetMismatch', 'RELEASE', { asset: 'VEHICLE' }],
    ['a renewal without a term', 'EffectIncomplete', 'RENEW'],
    ['a renewal over the cap', 'TermOverCap', 'RENEW', { months: 13 }],
    ['a renewal of one that waits', 'StateMismatch', 'RENEW', { months: 12, measureId: WAITING }],
    ['a reduction without a limit', 'EffectIncomplete', 'REDUCE'],
    ['a reduction to the same limit', 'NotBelowLimit', 'REDUCE', { limitCents: 10_000 }],
    ['a reduction in another currency', 'CurrencyMismatch', 'REDUCE', { limitCents: 1, currency: 'USD' }],
    ['resuming what is not suspended', 'StateMismatch', 'RESUME'],
    ['a suspension of one that waits', 'StateMismatch', 'SUSPEND', { measureId: WAITING }],
    ['a conversion of one that waits', 'StateMismatch', 'CONVERT_TO_DISPOSAL', { measureId: WAITING }],
    ['a deduction without a limit', 'EffectIncomplete', 'DEDUCT'],
    ['a deduction over the limit', 'OverLimit', 'DEDUCT', { limitCents: 10_001 }],
    ['a deduction in another currency', 'CurrencyMismatch', 'DEDUCT', { limitCents: 1, currency: 'USD' }],
    ['a deduction for one that waits', 'StateMismatch', 'DEDUCT', { limitCents: 1, measureId: WAITING }],
    ['the end of a disposal that never began', 'StateMismatch', 'CLOSE_DISPOSAL', {}, { distribution: DISTRIBUTION }],
    ['a release in part', 'ShortfallForeign', 'RELEASE', {}, { shortfall: 'BALANCE_SHORT' }],
    ['a release with a distribution', 'DistributionForeign', 'RELEASE', {}, { distribution: DISTRIBUTION }],
  ])('rejects %s and leaves no trace', (_, code, action, effect = {}, change = {}) => {
    const zone = withMeasures()
    const message = zone.carryOutMessage(zone.orderOn(M, action, effect), change)
    expectRejected(zone.chain, errors[code], [message], [registrar])
  })

  test('rejects whatever comes after the end, a disposal of what is suspended, and one without its distribution', () => {
    const zone = withMeasures()
    zone.carriedOut(M, 'CONVERT_TO_DISPOSAL')
    const rejected = (code: keyof typeof errors, action: Action, change: Record<string, Json> = {}): unknown =>
      expectRejected(zone.chain, errors[code], [zone.carryOutMessage(zone.orderOn(M, action), change)], [registrar])
    rejected('DistributionMissing', 'CLOSE_DISPOSAL')
    zone.carriedOut(M, 'SUSPEND')
    rejected('StateMismatch', 'CLOSE_DISPOSAL', { distribution: DISTRIBUTION })
    zone.carriedOut(M, 'RESUME')
    zone.carriedOut(M, 'DEDUCT', { limitCents: 5_000 })
    const below = zone.carryOutMessage(zone.orderOn(M, 'REDUCE', { limitCents: 4_999 }))
    expectRejected(zone.chain, errors.OverLimit, [below], [registrar])
    zone.carriedOut(M, 'CLOSE_DISPOSAL')
    rejected('MeasureEnded', 'RELEASE')
    expect(zone.measure(WAITING)).toMatchObject({ state: 'SURPLUS_CLAIM', distribution: DISTRIBUTION })
    const claim = zone.carryOutMessage(zone.orderOn(WAITING, 'RELEASE'))
    expectRejected(zone.chain, errors.MeasureEnded, [claim], [registrar])
  })
})
