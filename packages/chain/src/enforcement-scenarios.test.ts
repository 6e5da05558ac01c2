import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { orderState } from '@xiezhi/contracts'
import { bundledLaw, interest, measure as measureLaw } from '@xiezhi/law'
import { expect, test } from 'vitest'
import {
  at,
  carried,
  carryOut,
  CASE,
  caseOf,
  digest,
  freeze,
  hex,
  openCase,
  order,
  register,
} from './testing/enforcement-acts.ts'
import { EnforcementZones } from './testing/enforcement-zones.ts'

const TEST_MS = 300_000

const CLAIM = {
  principalCents: 100_000_000,
  general: { annualRate: '0.0365', dayBasis: 365, from: '2025-03-10' },
  currency: 'CNY',
} as const
const MEASURES = [hex('b1'), hex('b2'), hex('b3')] as const

const WANTED = [
  freeze('payment', 'DEPOSIT', 9_000_000, 12),
  freeze('bank', 'DEPOSIT', 40_000_000, 12),
  freeze('land', 'REAL_ESTATE', 56_181_000, 36, true),
] as const

/** Judgment in effect since 2026-03-17, to be performed until 2026-03-27; filed on 2026-03-30. */
function file(zones: EnforcementZones): void {
  zones.act(zones.court, ['court-x/filing'], 'case/OpenCase', {
    caseRef: CASE,
    courtCode: '粤0703',
    procedure: 'CIVIL',
    caseNumber: null,
    caseNumberTag: digest('01'),
    filedOn: '2026-03-30',
    connectedRefs: [],
  })
  const opened = zones.act(zones.court, ['court-x/enforcer'], 'enforcement/Open', {
    caseRef: CASE,
    basisDigest: digest('ba'),
    effectiveOn: '2026-03-17',
    performanceEndsOn: '2026-03-27',
    appliedOn: '2026-03-30',
    claim: CLAIM,
  })
  expect(opened).toMatchObject({ limitation: 'IN_TIME' })
  expect(zones.court.chain.query('enforcement/target', { caseRef: CASE })).toEqual({
    asOf: '2026-03-30',
    documentCents: 103_850_000,
    doubledCents: 52_500,
    feeCents: 1_278_500,
    totalCents: 105_181_000,
  })
}

/** Four institutions are asked at once; what they hold travels apart from the ledger. */
function ask(zones: EnforcementZones): void {
  const asked = ['payment', 'bank', 'land', 'vehicles'] as const
  const queries = order(
    zones,
    'QUERY_NOTICE',
    asked.map((institution) => ({ institution, action: 'QUERY', asset: null })),
  )
  asked.forEach((institution, n) => {
    const found = { kind: 'FULFILLED', code: null, rule: null, amount: digest('f0'), annexDigest: digest('f1') }
    carryOut(zones, institution, queries[n] ?? '', 'order/Answer', found)
  })
  zones.relay()
}

/** The plan by the law library, as the gateway makes it: the house is needed and is enough, the car is left alone. */
function plan(): void {
  const asset = (assetId: string, availableCents: number, encumberedCents = 0) => ({
    assetId,
    availableCents,
    encumberedCents,
  })
  const hits = [
    { ...asset('payment', 9_000_000), kind: 'PAYMENT_ACCOUNT', divisible: true },
    { ...asset('bank', 40_000_000), kind: 'DEPOSIT', divisible: true },
    { ...asset('land', 110_000_000, 30_000_000), kind: 'REAL_ESTATE', divisible: false },
    { ...asset('vehicles', 8_000_000), kind: 'VEHICLE', divisible: false },
  ] as const
  const { controls, reasons } = measureLaw.allocate({ targetCents: 105_181_000, assets: [...hits] }, bundledLaw)
  expect(controls.map(({ assetId, cents, whole }) => [assetId, cents, whole])).toEqual([
    ['payment', 9_000_000, false],
    ['bank', 40_000_000, false],
    ['land', 80_000_000, true],
  ])
  expect(reasons).toMatchObject([{ code: 'INDIVISIBLE_OVER_LIMIT' }])
}

