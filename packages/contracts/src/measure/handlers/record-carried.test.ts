import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { at, COURT_1, DIGEST, fixtureErrors, id, Institution, registrar } from '../fixtures.ts'

const [M, OTHER] = [id(1), id(2)]
const START = at('2026-03-02 09:00:00')
const DEPOSIT = { asset: 'DEPOSIT', months: 12, limitCents: 10_000, whole: false } as const

describe('recordCarried: an order that a revocation stopped after it had been taken on', () => {
  test('a registration of before is recorded as it is, once; the court is told in place of an answer', () => {
    const zone = new Institution(START)
    const sent = zone.order()
    zone.moveTo(at('2026-03-02 09:30:00'))
    zone.stop(sent)
    zone.moveTo(at('2026-03-02 10:00:00'))
    const late = zone.registerMessage(sent, M, { registeredAtMs: at('2026-03-02 09:31:00') })
    const { facts } = expectRejected(zone.chain, errors.TimeOrder, [late], [registrar])
    expect(facts).toEqual({ registeredAtMs: at('2026-03-02 09:31:00'), stoppedAtMs: at('2026-03-02 09:30:00') })
    zone.do(zone.registerMessage(sent, M, { registeredAtMs: at('2026-03-02 09:29:00'), annexDigest: DIGEST }))

    expect(zone.measure(M)).toMatchObject({ state: 'EFFECTIVE', from: '2026-03-02' })
    expect(zone.booked).toMatchObject([
      { orderId: sent.orderId, measure: { measureId: M, rank: 0 }, annexDigest: DIGEST },
    ])
    expect(zone.resultOf(sent)).toMatchObject({ kind: 'REJECTED', code: 'INSTRUMENT_REVOKED' })
    expectRejected(zone.chain, fixtureErrors.OrderAnswered, [zone.registerMessage(sent, OTHER)], [registrar])
    expect(zone.chain.violations()).toEqual([])
  })

  test('a deduction that had begun, and a release, are recorded too; none begins any more', () => {
    const zone = new Institution(START)
    zone.registered(M, DEPOSIT)
    const deduct = zone.orderOn(M, 'DEDUCT', { limitCents: 4_000 })
    const next = zone.orderOn(M, 'DEDUCT', { limitCents: 1_000 })
    const release = zone.orderOn(M, 'RELEASE')
    zone.do(zone.beginMessage(deduct))
    for (const sent of [deduct, next, release]) zone.stop(sent)
    expectRejected(zone.chain, fixtureErrors.OrderAnswered, [zone.beginMessage(next)], [registrar])
    zone.do(zone.carryOutMessage(deduct))
    zone.do(zone.carryOutMessage(release))

    expect(zone.measure(M)).toMatchObject({ state: 'RELEASED', deductedCents: 4_000, pendingDeduction: null })
    expect(zone.booked.map(({ orderId }) => orderId)).toEqual([deduct.orderId, release.orderId])
    expect(zone.told).toMatchObject([{ client: COURT_1, event: 'RELEASED' }])
    expect(zone.chain.violations()).toEqual([])
  })
})
