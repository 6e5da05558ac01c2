import fc from 'fast-check'
import { bundledLaw, measure as measureLaw } from '@xiezhi/law'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from './errors.ts'
import { adapter, at, COURT_1, COURT_2, DAY_MS, DISTRIBUTION, id, Institution, registrar } from './fixtures.ts'

const [X, Y, Z] = [id(1), id(2), id(3)]

describe('rank by registration', () => {
  test('G20-06: the earlier second at the registry is first, whichever the ledger learns of first', () => {
    const zone = new Institution(at('2026-01-05 10:02:00'))
    const [ofX, ofY] = [zone.order(), zone.order({}, { client: COURT_2, organisation: 'court-2' })]
    zone.moveTo(at('2026-01-05 10:02:15'))
    zone.do(zone.registerMessage(ofX, X, { registeredAtMs: at('2026-01-05 10:02:11') }))
    expect(zone.resultOf(ofX)).toMatchObject({ kind: 'FULFILLED', measure: { rank: 0, to: '2029-01-05' } })
    zone.do(zone.registerMessage(ofY, Y, { registeredAtMs: at('2026-01-05 10:02:09') }))

    expect(zone.resultOf(ofY)).toMatchObject({ kind: 'FULFILLED', measure: { rank: 0, from: '2026-01-05' } })
    expect(zone.told).toEqual([
      {
        client: COURT_1,
        orderId: ofX.orderId,
        event: 'DEMOTED',
        measure: expect.objectContaining({ measureId: X, rank: 1, from: null, to: null }) as unknown,
        digest: null,
      },
    ])
    expect(zone.line().standing).toMatchObject({
      effective: { measureId: Y, sinceMs: at('2026-01-05 10:02:09') },
      waiting: [{ measureId: X, rank: 1 }],
    })
    expect(zone.chain.violations()).toEqual([])
  })

  test('G20-05a, G20-05b: a patent until 2026-09-10 from receipt; no other court waits behind it', () => {
    const zone = new Institution(at('2026-03-10 16:00:00'))
    const patent = { asset: 'PATENT', months: 6 } as const
    const sent = zone.order(patent)
    zone.moveTo(at('2026-03-11 09:00:00'))
    zone.do(zone.registerMessage(sent, X))
    expect(zone.resultOf(sent)).toMatchObject({ measure: { rank: 0, from: '2026-03-10', to: '2026-09-10' } })
    const second = zone.order(patent, { client: COURT_2, organisation: 'court-2' })
    const refused = zone.registerMessage(second, Y)
    expect(expectRejected(zone.chain, errors.WaitingNotAllowed, [refused], [registrar]).facts).toEqual({
      code: 'WAITING_NOT_ALLOWED',
      rule: 'R20-12',
    })
    zone.moveTo(at('2026-09-11 00:00:00'))
    expect(zone.measure(X)).toMatchObject({ state: 'EXPIRED' })
    zone.do(zone.registerMessage(second, Y))
    expect(zone.chain.violations()).toEqual([])
  })

  test('G31-10: fifty registrations race in one block; ranks are unique and in registered order', () => {
    const zone = new Institution(at('2026-03-02 09:00:00'))
    const orders = Array.from({ length: 50 }, (_, n) => ({ n, sent: zone.order({}, { caseRef: id(1_000 + n) }) }))
    zone.moveTo(at('2026-03-02 09:30:00'))
    // 37 and 50 have no common factor: every second once, in an order of its own.
    const messages = orders.map(({ n, sent }) =>
      zone.registerMessage(sent, id(n), { registeredAtMs: at('2026-03-02 09:00:00') + ((n * 37) % 50) * 1_000 }),
    )
    zone.chain.block(messages.map((message, n) => zone.chain.sign([message], [n % 2 === 0 ? registrar : adapter])))

    const { standing } = zone.line()
    const expected = orders.map(({ n }) => n).sort((one, other) => ((one * 37) % 50) - ((other * 37) % 50))
    expect(standing.effective?.measureId).toBe(id(expected[0] ?? -1))
    expect(standing.waiting).toEqual(expected.slice(1).map((n, at) => ({ measureId: id(n), rank: at + 1 })))
    expect(zone.chain.violations()).toEqual([])
  })

  test('the line depends on the registered times, not on the order of arrival', () => {
    const START = at('2026-03-02 09:00:00')
    const seconds = fc.uniqueArray(fc.nat(600), { minLength: 2, maxLength: 7 })
    const race = seconds.chain((list) =>
      fc.record({ list: fc.constant(list), arrival: fc.shuffledSubarray(list, { minLength: list.length }) }),
    )
    fc.assert(
      fc.property(race, ({ list, arrival }) => {
        const lineOf = (order: readonly number[]): unknown => {
          const zone = new Institution(START)
          const sent = new Map(list.map((second) => [second, zone.order()]))
          zone.moveTo(START + 700_000)
          for (const second of order) {
            const one = sent.get(second)
            if (one !== undefined)
              zone.do(zone.registerMessage(one, id(second), { registeredAtMs: START + second * 1_000 }))
          }
          expect(zone.chain.violations()).toEqual([])
          const { line, standing } = zone.line()
          return { standing, rows: line.rows.map(({ measureId, state }) => ({ measureId, state })) }
        }
        expect(lineOf(arrival)).toEqual(lineOf([...list].sort((one, other) => one - other)))
      }),
      { numRuns: 25 },
    )
  })
})

