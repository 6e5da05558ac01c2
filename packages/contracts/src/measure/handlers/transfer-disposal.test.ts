import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { at, COURT_1, COURT_2, DISTRIBUTION, id, Institution, registrar } from '../fixtures.ts'
import type { SentOrder } from '../fixtures.ts'
import type { OrderedEffect } from '../ports.ts'

const [FIRST, SECOND, THIRD] = [id(1), id(2), id(3)]
const OTHER = { client: COURT_2, organisation: 'court-2' }

/** A house sealed for one court; two of another zone wait, the second of them with priority. */
function house(): Institution {
  const zone = new Institution(at('2026-03-02 09:00:00'))
  zone.registered(FIRST)
  for (const measureId of [SECOND, THIRD]) {
    zone.moveTo(zone.chain.nowMs + 60_000)
    zone.registered(measureId, {}, { order: OTHER })
  }
  zone.moveTo(at('2026-05-06 09:00:00'))
  zone.told.length = 0
  return zone
}

const orderOfOther = (zone: Institution, measureId: string, action: OrderedEffect['action']): SentOrder =>
  zone.order({ action, measureId, asset: null, months: null }, OTHER)

const transfer = (zone: Institution, toMeasureId = THIRD): SentOrder =>
  zone.carriedOut(FIRST, 'TRANSFER_DISPOSAL', { toMeasureId })

describe('TRANSFER_DISPOSAL (R20-20, R20-21)', () => {
  test('the other court disposes; the first keeps its place, and claims from the surplus with those who wait', () => {
    const zone = house()
    transfer(zone)
    expect(zone.told).toMatchObject([
      { client: COURT_2, event: 'DISPOSAL_RECEIVED', measure: { measureId: THIRD, rank: 2 } },
    ])
    expect(zone.measure(FIRST)).toMatchObject({ state: 'EFFECTIVE', transferredTo: THIRD })
    expect(zone.line().standing.effective?.measureId).toBe(FIRST)

    zone.do(zone.carryOutMessage(orderOfOther(zone, THIRD, 'CONVERT_TO_DISPOSAL')))
    expect(zone.measure(FIRST)).toMatchObject({ state: 'CONVERTED_TO_DISPOSAL' })
    expect(zone.measure(THIRD)).toMatchObject({ state: 'WAITING' })
    const close = orderOfOther(zone, THIRD, 'CLOSE_DISPOSAL')
    zone.do(zone.carryOutMessage(close, { distribution: DISTRIBUTION }))
    expect([FIRST, SECOND, THIRD].map((one) => zone.measure(one))).toMatchObject([
      { state: 'SURPLUS_CLAIM', distribution: DISTRIBUTION },
      { state: 'SURPLUS_CLAIM', distribution: DISTRIBUTION },
      { state: 'DISPOSED', distribution: DISTRIBUTION },
    ])
    expect(zone.told.filter(({ event }) => event === 'SURPLUS_CLAIM').map(({ measure }) => measure.rank)).toEqual([
      1, 2,
    ])
    expect(zone.chain.violations()).toEqual([])
  })

  test('whoever has passed the right on has it no more; nobody else has it', () => {
    const zone = house()
    const early = zone.carryOutMessage(orderOfOther(zone, THIRD, 'CONVERT_TO_DISPOSAL'))
    expectRejected(zone.chain, errors.StateMismatch, [early], [registrar])
    transfer(zone)
    const refused = (sent: SentOrder) =>
      expectRejected(zone.chain, errors.DisposalTransferred, [zone.carryOutMessage(sent)], [registrar]).facts
    expect(refused(zone.orderOn(FIRST, 'CONVERT_TO_DISPOSAL'))).toEqual({ transferredTo: THIRD })
    refused(zone.orderOn(FIRST, 'TRANSFER_DISPOSAL', { toMeasureId: SECOND }))
    const begin = zone.beginMessage(zone.orderOn(FIRST, 'DEDUCT', { limitCents: 1 }))
    expectRejected(zone.chain, errors.DisposalTransferred, [begin], [registrar])
    const other = zone.carryOutMessage(orderOfOther(zone, SECOND, 'CONVERT_TO_DISPOSAL'))
    expectRejected(zone.chain, errors.StateMismatch, [other], [registrar])
    const close = zone.carryOutMessage(orderOfOther(zone, THIRD, 'CLOSE_DISPOSAL'), { distribution: DISTRIBUTION })
    expectRejected(zone.chain, errors.StateMismatch, [close], [registrar])
  })

  test('only to one that waits for the same asset; named in the order', () => {
    const zone = house()
    const carryOut = (toMeasureId?: string) =>
      zone.carryOutMessage(zone.orderOn(FIRST, 'TRANSFER_DISPOSAL', toMeasureId === undefined ? {} : { toMeasureId }))
    expectRejected(zone.chain, errors.EffectIncomplete, [carryOut()], [registrar])
    expectRejected(zone.chain, errors.NotWaiting, [carryOut(id(9))], [registrar])
    expectRejected(zone.chain, errors.NotWaiting, [carryOut(FIRST)], [registrar])
    const ofWaiting = zone.order({ action: 'TRANSFER_DISPOSAL', measureId: SECOND, toMeasureId: THIRD }, OTHER)
    expectRejected(zone.chain, errors.StateMismatch, [zone.carryOutMessage(ofWaiting)], [registrar])
  })

  test('the right goes back when the receiving measure is released, and lapses when an earlier registration takes the lead', () => {
    const zone = house()
    transfer(zone)
    zone.do(zone.carryOutMessage(orderOfOther(zone, THIRD, 'RELEASE')))
    zone.carriedOut(FIRST, 'CONVERT_TO_DISPOSAL')
    expect(zone.measure(FIRST)).toMatchObject({ state: 'CONVERTED_TO_DISPOSAL' })

    const race = new Institution(at('2026-03-02 09:00:00'))
    const early = race.order()
    race.moveTo(at('2026-03-02 09:10:00'))
    race.registered(FIRST)
    race.moveTo(at('2026-03-02 09:20:00'))
    race.registered(THIRD, {}, { order: OTHER })
    transfer(race)
    race.do(race.registerMessage(early, SECOND, { registeredAtMs: at('2026-03-02 09:05:00') }))
    expect(race.measure(FIRST)).not.toHaveProperty('transferredTo')
    const convert = race.carryOutMessage(orderOfOther(race, THIRD, 'CONVERT_TO_DISPOSAL'))
    expectRejected(race.chain, errors.StateMismatch, [convert], [registrar])
    expect(race.told[0]).toMatchObject({ client: COURT_2 })
    expect(race.told.at(-1)).toMatchObject({ client: COURT_1, event: 'DEMOTED' })
    expect(race.chain.violations()).toEqual([])
  })
})