/** Signed by judge and enforcement officer, carried out, answered; gives the ids of the orders. */
function control(zones: EnforcementZones): readonly string[] {
  // The car as well would be more than is owed (R20-14).
  const withCar = [...WANTED, freeze('vehicles', 'VEHICLE', 1, 24, true)]
  expect(() => order(zones, 'CONTROL_RULING', withCar)).toThrow(/enforcement\/9 /)
  const freezes = order(zones, 'CONTROL_RULING', WANTED)
  WANTED.forEach(({ institution }, n) => {
    const seconds = Math.floor(zones.clock.nowMs / 1_000) * 1_000
    const value = register(MEASURES[n] ?? '', hex(`c${n}`), seconds)
    carryOut(zones, institution, freezes[n] ?? '', 'measure/Register', value)
  })
  zones.relay()
  const standing = caseOf(zones).controls.map(({ state, rank, to }) => [state, rank, to])
  expect(standing.sort()).toEqual([
    ['EFFECTIVE', 0, '2027-03-30'],
    ['EFFECTIVE', 0, '2027-03-30'],
    ['EFFECTIVE', 0, '2029-03-30'],
  ])
  return freezes
}

/** Paid in full on 2026-05-20: release is proposed the same day. */
function pay(zones: EnforcementZones): void {
  zones.jumpTo(at('2026-05-20T10:00:00'))
  const { principalCents, general } = CLAIM
  const owed = { principalCents, general, dueOn: '2026-03-27', asOf: '2026-05-20' }
  expect(interest.judgmentDebt(owed, bundledLaw)).toMatchObject({
    generalDays: 436,
    doubledDays: 54,
    payableCents: principalCents + 4_360_000 + 945_000,
  })
  const performed = { caseRef: CASE, on: '2026-05-20', documentDigest: digest('0f') }
  zones.act(zones.court, ['court-x/enforcer'], 'enforcement/RecordPerformance', performed)
  const proposed = { kind: 'RELEASE', reason: 'PERFORMED', state: 'OPEN' }
  expect(proposalsOf(zones)).toMatchObject([proposed, proposed, proposed])
}

const proposalsOf = (zones: EnforcementZones): Json =>
  zones.court.chain.query('enforcement/proposals', { caseRef: CASE, limit: 10 })

/** The judge signs, the registries confirm, and the case is closed. */
function release(zones: EnforcementZones): void {
  const about = WANTED.map(({ institution, asset }, n) => ({ institution, asset, measureId: MEASURES[n] ?? '' }))
  const releases = order(
    zones,
    'RELEASE_RULING',
    about.map((one) => ({ ...one, action: 'RELEASE' })),
  )
  expect(proposalsOf(zones)).toMatchObject([{ state: 'SIGNED' }, { state: 'SIGNED' }, { state: 'SIGNED' }])
  about.forEach(({ institution }, n) => {
    carryOut(zones, institution, releases[n] ?? '', 'measure/CarryOut', carried())
  })
  zones.relay()
  expect(caseOf(zones).controls.map(({ state }) => state)).toEqual(['RELEASED', 'RELEASED', 'RELEASED'])
  zones.act(zones.court, ['court-x/judge'], 'enforcement/Close', { caseRef: CASE })
  expect(caseOf(zones).enforcement.state).toBe('CLOSED')
}

test(
  'S-1: ordinary enforcement with several institutions over two real zones, with amounts and days of the rulebook',
  () => {
    const zones = new EnforcementZones(nodeCrypto, at('2026-03-30T09:00:00'))
    file(zones)
    ask(zones)
    plan()
    const [first = ''] = control(zones)
    pay(zones)
    release(zones)
    const dispatch = orderState.dispatches(zones.court.chain.store).get(first)
    expect(dispatch?.outcome?.kind).toBe('answered')
    const rungs = ['submitted', 'delivered', 'fulfilled', 'feedback-verified']
    expect(dispatch?.ladder.map(({ rung }) => rung)).toEqual(rungs)
  },
  TEST_MS,
)

