import type { Json } from '@xiezhi/codec'
import { orderApi, orderState } from '@xiezhi/contracts'
import { bundledLaw, interest, measure as measureLaw } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { EnforcementZones } from './testing/enforcement-zones.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const hex = (byte: string): string => byte.repeat(16)
const digest = (byte: string): string => `sha256:${byte.repeat(32)}`
const CASE = hex('a1')
const TEST_MS = 300_000

interface Ordered {
  readonly institution: string
  readonly action: string
  readonly asset: string | null
  readonly cents?: number
  readonly months?: number
  readonly whole?: boolean
  readonly measureId?: string
}

function openCase(zones: EnforcementZones, court: string, caseRef: string, principalCents: number): void {
  const filing = [`${court}/filing`]
  zones.act(zones.court, filing, 'case/OpenCase', {
    caseRef,
    courtCode: '粤0703',
    procedure: 'CIVIL',
    caseNumber: null,
    caseNumberTag: `sha256:${caseRef}${caseRef}`,
    filedOn: '2025-12-30',
    connectedRefs: [],
  })
  zones.act(zones.court, filing, 'enforcement/Open', {
    caseRef,
    basisDigest: digest('ba'),
    effectiveOn: '2025-12-01',
    performanceEndsOn: '2025-12-20',
    appliedOn: '2025-12-30',
    claim: { principalCents, general: null, currency: 'CNY' },
  })
}

let instruments = 0
/** Signs an instrument by two persons of a court, brings its orders there, and gives their ids. */
function order(
  zones: EnforcementZones,
  kind: string,
  orders: readonly Ordered[],
  { court = 'court-x', caseRef = CASE }: { readonly court?: string; readonly caseRef?: string } = {},
): readonly string[] {
  instruments += 1
  const instrumentId = instruments.toString(16).padStart(32, '0')
  const signers = kind === 'QUERY_NOTICE' ? [`${court}/enforcer`] : [`${court}/judge`, `${court}/enforcer`]
  const nowMs = zones.clock.nowMs
  const answer = zones.act(zones.court, signers, 'order/Issue', {
    instrumentId,
    kind,
    caseRef,
    documentDigest: digest('dd'),
    emergency: false,
    validFrom: '2026-01-01',
    validTo: null,
    timeoutSeconds: Math.floor(nowMs / 1_000) + 3_600,
    deadlineMs: nowMs + 86_400_000,
    orders: orders.map(({ institution, action, asset, cents, months, whole, measureId }, n) => ({
      client: zones.court.clientId,
      institution,
      effect: {
        action,
        asset,
        subject: `sha256:${n.toString(16).padStart(64, '0')}`,
        limitCents: cents ?? null,
        currency: 'CNY',
        months: months ?? null,
        whole: whole ?? false,
        measureId: measureId ?? null,
      },
      annexDigest: digest('ae'),
      relation: null,
    })),
  })
  zones.relay()
  return (answer as { orders: string[] }).orders
}

/** The institution retrieves the annex, takes the order on and answers it. */
function carryOut(
  zones: EnforcementZones,
  institution: string,
  orderId: string,
  type: string,
  value: Readonly<Record<string, Json>>,
): void {
  const client = zones.institution.clientId
  const [gateway, operator] = [[`${institution}/gateway`], [`${institution}/operator`]]
  const { chain } = zones.institution
  const taken = orderApi.receivedOf({ store: chain.store } as never, client, orderId)
  if (taken?.state === 'RECEIVED') {
    zones.act(zones.institution, gateway, 'order/RecordRetrieval', { client, orderId, outcome: 'RETRIEVED' })
  }
  zones.act(zones.institution, operator, 'order/Accept', { client, orderId })
  zones.act(zones.institution, gateway, type, { client, orderId, ...value })
}

const register = (measureId: string, assetKey: string, registeredAtMs: number): Readonly<Record<string, Json>> => ({
  measureId,
  assetKey,
  registeredAtMs,
  amount: digest('a0'),
  annexDigest: null,
  shortfall: null,
})
const carried = (distribution: string | null = null): Readonly<Record<string, Json>> => ({
  amount: null,
  annexDigest: null,
  shortfall: null,
  distribution,
})

const caseOf = (zones: EnforcementZones, caseRef = CASE) =>
  zones.court.chain.query('enforcement/case', { caseRef }) as {
    enforcement: { state: string }
    controls: { orderId: string; institution: string; state: string; rank: number; from: string; to: string }[]
  }

