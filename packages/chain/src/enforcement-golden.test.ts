import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw, measure as measureLaw } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import {
  alarmsOf,
  answered,
  at,
  book,
  carried,
  carryOut,
  CASE,
  caseOf,
  digest,
  fileCase,
  freeze,
  hex,
  instrument,
  mattersOf,
  measureOf,
  openCase,
  openingOf,
  order,
  proposalsOf,
  expectRefused,
  expectOrderRefused,
  register,
  registered,
  takeOn,
} from './testing/enforcement-acts.ts'
import { EnforcementZones } from './testing/enforcement-zones.ts'

// Golden cases of rulebook 20A.9, 20B and 20C about behaviour, over two real zones. G20-06 and G20-08 are scenario S-2. Those about
// figures are cases of the law library: G20-12, G20-13, G20-30, G20-40 to G20-64, G20-80 on.
const TEST_MS = 300_000
const [CASE_Y, MEASURE, WAITING] = [hex('a2'), hex('b1'), hex('b2')]
const ASSET = hex('c1')
const OBJECTION = hex('0b')

const zonesAt = (day: string): EnforcementZones => new EnforcementZones(nodeCrypto, at(`${day}T09:00:00`))
const nine = (zones: EnforcementZones, day: string): void => zones.jumpTo(at(`${day}T09:00:00`))

/** An amount of 500,000 to be preserved: what is owed is exact. */
function preserve(zones: EnforcementZones, change: Readonly<Record<string, Json>> = {}): void {
  fileCase(zones, 'court-x', CASE, '2025-12-30')
  zones.act(zones.court, ['court-x/judge'], 'enforcement/OpenPreservation', {
    caseRef: CASE,
    kind: 'IN_SUIT',
    rulingDigest: digest('ba'),
    amountCents: 50_000_000,
    currency: 'CNY',
    security: null,
    performanceEndsOn: null,
    ...change,
  })
}