const HOUSE = hex('ce')
const SEALING = [
  { court: 'court-x', caseRef: hex('a1'), measureId: hex('b1'), second: '10:02:11', principal: 150_000_000 },
  { court: 'court-y', caseRef: hex('a2'), measureId: hex('b2'), second: '10:02:09', principal: 300_000_000 },
  { court: 'court-z', caseRef: hex('a3'), measureId: hex('b3'), second: '10:02:30', principal: 90_000_000 },
] as const
const stateOf = (zones: EnforcementZones, caseRef: string) =>
  caseOf(zones, caseRef).controls.map(({ state, rank }) => [state, rank])[0]

/** Rank is the second of the register, not the order of arrival (G20-06). */
function seal(zones: EnforcementZones): void {
  for (const { court, caseRef, principal } of SEALING) openCase(zones, court, caseRef, principal)
  const wanted = { institution: 'land', action: 'FREEZE', asset: 'REAL_ESTATE', months: 36, whole: true }
  const orders = SEALING.map(
    ({ court, caseRef, principal }) =>
      order(zones, 'CONTROL_RULING', [{ ...wanted, cents: principal }], { court, caseRef })[0] ?? '',
  )
  zones.jumpTo(at('2026-01-05T10:05:00'))
  SEALING.forEach(({ measureId, second }, n) => {
    const value = register(measureId, HOUSE, at(`2026-01-05T${second}`))
    carryOut(zones, 'land', orders[n] ?? '', 'measure/Register', value)
  })
  zones.relay()
  zones.relay()
  expect(SEALING.map(({ caseRef }) => stateOf(zones, caseRef))).toEqual([
    ['WAITING', 1],
    ['EFFECTIVE', 0],
    ['WAITING', 2],
  ])
}

/** What the sale for 5,000,000 gives to whom, by the law library (G20-08). */
function distribute(): void {
  const claims = { first: { id: 'court-y', cents: 300_000_000 }, costsCents: 0, priority: [] }
  const waiting = [
    { id: 'court-x', cents: 150_000_000 },
    { id: 'court-z', cents: 90_000_000 },
  ]
  const { payments, debtorCents } = measureLaw.surplus({ proceedsCents: 500_000_000, ...claims, waiting }, bundledLaw)
  expect(payments.map(({ cents }) => cents)).toEqual([300_000_000, 150_000_000, 50_000_000])
  expect(debtorCents).toBe(0)
}

/** The first court disposes of the house; each waiting court learns the digest of the distribution (R20-18). */
function sell(zones: EnforcementZones): void {
  const own = { court: 'court-y', caseRef: hex('a2') }
  const about = { institution: 'land', asset: 'REAL_ESTATE', measureId: hex('b2') }
  const [convert = ''] = order(zones, 'DISPOSAL_RULING', [{ ...about, action: 'CONVERT_TO_DISPOSAL' }], own)
  carryOut(zones, 'land', convert, 'measure/CarryOut', carried())
  zones.relay()
  const [sold = ''] = order(zones, 'DISPOSAL_RULING', [{ ...about, action: 'CLOSE_DISPOSAL' }], own)
  carryOut(zones, 'land', sold, 'measure/CarryOut', carried(digest('5a')))
  zones.relay()
  zones.institution.chain.block([])
  zones.relay()
  const states = SEALING.map(({ caseRef }) => stateOf(zones, caseRef)?.[0])
  expect(states).toEqual(['SURPLUS_CLAIM', 'DISPOSED', 'SURPLUS_CLAIM'])
  const notices = zones.court.chain.query('order/notices', { client: zones.court.clientId, limit: 20 }) as {
    notice: { event: string; digest: string | null }
  }[]
  const told = notices.filter(({ notice }) => notice.event === 'SURPLUS_CLAIM').map(({ notice }) => notice.digest)
  expect(told).toEqual([digest('5a'), digest('5a')])
}

test(
  'S-2: waiting seals and the surplus over two real zones: rank is registry time, the first court sells, the others take the rest',
  () => {
    const zones = new EnforcementZones(nodeCrypto, at('2026-01-05T10:00:00'))
    seal(zones)
    distribute()
    sell(zones)
  },
  TEST_MS,
)
