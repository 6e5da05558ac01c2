import type { Json } from '@xiezhi/codec'
import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  ASSET_KEY,
  at,
  COURT_1,
  COURT_2,
  DIGEST,
  fixtureErrors,
  id,
  Institution,
  OTHER_KEY,
  registrar,
  teller,
  visitor,
} from '../fixtures.ts'
import type { OrderedEffect } from '../ports.ts'
import { MEASURES_PER_LINE_MAX } from '../state.ts'

const START = at('2026-03-02 09:00:00')

describe('register', () => {
  test('puts the first measure of an asset in effect and answers its order', () => {
    const zone = new Institution(START)
    const sent = zone.registered(id(1), {}, { message: { amount: DIGEST, annexDigest: DIGEST } })

    expect(zone.resultOf(sent)).toEqual({
      kind: 'FULFILLED',
      code: null,
      rule: null,
      measure: {
        measureId: id(1),
        assetKey: ASSET_KEY,
        registeredAtMs: START,
        rank: 0,
        from: '2026-03-02',
        to: '2029-03-02',
      },
      amount: DIGEST,
      annexDigest: DIGEST,
    })
    expect(zone.measure(id(1))).toMatchObject({ state: 'EFFECTIVE', effectiveFromMs: START, amount: DIGEST })
    expect(zone.chain.events.map(({ type }) => type)).toEqual(['MeasureRegistered', 'MeasurePromoted'])
    expect(zone.told).toEqual([])
    expect(zone.chain.violations()).toEqual([])
  })

  test('a shortfall is a partial result, with its reason', () => {
    const zone = new Institution(START)
    const deposit = { asset: 'DEPOSIT', months: 12, limitCents: 100, whole: false } as const
    const sent = zone.registered(id(1), deposit, { message: { shortfall: 'BALANCE_SHORT' } })
    expect(zone.resultOf(sent)).toMatchObject({ kind: 'PARTIAL', code: 'BALANCE_SHORT', rule: 'T20-3' })
  })

  test('is found by its order, its case and its institution', () => {
    const zone = new Institution(START)
    const { client, orderId } = zone.registered(id(2))
    zone.registered(id(3), {}, { message: { assetKey: OTHER_KEY }, order: { caseRef: 'cb'.repeat(16) } })
    const ids = (found: Json): string[] => (found as { measureId: string }[]).map(({ measureId }) => measureId)
    expect(zone.chain.query('measure/ofOrder', { client, orderId })).toMatchObject({
      measure: { measureId: id(2) },
      rank: 0,
    })
    expect(zone.chain.query('measure/ofOrder', { client: COURT_2, orderId })).toBeNull()
    expect(ids(zone.chain.query('measure/ofCase', { caseRef: 'ca'.repeat(16), limit: 9 }))).toEqual([id(2)])
    const page = { institution: 'land-registry', limit: 1 }
    expect(ids(zone.chain.query('measure/ofInstitution', page))).toEqual([id(2)])
    expect(ids(zone.chain.query('measure/ofInstitution', { ...page, after: id(2) }))).toEqual([id(3)])
    expect(ids(zone.chain.query('measure/ofInstitution', { ...page, after: id(3) }))).toEqual([])
    expect(zone.chain.query('measure/history', { measureId: id(2), after: 1, limit: 9 })).toMatchObject([
      { n: 2, kind: 'PROMOTED', from: '2026-03-02' },
    ])
    expect(zone.chain.query('measure/line', { assetKey: id(9) })).toBeNull()
  })

  test('equal seconds keep the order of the ledger and are marked for review', () => {
    const zone = new Institution(START)
    zone.registered(id(2))
    const second = zone.order()
    zone.do(zone.registerMessage(second, id(1), { registeredAtMs: START }))
    expect(zone.line()).toMatchObject({
      line: { review: true, rows: [{ measureId: id(2) }, { measureId: id(1) }] },
      standing: { effective: { measureId: id(2) }, waiting: [{ measureId: id(1), rank: 1 }] },
    })
    expect(zone.chain.events[0]).toMatchObject({ type: 'MeasureRegistered', data: { review: true, rank: 1 } })
    expect(zone.chain.violations()).toEqual([])
  })

  test('two registrations of one transaction follow each other in the line', () => {
    const zone = new Institution(START)
    const messages = [id(1), id(2)].map((measureId) => zone.registerMessage(zone.order(), measureId))
    expect(zone.chain.deliver(messages, [registrar]).data).toMatchObject([{ rank: 0 }, { rank: 1 }])
    expect(zone.chain.violations()).toEqual([])
  })

  test('one that registered while an earlier one held takes effect at its end, though the ledger learns of it later', () => {
    const zone = new Institution(START)
    zone.registered(id(1))
    const late = zone.order()
    zone.moveTo(at('2026-03-02 10:00:00'))
    zone.registered(id(3))
    zone.moveTo(at('2026-03-02 11:00:00'))
    zone.carriedOut(id(1), 'RELEASE')
    expect(zone.measure(id(3))).toMatchObject({ state: 'EFFECTIVE' })
    zone.moveTo(at('2026-03-02 12:00:00'))
    zone.do(zone.registerMessage(late, id(2), { registeredAtMs: at('2026-03-02 09:30:00') }))
    expect(zone.measure(id(2))).toMatchObject({ state: 'EFFECTIVE', effectiveFromMs: at('2026-03-02 11:00:00') })
    expect(zone.measure(id(3))).toMatchObject({ state: 'WAITING', from: null, to: null })
    expect(zone.chain.violations()).toEqual([])
  })

  const late = 60_000
  test.each<[name: string, code: keyof typeof errors, effect: Partial<OrderedEffect>, change: Record<string, Json>]>([
    ['an id that is taken', 'MeasureExists', {}, { measureId: id(1) }],
    ['an order to do something else', 'ActionMismatch', { action: 'RENEW' }, {}],
    ['an order without a kind of asset', 'EffectIncomplete', { asset: null }, {}],
    ['an order without a term', 'EffectIncomplete', { months: null }, {}],
    ['a time between two seconds', 'NotWholeSecond', {}, { registeredAtMs: START + late + 1 }],
    ['a registration before the order came', 'TimeOrder', {}, { registeredAtMs: START + late - 1_000 }],
    ['a registration to come', 'TimeOrder', {}, { registeredAtMs: START + late + 3_600_000 }],
    ['another kind of asset', 'AssetMismatch', { asset: 'VEHICLE', months: 12 }, {}],
    ['money without an amount', 'AmountMissing', { asset: 'DEPOSIT', months: 12 }, { assetKey: OTHER_KEY }],
    ['a term over the cap', 'TermOverCap', { months: 37 }, {}],
  ])('rejects %s and leaves no trace', (_, code, effect, change) => {
    const zone = new Institution(START)
    zone.registered(id(1))
    zone.moveTo(START + late)
    const message = zone.registerMessage(zone.order(effect), id(2), change)
    expectRejected(zone.chain, errors[code], [message], [registrar])
  })

  test.each<[name: string, kind: ErrorKind, signer: TestSigner]>([
    ['a person without the role', fixtureErrors.RoleMissing, visitor],
    ['another institution', fixtureErrors.OtherOrganisation, teller],
  ])('rejects %s', (_, kind, signer) => {
    const zone = new Institution(START)
    expectRejected(zone.chain, kind, [zone.registerMessage(zone.order(), id(1))], [signer])
  })

  test('rejects an order that nobody sent, or that has been answered', () => {
    const zone = new Institution(START)
    const unknown = { client: COURT_1, orderId: `${'f'.repeat(64)}-0` }
    expectRejected(zone.chain, fixtureErrors.OrderUnknown, [zone.registerMessage(unknown, id(1))], [registrar])
    const sent = zone.registered(id(1))
    expectRejected(zone.chain, fixtureErrors.OrderAnswered, [zone.registerMessage(sent, id(2))], [registrar])
  })

  test('rejects an asset key that another institution uses', () => {
    const zone = new Institution(START)
    zone.registered(id(1))
    const foreign = zone.registerMessage(zone.order({}, { institution: 'bank' }), id(2))
    expectRejected(zone.chain, errors.OtherInstitution, [foreign], [teller])
  })

  test('rejects a registration that lies before a disposal that has been closed', () => {
    const zone = new Institution(START)
    zone.registered(id(1))
    const late = zone.order()
    zone.moveTo(START + 10_000)
    zone.carriedOut(id(1), 'CONVERT_TO_DISPOSAL')
    zone.carriedOut(id(1), 'CLOSE_DISPOSAL')
    const before = zone.registerMessage(late, id(2), { registeredAtMs: START + 5_000 })
    expectRejected(zone.chain, errors.AssetDisposed, [before], [registrar])
    zone.do(zone.registerMessage(late, id(2), { registeredAtMs: START + 10_000 }))
    expect(zone.measure(id(2))).toMatchObject({ state: 'EFFECTIVE' })
  })

  test('rejects to go before a measure from which money is being deducted', () => {
    const zone = new Institution(START)
    const deposit = { asset: 'DEPOSIT', months: 12, limitCents: 100, whole: false } as const
    const early = zone.order(deposit)
    zone.moveTo(START + 10_000)
    zone.registered(id(1), deposit)
    const deduction = zone.orderOn(id(1), 'DEDUCT', { limitCents: 100 })
    zone.do(zone.beginMessage(deduction))
    const before = zone.registerMessage(early, id(2), { registeredAtMs: START + 5_000 })
    expectRejected(zone.chain, errors.PendingDeduction, [before], [registrar])
    zone.do(zone.carryOutMessage(deduction))
    zone.do(before)
    expect(zone.measure(id(1))).toMatchObject({ state: 'WAITING' })
  })

  test('rejects one measure too many of an asset on which all stand', () => {
    const zone = new Institution(START)
    const messages = Array.from({ length: MEASURES_PER_LINE_MAX }, (_, n) => zone.registerMessage(zone.order(), id(n)))
    zone.chain.block(messages.map((message) => zone.chain.sign([message], [registrar])))
    const more = zone.registerMessage(zone.order(), id(MEASURES_PER_LINE_MAX))
    expectRejected(zone.chain, errors.LineLimit, [more], [registrar])
    expect(zone.line().standing.waiting.at(-1)?.rank).toBe(MEASURES_PER_LINE_MAX - 1)
  })

  test('R20-09: a full line gives its ended rows to a page; ranks, numbers and earlier instants stay as they were', () => {
    const zone = new Institution(START)
    const courts = Array.from({ length: MEASURES_PER_LINE_MAX }, (_, n) => zone.order({}, { caseRef: id(n) }))
    const messages = courts.map((sent, n) => zone.registerMessage(sent, id(n), { registeredAtMs: START }))
    zone.chain.block(messages.map((message) => zone.chain.sign([message], [registrar])))
    zone.moveTo(START + 60_000)
    for (let n = 0; n < 250; n++) zone.carriedOut(id(n), 'RELEASE')
    zone.moveTo(START + 120_000)
    zone.registered(id(300))

    expect(zone.line().line.rows.map(({ measureId }) => measureId)).toEqual([250, 251, 252, 253, 254, 255, 300].map(id))
    expect(zone.measure(id(300))).toMatchObject({ n: MEASURES_PER_LINE_MAX + 1, state: 'WAITING' })
    expect(zone.line().standing.waiting.at(-1)).toEqual({ measureId: id(300), rank: 6 })
    const then = zone.line(ASSET_KEY, START + 1_000).standing
    expect([then.effective?.measureId, then.waiting.length]).toEqual([id(0), 255])
    const pages = zone.chain.query('measure/linePages', { assetKey: ASSET_KEY, limit: 5 }) as unknown as object[][]
    expect(pages.map((page) => page.length)).toEqual([250])
    expect(zone.chain.violations()).toEqual([])
  })

  test('the last disposal stays on the line, and later registrations are judged by it', () => {
    const zone = new Institution(START)
    const early = zone.order()
    zone.registered(id(0))
    zone.carriedOut(id(0), 'CONVERT_TO_DISPOSAL')
    zone.moveTo(START + 60_000)
    zone.carriedOut(id(0), 'CLOSE_DISPOSAL')
    zone.moveTo(START + 120_000)
    const later = Array.from({ length: MEASURES_PER_LINE_MAX - 1 }, () => zone.order())
    const messages = later.map((sent, n) => zone.registerMessage(sent, id(n + 1)))
    zone.chain.block(messages.map((message) => zone.chain.sign([message], [registrar])))
    zone.carriedOut(id(1), 'RELEASE')
    const disposed = zone.registerMessage(early, id(900), { registeredAtMs: START })
    expectRejected(zone.chain, errors.AssetDisposed, [disposed], [registrar])
    zone.registered(id(901))
    expectRejected(zone.chain, errors.AssetDisposed, [disposed], [registrar])
    expect(zone.line().line.rows[0]).toMatchObject({ measureId: id(0), state: 'DISPOSED' })
    expect(zone.chain.violations()).toEqual([])
  })
})