describe('control and its term', () => {
  test(
    'G20-01, G20-02: 300,000, 180,000 and 20,000 of three accounts and not a cent more; the whole amount in each is refused',
    () => {
      const zones = zonesAt('2026-03-10')
      preserve(zones)
      const accounts = [
        { assetId: 'bank', availableCents: 30_000_000 },
        { assetId: 'payment', availableCents: 18_000_000 },
        { assetId: 'land', availableCents: 90_000_000 },
      ].map((one) => ({ ...one, kind: 'DEPOSIT', divisible: true, encumberedCents: 0 }) as const)
      const { controls } = measureLaw.allocate({ targetCents: 50_000_000, assets: accounts }, bundledLaw)
      expect(controls.map(({ cents }) => cents)).toEqual([30_000_000, 18_000_000, 2_000_000])

      const whole = accounts.map(({ assetId }) => freeze(assetId, 'DEPOSIT', 50_000_000, 12))
      expect(expectOrderRefused(zones, 'enforcement/OverControl', 'CONTROL_RULING', whole)).toEqual({
        targetCents: 50_000_000,
        controlledCents: 100_000_000,
      })
      controls.forEach(({ assetId, cents }, n) => {
        registered(zones, freeze(assetId, 'DEPOSIT', cents, 12), { measureId: hex(`b${n}`), assetKey: hex(`c${n}`) })
      })
      const more = [freeze('bank', 'DEPOSIT', 1, 12)]
      expectOrderRefused(zones, 'enforcement/OverControl', 'CONTROL_RULING', more)
    },
    TEST_MS,
  )

  test(
    'G20-03: a deposit frozen on 2026-03-10 for a year ends on 2027-03-10; renewal is asked for by 03-03; 13 months are refused',
    () => {
      const zones = zonesAt('2026-03-10')
      openCase(zones, 'court-x', CASE, 100_000_000)
      const tooLong = expectOrderRefused(zones, 'enforcement/TermRefused', 'CONTROL_RULING', [
        freeze('bank', 'DEPOSIT', 1, 13),
      ])
      expect(tooLong).toEqual({ asset: 'DEPOSIT', months: 13, capMonths: 12 })
      registered(zones, freeze('bank', 'DEPOSIT', 1_000_000, 12), { measureId: MEASURE, assetKey: ASSET })
      expect(caseOf(zones).controls).toMatchObject([{ state: 'EFFECTIVE', from: '2026-03-10', to: '2027-03-10' }])
      nine(zones, '2027-02-01')
      expect(proposalsOf(zones)).toMatchObject([{ kind: 'RENEW', rule: 'R20-10', dueOn: '2027-03-03' }])
      const renewal = { institution: 'bank', action: 'RENEW', asset: 'DEPOSIT', measureId: MEASURE }
      expectOrderRefused(zones, 'enforcement/RenewalRefused', 'RENEWAL_RULING', [{ ...renewal, months: 13 }])
      const [orderId = ''] = order(zones, 'RENEWAL_RULING', [{ ...renewal, months: 12 }])
      carryOut(zones, 'bank', orderId, 'measure/CarryOut', carried())
      zones.relay()
      expect(caseOf(zones).controls).toMatchObject([{ to: '2028-03-10' }])
    },
    TEST_MS,
  )

  test(
    'G20-05: a patent until 2026-09-10 from receipt; behind it no other court waits, and the institution says so',
    () => {
      const zones = zonesAt('2026-03-10')
      openCase(zones, 'court-x', CASE, 100_000_000)
      openCase(zones, 'court-y', CASE_Y, 100_000_000)
      const patent = freeze('vehicles', 'PATENT', 1_000_000, 6, true)
      registered(zones, patent, { measureId: MEASURE, assetKey: ASSET })
      expect(caseOf(zones).controls).toMatchObject([{ to: '2026-09-10' }])
      const [second = ''] = order(zones, 'CONTROL_RULING', [patent], { court: 'court-y', caseRef: CASE_Y })
      takeOn(zones, 'vehicles', second)
      const client = zones.institution.clientId
      const value = {
        client,
        orderId: second,
        ...register(WAITING, ASSET, Math.floor(zones.clock.nowMs / 1_000) * 1_000),
      }
      const message = { type: 'measure/Register', value }
      expectRefused(zones, zones.institution, 'measure/WaitingNotAllowed', ['vehicles/gateway'], message)
      book(zones, 'vehicles', second, 'order/Answer', answered('FAILED', 'WAITING_NOT_ALLOWED', 'R20-12'))
      zones.relay()
      expect(caseOf(zones, CASE_Y).controls).toMatchObject([{ state: 'FAILED' }])
    },
    TEST_MS,
  )

  test(
    'G20-16: a release while a deduction is under way is refused; after it the release goes through',
    () => {
      const zones = zonesAt('2026-03-10')
      openCase(zones, 'court-x', CASE, 100_000_000)
      registered(zones, freeze('bank', 'DEPOSIT', 1_000_000, 12), { measureId: MEASURE, assetKey: ASSET })
      const about = { institution: 'bank', asset: 'DEPOSIT', measureId: MEASURE }
      const [deduct = ''] = order(zones, 'DISPOSAL_RULING', [{ ...about, action: 'DEDUCT', cents: 400_000 }])
      const [release = ''] = order(zones, 'RELEASE_RULING', [{ ...about, action: 'RELEASE' }])
      takeOn(zones, 'bank', deduct)
      book(zones, 'bank', deduct, 'measure/BeginDeduction')
      takeOn(zones, 'bank', release)
      const value = { client: zones.institution.clientId, orderId: release, ...carried() }
      const message = { type: 'measure/CarryOut', value }
      const facts = expectRefused(zones, zones.institution, 'measure/PendingDeduction', ['bank/gateway'], message)
      expect(facts).toEqual({ code: 'PENDING_DEDUCTION', rule: 'R20-26' })
      book(zones, 'bank', deduct, 'measure/CarryOut', carried())
      book(zones, 'bank', release, 'measure/CarryOut', carried())
      zones.relay()
      expect(caseOf(zones).controls).toMatchObject([{ state: 'RELEASED' }])
      expect(measureOf(zones, MEASURE)).toMatchObject({ measure: { state: 'RELEASED', deductedCents: 400_000 } })
    },
    TEST_MS,
  )

  test(
    'G20-17: name and number do not both match: nothing is controlled, and the officer has an alarm',
    () => {
      const zones = zonesAt('2026-03-10')
      openCase(zones, 'court-x', CASE, 100_000_000)
      const [orderId = ''] = order(zones, 'CONTROL_RULING', [freeze('bank', 'DEPOSIT', 1_000_000, 12)])
      book(zones, 'bank', orderId, 'order/Answer', answered('REJECTED', 'NAME_ID_MISMATCH', 'R20-38'))
      zones.relay()
      expect(caseOf(zones).controls).toMatchObject([{ state: 'REJECTED', measureId: null }])
      expect(alarmsOf(zones.court)).toMatchObject([
        { kind: 'ORDER_REJECTED', owner: 'COURT_ENFORCER', subject: orderId, state: 'OPEN' },
      ])
      const none = { institution: 'bank', limit: 5 }
      expect(zones.institution.chain.query('measure/ofInstitution', none)).toEqual([])
    },
    TEST_MS,
  )
})