describe('S-2: waiting seals and surplus', () => {
  test('the first court sells for 5,000,000: ranks are the registry’s, each court is told, the debtor gets nothing', () => {
    const zone = new Institution(at('2026-01-05 10:02:00'))
    const waiting = { client: COURT_2, organisation: 'court-2' }
    const [first, second, third] = [zone.order(), zone.order({}, waiting), zone.order({}, waiting)]
    zone.moveTo(at('2026-01-05 10:03:00'))
    zone.do(zone.registerMessage(third, Z, { registeredAtMs: at('2026-01-05 10:02:30') }))
    zone.do(zone.registerMessage(second, Y, { registeredAtMs: at('2026-01-05 10:02:11') }))
    zone.do(zone.registerMessage(first, X, { registeredAtMs: at('2026-01-05 10:02:09') }))
    expect(zone.line().standing).toMatchObject({
      effective: { measureId: X },
      waiting: [
        { measureId: Y, rank: 1 },
        { measureId: Z, rank: 2 },
      ],
    })
    zone.moveTo(at('2026-08-03 10:00:00'))
    zone.carriedOut(X, 'CONVERT_TO_DISPOSAL')
    // Off the ledger: the court computes the distribution, the ledger keeps its digest.
    const distribution = measureLaw.surplus(
      {
        proceedsCents: 500_000_000,
        costsCents: 0,
        priority: [],
        first: { id: X, cents: 300_000_000 },
        waiting: [
          { id: Y, cents: 150_000_000 },
          { id: Z, cents: 90_000_000 },
        ],
      },
      bundledLaw,
    )
    expect(distribution.payments.map(({ cents }) => cents)).toEqual([300_000_000, 150_000_000, 50_000_000])
    expect(distribution.debtorCents).toBe(0)
    zone.told.length = 0
    const closed = zone.carriedOut(X, 'CLOSE_DISPOSAL')

    expect(zone.resultOf(closed)).toMatchObject({ kind: 'FULFILLED', measure: { measureId: X } })
    expect(
      zone.told.map(({ event, orderId, digest, measure: { rank } }) => ({ event, orderId, digest, rank })),
    ).toEqual([
      { event: 'DISPOSED', orderId: first.orderId, digest: DISTRIBUTION, rank: 0 },
      { event: 'SURPLUS_CLAIM', orderId: second.orderId, digest: DISTRIBUTION, rank: 1 },
      { event: 'SURPLUS_CLAIM', orderId: third.orderId, digest: DISTRIBUTION, rank: 2 },
    ])
    expect(zone.line()).toMatchObject({
      line: { rows: [{ state: 'DISPOSED' }, { state: 'SURPLUS_CLAIM' }, { state: 'SURPLUS_CLAIM' }] },
      standing: { effective: null, waiting: [] },
    })
    expect(zone.chain.violations()).toEqual([])
  })
})