describe('S-1: ordinary enforcement with several institutions, over two real zones', () => {
  test(
    'from the query to the release, with the amounts and days of the rulebook',
    () => {
      const zones = new EnforcementZones(at('2026-03-30T09:00:00'))
      const claim = {
        principalCents: 100_000_000,
        general: { annualRate: '0.0365', dayBasis: 365, from: '2025-03-10' },
        currency: 'CNY',
      }
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
        claim,
      })
      expect(opened).toMatchObject({ limitation: 'IN_TIME' })
      expect(zones.court.chain.query('enforcement/target', { caseRef: CASE })).toEqual({
        asOf: '2026-03-30',
        documentCents: 103_850_000,
        doubledCents: 52_500,
        feeCents: 1_278_500,
        totalCents: 105_181_000,
      })

      // Four institutions are asked at once; what they hold travels apart from the ledger.
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

      // The plan by the law library, as the gateway makes it.
      const hits = [
        { assetId: 'payment', kind: 'PAYMENT_ACCOUNT', availableCents: 9_000_000, encumberedCents: 0, divisible: true },
        { assetId: 'bank', kind: 'DEPOSIT', availableCents: 40_000_000, encumberedCents: 0, divisible: true },
        {
          assetId: 'land',
          kind: 'REAL_ESTATE',
          availableCents: 110_000_000,
          encumberedCents: 30_000_000,
          divisible: false,
        },
        { assetId: 'vehicles', kind: 'VEHICLE', availableCents: 8_000_000, encumberedCents: 0, divisible: false },
      ] as const
      const plan = measureLaw.allocate({ targetCents: 105_181_000, assets: [...hits] }, bundledLaw)
      expect(plan.controls.map(({ assetId, cents, whole }) => [assetId, cents, whole])).toEqual([
        ['payment', 9_000_000, false],
        ['bank', 40_000_000, false],
        ['land', 80_000_000, true],
      ])
      expect(plan.reasons).toMatchObject([{ code: 'INDIVISIBLE_OVER_LIMIT' }])

      const freeze = (institution: string, asset: string, cents: number, months: number, whole = false): Ordered => ({
        institution,
        action: 'FREEZE',
        asset,
        cents,
        months,
        whole,
      })
      const wanted = [
        freeze('payment', 'DEPOSIT', 9_000_000, 12),
        freeze('bank', 'DEPOSIT', 40_000_000, 12),
        freeze('land', 'REAL_ESTATE', 56_181_000, 36, true),
      ]
      // The car as well would be more than is owed (R20-14).
      expect(() => order(zones, 'CONTROL_RULING', [...wanted, freeze('vehicles', 'VEHICLE', 1, 24, true)])).toThrow(
        /enforcement\/9 /,
      )
      const freezes = order(zones, 'CONTROL_RULING', wanted)
      const measures = [hex('b1'), hex('b2'), hex('b3')]
      wanted.forEach(({ institution }, n) => {
        const seconds = Math.floor(zones.clock.nowMs / 1_000) * 1_000
        carryOut(
          zones,
          institution,
          freezes[n] ?? '',
          'measure/Register',
          register(measures[n] ?? '', hex(`c${n}`), seconds),
        )
      })
      zones.relay()
      expect(
        caseOf(zones)
          .controls.map(({ state, rank, to }) => [state, rank, to])
          .sort(),
      ).toEqual([
        ['EFFECTIVE', 0, '2027-03-30'],
        ['EFFECTIVE', 0, '2027-03-30'],
        ['EFFECTIVE', 0, '2029-03-30'],
      ])

      // Paid in full on 2026-05-20: release is proposed the same day, signed, confirmed.
      zones.jumpTo(at('2026-05-20T10:00:00'))
      const owed = { principalCents: claim.principalCents, dueOn: '2026-03-27', asOf: '2026-05-20' }
      const debt = interest.judgmentDebt(
        { ...owed, general: { annualRate: '0.0365', dayBasis: 365, from: '2025-03-10' } },
        bundledLaw,
      )
      expect(debt).toMatchObject({ generalDays: 436, doubledDays: 54, payableCents: 100_000_000 + 4_360_000 + 945_000 })
      zones.act(zones.court, ['court-x/enforcer'], 'enforcement/RecordPerformance', {
        caseRef: CASE,
        on: '2026-05-20',
        documentDigest: digest('0f'),
      })
      const proposals = () => zones.court.chain.query('enforcement/proposals', { caseRef: CASE, limit: 10 })
      const proposed = { kind: 'RELEASE', reason: 'PERFORMED', state: 'OPEN' }
      expect(proposals()).toMatchObject([proposed, proposed, proposed])
      const assets = ['DEPOSIT', 'DEPOSIT', 'REAL_ESTATE']
      const releases = order(
        zones,
        'RELEASE_RULING',
        wanted.map(({ institution }, n) => ({
          institution,
          action: 'RELEASE',
          asset: assets[n] ?? '',
          measureId: measures[n] ?? '',
        })),
      )
      expect(proposals()).toMatchObject([{ state: 'SIGNED' }, { state: 'SIGNED' }, { state: 'SIGNED' }])
      wanted.forEach(({ institution }, n) => {
        carryOut(zones, institution, releases[n] ?? '', 'measure/CarryOut', carried())
      })
      zones.relay()
      expect(caseOf(zones).controls.map(({ state }) => state)).toEqual(['RELEASED', 'RELEASED', 'RELEASED'])
      zones.act(zones.court, ['court-x/judge'], 'enforcement/Close', { caseRef: CASE })
      expect(caseOf(zones).enforcement.state).toBe('CLOSED')

      // Every rung of the ladder stands on the court's ledger.
      const first = freezes[0] ?? ''
      const dispatch = orderState.dispatches(zones.court.chain.store).get(first)
      expect(dispatch?.outcome?.kind).toBe('answered')
      expect(dispatch?.ladder.map(({ rung }) => rung)).toEqual([
        'submitted',
        'delivered',
        'fulfilled',
        'feedback-verified',
      ])
    },
    TEST_MS,
  )
})