describe('objections and applications', () => {
  test(
    'G20-09: a buyer objects: nothing is disposed of while the measure is suspended and stays; the ruling decides',
    () => {
      const zones = zonesAt('2026-03-10')
      openCase(zones, 'court-x', CASE, 100_000_000)
      registered(zones, freeze('land', 'REAL_ESTATE', 1_000_000, 36, true), { measureId: MEASURE, assetKey: ASSET })
      zones.act(zones.court, ['court-x/filing'], 'enforcement/RaiseObjection', {
        objectionId: OBJECTION,
        caseRef: CASE,
        kind: 'THIRD_PARTY',
        measureId: MEASURE,
        earlierId: null,
        receivedOn: '2026-03-10',
        documentDigest: digest('0b'),
      })
      const about = { institution: 'land', asset: 'REAL_ESTATE', measureId: MEASURE }
      const convert = [{ ...about, action: 'CONVERT_TO_DISPOSAL' }]
      expectOrderRefused(zones, 'enforcement/MeasureContested', 'DISPOSAL_RULING', convert)
      const [suspend = ''] = order(zones, 'VARIATION_RULING', [{ ...about, action: 'SUSPEND' }])
      carryOut(zones, 'land', suspend, 'measure/CarryOut', carried())
      zones.relay()
      expect(caseOf(zones).controls).toMatchObject([{ state: 'SUSPENDED', to: '2029-03-10' }])
      expect(mattersOf(zones)).toMatchObject({ objections: [{ state: 'OPEN', due: { legalEnd: '2026-03-25' } }] })
      nine(zones, '2026-03-20')
      zones.act(zones.court, ['court-x/judge'], 'enforcement/DecideObjection', {
        caseRef: CASE,
        objectionId: OBJECTION,
        outcome: 'UPHELD',
        decisionDigest: digest('dc'),
        servedOn: '2026-03-20',
      })
      expect(proposalsOf(zones)).toMatchObject([{ kind: 'RELEASE', reason: 'THIRD_PARTY_RIGHT', rule: 'R20-25' }])
    },
    TEST_MS,
  )

  test(
    'G20-10: the objection of a bank arrives on 2026-04-20; the answer is due by 05-06 and comes back over the link',
    () => {
      const zones = zonesAt('2026-04-20')
      openCase(zones, 'court-x', CASE, 100_000_000)
      const [orderId = ''] = order(zones, 'CONTROL_RULING', [freeze('bank', 'DEPOSIT', 1_000_000, 12)])
      zones.act(zones.institution, ['bank/operator'], 'order/Object', {
        client: zones.institution.clientId,
        orderId,
        objectionId: OBJECTION,
        documentDigest: digest('0b'),
      })
      zones.institution.chain.block([])
      zones.relay()
      expect(mattersOf(zones)).toMatchObject({
        objections: [
          { kind: 'INSTITUTION', orderId, state: 'OPEN', due: { rawEnd: '2026-05-05', legalEnd: '2026-05-06' } },
        ],
      })
      nine(zones, '2026-05-07')
      expect(alarmsOf(zones.court)).toMatchObject([{ kind: 'OBJECTION_UNDECIDED', owner: 'COURT_PRESIDENT' }])
      zones.act(zones.court, ['court-x/judge'], 'enforcement/DecideObjection', {
        caseRef: CASE,
        objectionId: OBJECTION,
        outcome: 'DISMISSED',
        decisionDigest: digest('dc'),
        servedOn: '2026-05-07',
      })
      zones.court.chain.block([])
      zones.relay()
      const client = zones.institution.clientId
      expect(zones.institution.chain.query('order/objections', { client, limit: 5 })).toMatchObject([
        { objection: { objectionId: OBJECTION }, answer: { outcome: 'DISMISSED', decisionDigest: digest('dc') } },
      ])
    },
    TEST_MS,
  )

  test(
    'G20-15: applied for a day late: filed, and released when the debtor’s objection is upheld',
    () => {
      const zones = zonesAt('2026-03-10')
      fileCase(zones, 'court-x', CASE, '2026-03-10')
      const { type, value } = openingOf(CASE, 100_000_000)
      const late = { effectiveOn: '2023-12-01', performanceEndsOn: '2024-03-09', appliedOn: '2026-03-10' }
      const opened = zones.act(zones.court, ['court-x/filing'], type, { ...(value as object), ...late })
      expect(opened).toMatchObject({ limitation: 'ACCEPT_WITH_DEFENCE' })
      registered(zones, freeze('bank', 'DEPOSIT', 1_000_000, 12), { measureId: MEASURE, assetKey: ASSET })
      zones.act(zones.court, ['court-x/filing'], 'enforcement/RaiseObjection', {
        objectionId: OBJECTION,
        caseRef: CASE,
        kind: 'LIMITATION',
        measureId: null,
        earlierId: null,
        receivedOn: '2026-03-10',
        documentDigest: digest('0b'),
      })
      zones.act(zones.court, ['court-x/judge'], 'enforcement/DecideObjection', {
        caseRef: CASE,
        objectionId: OBJECTION,
        outcome: 'UPHELD',
        decisionDigest: digest('dc'),
        servedOn: '2026-03-10',
      })
      expect(proposalsOf(zones)).toMatchObject([{ kind: 'RELEASE', reason: 'LIMITATION_OVER', rule: 'R20-32' }])
    },
    TEST_MS,
  )

  test(
    'G20-18: a third party that owes objects on the last day, 2026-05-06: nothing is enforced against it',
    () => {
      const zones = zonesAt('2026-04-16')
      openCase(zones, 'court-x', CASE, 100_000_000)
      registered(zones, freeze('bank', 'RECEIVABLE', 1_000_000, 36), { measureId: MEASURE, assetKey: ASSET })
      const about = { caseRef: CASE, measureId: MEASURE }
      const deduct = [{ institution: 'bank', action: 'DEDUCT', asset: 'RECEIVABLE', cents: 1, measureId: MEASURE }]
      expectOrderRefused(zones, 'enforcement/DebtNotNotified', 'DISPOSAL_RULING', deduct)
      const notice = { ...about, servedOn: '2026-04-16', noticeDigest: digest('0a') }
      zones.act(zones.court, ['court-x/enforcer'], 'enforcement/NotifyThirdParty', notice)
      nine(zones, '2026-05-06')
      const dispute = { ...about, on: '2026-05-06', documentDigest: digest('0b') }
      zones.act(zones.court, ['court-x/filing'], 'enforcement/DisputeDebt', dispute)
      nine(zones, '2026-05-20')
      const facts = expectOrderRefused(zones, 'enforcement/DebtBarred', 'DISPOSAL_RULING', deduct)
      expect(facts).toMatchObject({ verdict: 'ENFORCEMENT_BARRED' })
    },
    TEST_MS,
  )
})