describe('terms', () => {
  test('ends at 24:00 of the last day, and the next takes effect at that instant with a term of its own', () => {
    const zone = new Institution(at('2026-03-10 09:00:00'))
    const deposit = { asset: 'DEPOSIT', months: 12, limitCents: 50_000_000, whole: false } as const
    const first = zone.registered(X, deposit)
    expect(zone.resultOf(first)).toMatchObject({ measure: { from: '2026-03-10', to: '2027-03-10' } })
    zone.moveTo(at('2026-03-11 09:00:00'))
    const second = zone.registered(Y, { ...deposit, months: 6 })
    expect(zone.resultOf(second)).toMatchObject({ measure: { rank: 1, from: null, to: null } })

    zone.moveTo(at('2027-03-11 00:00:00') - 1)
    expect(zone.measure(X)).toMatchObject({ state: 'EFFECTIVE' })
    zone.moveTo(at('2027-03-11 00:00:00'))
    expect(zone.measure(X)).toMatchObject({ state: 'EXPIRED', endedAtMs: at('2027-03-11 00:00:00') })
    expect(zone.measure(Y)).toMatchObject({ state: 'EFFECTIVE', from: '2027-03-11', to: '2027-09-11' })
    expect(zone.chain.events.map(({ type, data: { rule } }) => [type, rule])).toEqual([
      ['MeasureExpired', 'R20-11'],
      ['MeasurePromoted', 'R20-17'],
    ])
    expect(zone.told.map(({ event, orderId }) => [event, orderId])).toEqual([
      ['EXPIRED', first.orderId],
      ['PROMOTED', second.orderId],
    ])
    expect(zone.chain.violations()).toEqual([])
  })

  test('a zone that slept for years runs every end at its own instant', () => {
    const zone = new Institution(at('2026-03-10 09:00:00'))
    const short = { asset: 'DEPOSIT', months: 1, limitCents: 100, whole: false } as const
    for (const measureId of [X, Y, Z]) zone.registered(measureId, short)
    zone.moveTo(at('2028-01-01 12:00:00'))
    expect([X, Y, Z].map((one) => zone.measure(one))).toMatchObject([
      { state: 'EXPIRED', from: '2026-03-10', to: '2026-04-10', endedAtMs: at('2026-04-11 00:00:00') },
      { state: 'EXPIRED', from: '2026-04-11', to: '2026-05-11', endedAtMs: at('2026-05-12 00:00:00') },
      { state: 'EXPIRED', from: '2026-05-12', to: '2026-06-12', endedAtMs: at('2026-06-13 00:00:00') },
    ])
    expect(zone.chain.violations()).toEqual([])
  })

  test('renewals move the end, without a limit to their number; the old end then does nothing', () => {
    const zone = new Institution(at('2026-03-10 09:00:00'))
    zone.registered(X, { asset: 'DEPOSIT', months: 12, limitCents: 100, whole: false })
    for (const to of ['2028-03-10', '2029-03-10', '2030-03-10']) {
      zone.moveTo(zone.chain.nowMs + 300 * DAY_MS)
      zone.carriedOut(X, 'RENEW', { months: 12 })
      expect(zone.measure(X)).toMatchObject({ state: 'EFFECTIVE', to })
    }
    zone.moveTo(at('2029-03-11 00:00:00'))
    expect(zone.measure(X)).toMatchObject({ state: 'EFFECTIVE', renewals: 3 })
    zone.moveTo(at('2030-03-11 00:00:00'))
    expect(zone.measure(X)).toMatchObject({ state: 'EXPIRED' })
    expect(zone.chain.violations()).toEqual([])
  })

  test('the line is read as of any instant that has come', () => {
    const zone = new Institution(at('2026-03-10 09:00:00'))
    zone.registered(X)
    zone.moveTo(at('2026-03-11 09:00:00'))
    zone.registered(Y)
    zone.moveTo(at('2026-03-12 09:00:00'))
    zone.carriedOut(X, 'RELEASE')
    const asOf = (text: string): unknown => zone.line(undefined, at(text)).standing
    expect(asOf('2026-03-10 08:59:59')).toMatchObject({ effective: null, waiting: [], ended: [] })
    expect(asOf('2026-03-10 12:00:00')).toMatchObject({ effective: { measureId: X }, waiting: [] })
    expect(asOf('2026-03-11 12:00:00')).toMatchObject({
      effective: { measureId: X },
      waiting: [{ measureId: Y, rank: 1 }],
    })
    expect(asOf('2026-03-12 09:00:00')).toMatchObject({
      effective: { measureId: Y, sinceMs: at('2026-03-12 09:00:00') },
      ended: [X],
    })
    expect(() => asOf('2026-03-13 09:00:00')).toThrow(errors.TimeOrder.text)
  })
})