describe('orders of the court above (R20-58)', () => {
  const ABOVE = { organisation: 'high-court', inPlaceOf: 'court-1' }

  test('lift a measure of the court below', () => {
    const zone = house()
    const release = zone.order({ action: 'RELEASE', measureId: FIRST, asset: null, months: null }, ABOVE)
    zone.do(zone.carryOutMessage(release))
    expect(zone.measure(FIRST)).toMatchObject({
      state: 'RELEASED',
      endedBy: { rule: 'R20-25', orderId: release.orderId },
    })
    expect(zone.measure(SECOND)).toMatchObject({ state: 'EFFECTIVE' })
    expect(zone.chain.violations()).toEqual([])
  })

  test('hand the right to dispose on, in place of the court that refused', () => {
    const zone = house()
    const letter = zone.order({ action: 'TRANSFER_DISPOSAL', measureId: FIRST, toMeasureId: THIRD }, ABOVE)
    zone.do(zone.carryOutMessage(letter))
    expect(zone.measure(FIRST)).toMatchObject({ state: 'EFFECTIVE', transferredTo: THIRD })
    expect(zone.told).toMatchObject([
      { client: COURT_2, event: 'DISPOSAL_RECEIVED', measure: { measureId: THIRD, rank: 2 } },
    ])
    zone.do(zone.carryOutMessage(orderOfOther(zone, THIRD, 'CONVERT_TO_DISPOSAL')))
    expect(zone.measure(FIRST)).toMatchObject({ state: 'CONVERTED_TO_DISPOSAL' })
    expect(zone.chain.violations()).toEqual([])
  })

  test('dispose of nothing, renew nothing, and reach no other court', () => {
    const zone = house()
    const orders = [
      zone.order({ action: 'CONVERT_TO_DISPOSAL', measureId: FIRST }, ABOVE),
      zone.order({ action: 'RENEW', measureId: FIRST, months: 36 }, ABOVE),
      zone.order({ action: 'RELEASE', measureId: FIRST }, { ...ABOVE, inPlaceOf: 'court-2' }),
      zone.order(
        { action: 'TRANSFER_DISPOSAL', measureId: FIRST, toMeasureId: THIRD },
        { ...ABOVE, inPlaceOf: 'court-2' },
      ),
      zone.order({ action: 'RELEASE', measureId: FIRST }, { ...ABOVE, client: COURT_2 }),
    ]
    for (const sent of orders) {
      expectRejected(zone.chain, errors.OtherCourt, [zone.carryOutMessage(sent)], [registrar])
    }
  })
})