describe('preservation', () => {
  test(
    'G20-31: frozen before a suit on 2026-03-20 and nothing filed by 04-20: release is proposed on 04-21, signed, carried out',
    () => {
      const zones = zonesAt('2026-03-20')
      preserve(zones, { kind: 'PRE_SUIT', security: { cents: 50_000_000, digest: digest('5e') } })
      registered(zones, freeze('bank', 'DEPOSIT', 50_000_000, 12), { measureId: MEASURE, assetKey: ASSET })
      const filing = { fromOn: '2026-03-20', rawEnd: '2026-04-19', legalEnd: '2026-04-20' }
      expect(mattersOf(zones)).toMatchObject({ preservation: { state: 'OPEN', filing } })
      nine(zones, '2026-04-20')
      expect(proposalsOf(zones)).toEqual([])
      nine(zones, '2026-04-21')
      expect(proposalsOf(zones)).toMatchObject([{ kind: 'RELEASE', reason: 'NOT_FILED', rule: 'R20-52' }])
      const release = [{ institution: 'bank', action: 'RELEASE', asset: 'DEPOSIT', measureId: MEASURE }]
      const [orderId = ''] = order(zones, 'RELEASE_RULING', release)
      carryOut(zones, 'bank', orderId, 'measure/CarryOut', carried())
      zones.relay()
      zones.act(zones.court, ['court-x/judge'], 'enforcement/Close', { caseRef: CASE })
      expect(mattersOf(zones)).toMatchObject({ preservation: { state: 'LIFTED' } })
    },
    TEST_MS,
  )

  test(
    'G20-32: after judgment the application is due by 2026-03-16; made in time, the measure passes into the enforcement',
    () => {
      const zones = zonesAt('2026-03-05')
      preserve(zones, { kind: 'AFTER_JUDGMENT', performanceEndsOn: '2026-03-09' })
      registered(zones, freeze('bank', 'DEPOSIT', 50_000_000, 12), { measureId: MEASURE, assetKey: ASSET })
      const filing = { fromOn: '2026-03-09', rawEnd: '2026-03-14', legalEnd: '2026-03-16' }
      expect(mattersOf(zones)).toMatchObject({ preservation: { filing } })
      const convert = [{ institution: 'bank', action: 'DEDUCT', asset: 'DEPOSIT', cents: 1, measureId: MEASURE }]
      expectOrderRefused(zones, 'enforcement/StateForbids', 'DISPOSAL_RULING', convert)
      nine(zones, '2026-03-16')
      const { type, value } = openingOf(CASE, 100_000_000)
      const days = { effectiveOn: '2026-03-01', performanceEndsOn: '2026-03-09', appliedOn: '2026-03-16' }
      zones.act(zones.court, ['court-x/filing'], type, { ...(value as object), ...days })
      nine(zones, '2026-03-18')
      expect(proposalsOf(zones)).toEqual([])
      expect(caseOf(zones).controls).toMatchObject([{ state: 'EFFECTIVE', to: '2027-03-05' }])
      order(zones, 'DISPOSAL_RULING', convert)
    },
    TEST_MS,
  )
})

