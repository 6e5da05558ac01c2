import { describe, expect, test } from 'vitest'
import { ASSET_KEY, at, DIGEST, id, Institution } from '../fixtures.ts'
import { numberPart } from './write-plan.ts'

const START = at('2026-03-02 09:00:00')

describe('writePlan', () => {
  test('an event names measure, asset, order, state, rank and rule, and neither case, court nor amount', () => {
    const zone = new Institution(START)
    const sent = zone.registered(id(1), {}, { message: { amount: DIGEST } })
    const fields = { measureId: id(1), assetKey: ASSET_KEY, institution: 'land-registry', orderId: sent.orderId }
    expect(zone.chain.events[0]).toEqual({
      type: 'MeasureRegistered',
      data: { ...fields, state: 'WAITING', rank: 0, rule: 'R20-19', atMs: START, review: false },
    })
    expect(zone.chain.events[1]).toEqual({
      type: 'MeasurePromoted',
      data: { ...fields, state: 'EFFECTIVE', rank: 0, rule: 'R20-17', atMs: START, review: false },
    })
  })

  test('history rows follow one another with their orders, instants and dates', () => {
    const zone = new Institution(START)
    const first = zone.registered(id(1), {}, { message: { amount: DIGEST } })
    const recordedAtMs = zone.chain.nowMs
    zone.moveTo(START + 1_500)
    const renewal = zone.carriedOut(id(1), 'RENEW', { months: 36 })
    const history = zone.chain.query('measure/history', { measureId: id(1), limit: 9 })
    const end = { from: '2026-03-02', to: '2029-03-02', limitCents: null }
    expect(history).toEqual([
      {
        n: 1,
        kind: 'REGISTERED',
        rule: 'R20-19',
        orderId: first.orderId,
        atMs: START,
        recordedAtMs,
        ...end,
        state: 'WAITING',
        from: null,
        to: null,
        digest: DIGEST,
      },
      {
        n: 2,
        kind: 'PROMOTED',
        rule: 'R20-17',
        orderId: null,
        atMs: START,
        recordedAtMs,
        ...end,
        state: 'EFFECTIVE',
        digest: null,
      },
      {
        n: 3,
        kind: 'RENEWED',
        rule: 'R20-09',
        orderId: renewal.orderId,
        atMs: START + 1_000,
        ...end,
        recordedAtMs: START + 1_500 + 1,
        state: 'EFFECTIVE',
        to: '2032-03-02',
        digest: null,
      },
    ])
  })

  test('numbers sort as texts', () => {
    expect([numberPart(2), numberPart(10)].sort()).toEqual(['000002', '000010'])
  })
})
