import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { at, COURT_2, fixtureErrors, id, Institution, registrar, teller, visitor } from '../fixtures.ts'

const START = at('2026-03-02 09:00:00')
const [M, WAITING] = [id(1), id(2)]
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

describe('carryOut', () => {
  test('a release ends the measure and puts the next in effect at that second; both courts are told', () => {
    const zone = withMeasures()
    const sent = zone.carriedOut(M, 'RELEASE')
    const atMs = START + 120_000
    expect(zone.resultOf(sent)).toMatchObject({ kind: 'FULFILLED', code: null, measure: { measureId: M } })
    expect(zone.measure(M)).toMatchObject({
      state: 'RELEASED',
      endedAtMs: atMs,
      endedBy: { rule: 'R20-25', orderId: sent.orderId },
    })
    expect(zone.measure(WAITING)).toMatchObject({ state: 'EFFECTIVE', effectiveFromMs: atMs, to: '2027-03-02' })
    expect(zone.told.map(({ event, measure }) => [event, measure.measureId])).toEqual([
      ['RELEASED', M],
      ['PROMOTED', WAITING],
    ])
    expect(zone.chain.violations()).toEqual([])
  })

  test('the release of one that waits leaves the holder alone', () => {
    const zone = withMeasures()
    zone.carriedOut(WAITING, 'RELEASE')
    expect(zone.measure(M)).toMatchObject({ state: 'EFFECTIVE' })
    expect(zone.told.map(({ event }) => event)).toEqual(['RELEASED'])
    expect(zone.chain.violations()).toEqual([])
  })

  test.each<[name: string, change: { client?: string; organisation?: string }]>([
    ['another court of the same zone', { organisation: 'court-9' }],
    ['a court of another zone with the same name', { client: COURT_2 }],
  ])('rejects %s: a measure is the court’s that ordered it', (_, change) => {
    const zone = withMeasures()
    const sent = zone.order({ action: 'RELEASE', measureId: M, asset: null, months: null }, change)
    expectRejected(zone.chain, errors.OtherCourt, [zone.carryOutMessage(sent)], [registrar])
  })

  test('rejects another institution, and a person without the role', () => {
    const zone = withMeasures()
    const sent = zone.orderOn(M, 'RELEASE')
    const rejected = (kind: ErrorKind, signer: TestSigner): unknown =>
      expectRejected(zone.chain, kind, [zone.carryOutMessage(sent)], [signer])
    rejected(fixtureErrors.RoleMissing, visitor)
    rejected(fixtureErrors.OtherOrganisation, teller)
    const elsewhere = zone.order({ action: 'RELEASE', measureId: M }, { institution: 'bank' })
    expectRejected(zone.chain, errors.OtherInstitution, [zone.carryOutMessage(elsewhere)], [teller])
  })
})