describe('flows between courts, and after a mistake', () => {
  test(
    'R20-20: after 60 days the court of a priority creditor disposes of a house sealed by another; that one claims the surplus',
    () => {
      const zones = zonesAt('2026-01-05')
      openCase(zones, 'court-x', CASE, 100_000_000)
      openCase(zones, 'court-y', CASE_Y, 300_000_000)
      const house = freeze('land', 'REAL_ESTATE', 50_000_000, 36, true)
      const ofY = { court: 'court-y', caseRef: CASE_Y }
      registered(zones, house, { measureId: MEASURE, assetKey: ASSET })
      registered(zones, house, { measureId: WAITING, assetKey: ASSET }, ofY)
      const request = {
        type: 'enforcement/RequestTransfer',
        value: {
          transferId: hex('7f'),
          caseRef: CASE_Y,
          measureId: WAITING,
          ground: 'PRIORITY_CREDITOR_COURT',
          requestDigest: digest('7f'),
        },
      }
      nine(zones, '2026-03-06')
      const early = expectRefused(zones, zones.court, 'enforcement/TransferNotYet', ['court-y/judge'], request)
      expect(early).toMatchObject({ reason: 'PERIOD_NOT_OVER', requestableFrom: '2026-03-07' })
      nine(zones, '2026-03-07')
      zones.act(zones.court, ['court-y/judge'], request.type, request.value)
      const about = { institution: 'land', asset: 'REAL_ESTATE' }
      const given = { ...about, action: 'TRANSFER_DISPOSAL', measureId: MEASURE, toMeasureId: WAITING }
      const [letter = ''] = order(zones, 'TRANSFER_LETTER', [given])
      carryOut(zones, 'land', letter, 'measure/CarryOut', carried())
      zones.institution.chain.block([])
      zones.relay()
      const own = { ...about, measureId: WAITING }
      const [convert = ''] = order(zones, 'DISPOSAL_RULING', [{ ...own, action: 'CONVERT_TO_DISPOSAL' }], ofY)
      carryOut(zones, 'land', convert, 'measure/CarryOut', carried())
      zones.relay()
      const [close = ''] = order(zones, 'DISPOSAL_RULING', [{ ...own, action: 'CLOSE_DISPOSAL' }], ofY)
      carryOut(zones, 'land', close, 'measure/CarryOut', carried(digest('5a')))
      zones.relay()
      zones.institution.chain.block([])
      zones.relay()
      const states = [CASE, CASE_Y].map((caseRef) => caseOf(zones, caseRef).controls.map(({ state }) => state))
      expect(states).toEqual([['SURPLUS_CLAIM'], ['DISPOSED']])
      expect(mattersOf(zones)).toMatchObject({ transfers: [{ state: 'GRANTED', reserve: false }] })
    },
    TEST_MS,
  )

  test(
    'G31-06: the core system had frozen when the revocation arrived: it is recorded, the judge is told, and release is proposed',
    () => {
      const zones = zonesAt('2026-03-10')
      openCase(zones, 'court-x', CASE, 100_000_000)
      const [orderId = ''] = order(zones, 'CONTROL_RULING', [freeze('bank', 'DEPOSIT', 1_000_000, 12)])
      takeOn(zones, 'bank', orderId)
      const second = Math.floor(zones.clock.nowMs / 1_000) * 1_000
      zones.jumpTo(zones.clock.nowMs + 60_000)
      const { instrumentId } = (
        zones.court.chain.query('order/order', { orderId }) as { order: { instrumentId: string } }
      ).order
      const revoked = { instrumentId, reason: 'ISSUED_IN_ERROR' }
      zones.act(zones.court, ['court-x/judge'], 'order/Revoke', revoked)
      zones.court.chain.block([])
      zones.relay()
      zones.relay()
      expect(caseOf(zones).controls).toMatchObject([{ state: 'REJECTED' }])
      book(zones, 'bank', orderId, 'measure/Register', register(MEASURE, ASSET, second))
      zones.institution.chain.block([])
      zones.relay()
      expect(caseOf(zones).controls).toMatchObject([{ state: 'EFFECTIVE', measureId: MEASURE }])
      expect(proposalsOf(zones)).toMatchObject([{ kind: 'RELEASE', reason: 'INSTRUMENT_REVOKED', rule: 'X-70' }])
      const kinds = (alarmsOf(zones.court) as { kind: string }[]).map(({ kind }) => kind)
      expect(kinds.sort()).toEqual(['MEASURE_BOOKED_LATE', 'ORDER_REVOKED'])
    },
    TEST_MS,
  )

  test(
    'R20-37: the round ends three months after filing; half a year later the institutions are asked again, and a hit resumes it',
    () => {
      const zones = zonesAt('2026-03-10')
      openCase(zones, 'court-x', CASE, 100_000_000)
      const end = {
        type: 'enforcement/EndRound',
        value: {
          caseRef: CASE,
          rulingDigest: digest('e1'),
          consumptionOrderDigest: digest('e2'),
          listingDigest: digest('e3'),
          searchDigest: digest('e4'),
          hearingDigest: digest('e5'),
        },
      }
      expectRefused(zones, zones.court, 'enforcement/RoundTooEarly', ['court-x/judge'], end)
      nine(zones, '2026-04-01')
      expectRefused(zones, zones.court, 'enforcement/NothingSearched', ['court-x/judge'], end)
      const query = [{ institution: 'bank', action: 'QUERY', asset: null }]
      const ask = (): void => {
        const [orderId = ''] = order(zones, 'QUERY_NOTICE', query)
        carryOut(zones, 'bank', orderId, 'order/Answer', answered('FULFILLED'))
        zones.relay()
      }
      ask()
      zones.act(zones.court, ['court-x/judge'], end.type, end.value)
      nine(zones, '2026-10-01')
      expect(mattersOf(zones)).toMatchObject({ requeries: [{ number: 1, dueOn: '2026-10-01', state: 'DUE' }] })
      expect(alarmsOf(zones.court)).toMatchObject([{ kind: 'REQUERY_DUE', owner: 'COURT_ENFORCER', subject: CASE }])
      ask()
      expect(mattersOf(zones)).toMatchObject({ requeries: [{ state: 'DONE' }] })
      const control = instrument(zones, 'CONTROL_RULING', [freeze('bank', 'DEPOSIT', 1_000_000, 12)])
      const both = ['court-x/judge', 'court-x/enforcer']
      expectRefused(zones, zones.court, 'enforcement/StateForbids', both, control)
      const hit = { caseRef: CASE, on: '2026-10-01', documentDigest: digest('e6') }
      zones.act(zones.court, ['court-x/judge'], 'enforcement/ResumeRound', hit)
      registered(zones, freeze('bank', 'DEPOSIT', 1_000_000, 12), { measureId: MEASURE, assetKey: ASSET })
      expect(caseOf(zones)).toMatchObject({ enforcement: { state: 'OPEN' }, controls: [{ state: 'EFFECTIVE' }] })
    },
    TEST_MS,
  )
})