describe('S-2: waiting seals and the surplus, over two real zones', () => {
  test(
    'rank is registry time; the first court sells; the others take the rest',
    () => {
      const zones = new EnforcementZones(at('2026-01-05T10:00:00'))
      const house = hex('ce')
      const courts = [
        { court: 'court-x', caseRef: hex('a1'), measureId: hex('b1'), second: '10:02:11', principal: 150_000_000 },
        { court: 'court-y', caseRef: hex('a2'), measureId: hex('b2'), second: '10:02:09', principal: 300_000_000 },
        { court: 'court-z', caseRef: hex('a3'), measureId: hex('b3'), second: '10:02:30', principal: 90_000_000 },
      ]
      for (const { court, caseRef, principal } of courts) openCase(zones, court, caseRef, principal)
      const seal = { institution: 'land', action: 'FREEZE', asset: 'REAL_ESTATE', months: 36, whole: true }
      const orders = courts.map(
        ({ court, caseRef, principal }) =>
          order(zones, 'CONTROL_RULING', [{ ...seal, cents: principal }], { court, caseRef })[0] ?? '',
      )
      zones.jumpTo(at('2026-01-05T10:05:00'))
      courts.forEach(({ measureId, second }, n) => {
        const value = register(measureId, house, at(`2026-01-05T${second}`))
        carryOut(zones, 'land', orders[n] ?? '', 'measure/Register', value)
      })
      zones.relay()
      zones.relay()
      const rankOf = (caseRef: string) => caseOf(zones, caseRef).controls.map(({ state, rank }) => [state, rank])
      expect(courts.map(({ caseRef }) => rankOf(caseRef)[0])).toEqual([
        ['WAITING', 1],
        ['EFFECTIVE', 0],
        ['WAITING', 2],
      ])

      // Court Y sells for 5,000,000; the surplus by the law library.
      const surplus = measureLaw.surplus(
        {
          proceedsCents: 500_000_000,
          costsCents: 0,
          priority: [],
          first: { id: 'court-y', cents: 300_000_000 },
          waiting: [
            { id: 'court-x', cents: 150_000_000 },
            { id: 'court-z', cents: 90_000_000 },
          ],
        },
        bundledLaw,
      )
      expect(surplus).toMatchObject({
        payments: [{ cents: 300_000_000 }, { cents: 150_000_000 }, { cents: 50_000_000 }],
        debtorCents: 0,
      })
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
      expect(courts.map(({ caseRef }) => rankOf(caseRef)[0]?.[0])).toEqual([
        'SURPLUS_CLAIM',
        'DISPOSED',
        'SURPLUS_CLAIM',
      ])
      const client = zones.court.clientId
      const notices = zones.court.chain.query('order/notices', { client, limit: 20 }) as {
        notice: { event: string; digest: string | null }
      }[]
      const told = notices.filter(({ notice }) => notice.event === 'SURPLUS_CLAIM').map(({ notice }) => notice.digest)
      expect(told).toEqual([digest('5a'), digest('5a')])
    },
    TEST_MS,
  )
})
