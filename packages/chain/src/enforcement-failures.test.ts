import type { Json } from '@xiezhi/codec'
import { orderState } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
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
  freeze,
  hex,
  instrument,
  measureOf,
  openCase,
  order,
  proposalsOf,
  expectRefused,
  expectOrderRefused,
  register,
  registered,
  takeOn,
} from './testing/enforcement-acts.ts'
import { EnforcementZones } from './testing/enforcement-zones.ts'

// Failures and abuse of rulebook 20A.8, over two real zones. A wrong account for the money of the case, and a forged sub-account, stand
// in the annex: the adapter and the annex exchange refuse them.
const TEST_MS = 300_000
const [CASE_Y, MEASURE, WAITING, ASSET] = [hex('a2'), hex('b1'), hex('b2'), hex('c1')]
const DEPOSIT = freeze('bank', 'DEPOSIT', 1_000_000, 12)
const ABOUT = { institution: 'bank', asset: 'DEPOSIT', measureId: MEASURE }

const opened = (day = '2026-03-10'): EnforcementZones => {
  const zones = new EnforcementZones(nodeCrypto, at(`${day}T09:00:00`))
  openCase(zones, 'court-x', CASE, 100_000_000)
  return zones
}
const frozen = (): EnforcementZones => {
  const zones = opened()
  registered(zones, DEPOSIT, { measureId: MEASURE, assetKey: ASSET })
  return zones
}
const atBank = (
  zones: EnforcementZones,
  type: string,
  orderId: string,
  value: Readonly<Record<string, Json>>,
): { readonly type: string; readonly value: Json } => ({
  type,
  value: { client: zones.institution.clientId, orderId, ...value },
})

describe('whom and how much', () => {
  test(
    'a stranger of the same name: the bank rejects; one frozen all the same is found, released and settled before the case closes',
    () => {
      const zones = frozen()
      const [wrongOrder] = caseOf(zones).controls
      const orderId = wrongOrder?.orderId ?? ''
      const wrong = { wrongId: hex('0e'), caseRef: CASE, orderId, kind: 'WRONG_PERSON', findingDigest: digest('0e') }
      const release = [{ ...ABOUT, action: 'RELEASE', compensates: orderId }]
      expectOrderRefused(zones, 'enforcement/WrongUnknown', 'RELEASE_RULING', release)
      zones.act(zones.court, ['court-x/judge'], 'enforcement/FindWrong', wrong)
      const settled = { caseRef: CASE, orderId, outcome: 'COMPENSATED', decisionDigest: digest('0f') }
      const settle = { type: 'enforcement/SettleWrong', value: settled }
      expectRefused(zones, zones.court, 'enforcement/WrongStands', ['court-x/judge'], settle)
      const [remedy = ''] = order(zones, 'RELEASE_RULING', release)
      carryOut(zones, 'bank', remedy, 'measure/CarryOut', carried())
      zones.relay()
      const ended = { caseRef: CASE, ground: 'APPLICANT_WITHDREW', documentDigest: digest('0d') }
      zones.act(zones.court, ['court-x/judge'], 'enforcement/Terminate', ended)
      const close = { type: 'enforcement/Close', value: { caseRef: CASE } }
      expectRefused(zones, zones.court, 'enforcement/WrongOpen', ['court-x/judge'], close)
      zones.act(zones.court, ['court-x/judge'], settle.type, settle.value)
      zones.act(zones.court, ['court-x/judge'], close.type, close.value)
      expect(caseOf(zones).enforcement.state).toBe('CLOSED')
    },
    TEST_MS,
  )

  test(
    'the whole claim in each of many accounts: refused before anybody signs; the living reserve is what the bank leaves free',
    () => {
      const zones = opened()
      const each = ['bank', 'payment'].map((institution) => freeze(institution, 'DEPOSIT', 100_000_000, 12))
      expectOrderRefused(zones, 'enforcement/OverControl', 'CONTROL_RULING', each)
      const [orderId = ''] = order(zones, 'CONTROL_RULING', [freeze('bank', 'DEPOSIT', 900_000, 12)])
      const second = Math.floor(zones.clock.nowMs / 1_000) * 1_000
      const value = { ...register(MEASURE, ASSET, second), shortfall: 'LIVING_RESERVE' }
      carryOut(zones, 'bank', orderId, 'measure/Register', value)
      zones.relay()
      expect(zones.court.chain.query('order/order', { orderId })).toMatchObject({
        order: { state: 'PARTIAL', result: { code: 'LIVING_RESERVE', rule: 'T20-3', amount: digest('a0') } },
      })
      expect(caseOf(zones).controls).toMatchObject([{ state: 'EFFECTIVE' }])
    },
    TEST_MS,
  )

  test(
    'the account was emptied between query and freeze: what is left is frozen and said to be partial, and the amount is not on a ledger',
    () => {
      const zones = opened()
      const [orderId = ''] = order(zones, 'CONTROL_RULING', [DEPOSIT])
      const second = Math.floor(zones.clock.nowMs / 1_000) * 1_000
      const value = { ...register(MEASURE, ASSET, second), shortfall: 'BALANCE_BELOW_LIMIT' }
      carryOut(zones, 'bank', orderId, 'measure/Register', value)
      zones.relay()
      const rungs = orderState
        .dispatches(zones.court.chain.store)
        .get(orderId)
        ?.ladder.map(({ rung }) => rung)
      expect(rungs).toEqual(['submitted', 'delivered', 'partial', 'feedback-verified'])
      expect(measureOf(zones, MEASURE)).toMatchObject({ measure: { state: 'EFFECTIVE', amount: digest('a0') } })
    },
    TEST_MS,
  )
})

describe('when', () => {
  test(
    'a renewal is forgotten: the measure ends at 24:00, the next court takes its place, and nothing brings the rank back',
    () => {
      const zones = frozen()
      openCase(zones, 'court-y', CASE_Y, 100_000_000)
      const ofY = { court: 'court-y', caseRef: CASE_Y }
      registered(zones, DEPOSIT, { measureId: WAITING, assetKey: ASSET }, ofY)
      const [late = ''] = order(zones, 'RENEWAL_RULING', [{ ...ABOUT, action: 'RENEW', months: 12 }])
      takeOn(zones, 'bank', late)
      zones.jumpTo(at('2027-03-11T00:00:30'))
      zones.institution.chain.block([])
      zones.relay()
      zones.relay()
      const states = [CASE, CASE_Y].map((caseRef) => caseOf(zones, caseRef).controls[0])
      expect(states).toMatchObject([{ state: 'EXPIRED' }, { state: 'EFFECTIVE', from: '2027-03-11' }])
      const renewal = atBank(zones, 'measure/CarryOut', late, carried())
      expectRefused(zones, zones.institution, 'measure/MeasureEnded', ['bank/gateway'], renewal)
      const again = [{ ...ABOUT, action: 'RENEW', months: 12 }]
      expectOrderRefused(zones, 'enforcement/MeasureEnded', 'RENEWAL_RULING', again)
    },
    TEST_MS,
  )

  test(
    'an early release: without an order, by another court, or by one signature there is none',
    () => {
      const zones = frozen()
      const none = `${'0'.repeat(64)}-0`
      const invented = atBank(zones, 'measure/CarryOut', none, carried())
      expectRefused(zones, zones.institution, 'order/OrderUnknown', ['bank/operator'], invented)
      openCase(zones, 'court-y', CASE_Y, 100_000_000)
      const release = [{ ...ABOUT, action: 'RELEASE' }]
      const ofY = { court: 'court-y', caseRef: CASE_Y }
      expectOrderRefused(zones, 'enforcement/MeasureUnknown', 'RELEASE_RULING', release, ofY)
      const alone = { signers: ['court-x/judge'] }
      expectOrderRefused(zones, 'authority/RoleNotHeld', 'RELEASE_RULING', release, alone)
      const mixed = { signers: ['court-x/judge', 'court-y/enforcer'] }
      const facts = expectOrderRefused(zones, 'order/DifferentCourts', 'RELEASE_RULING', release, mixed)
      expect(facts).toEqual({ first: 'court-x', second: 'court-y' })
      expect(measureOf(zones, MEASURE)).toMatchObject({ measure: { state: 'EFFECTIVE' } })
    },
    TEST_MS,
  )

  test(
    'a late release and a stale answer: three days after the order the ledger says itself that the institution was silent at the deadline',
    () => {
      const zones = frozen()
      const [orderId = ''] = order(zones, 'RELEASE_RULING', [{ ...ABOUT, action: 'RELEASE' }])
      zones.jumpTo(at('2026-03-11T09:01:00'))
      zones.jumpTo(at('2026-03-13T09:00:00'))
      expect(alarmsOf(zones.court)).toMatchObject([
        { kind: 'ORDER_UNPROVEN', owner: 'COURT_ENFORCER', subject: orderId },
      ])
      carryOut(zones, 'bank', orderId, 'measure/CarryOut', carried())
      zones.relay()
      const dispatch = orderState.dispatches(zones.court.chain.store).get(orderId)
      expect(dispatch?.outcome?.kind).toBe('silent')
      expect(dispatch?.ladder.map(({ rung }) => rung)).toContain('fulfilled')
      expect(caseOf(zones).controls).toMatchObject([{ state: 'RELEASED' }])
    },
    TEST_MS,
  )
})

describe('by whom', () => {
  test(
    'an institution takes on nothing whose annex it does not have, and nobody carries out what was not taken on',
    () => {
      const zones = opened()
      const [orderId = ''] = order(zones, 'CONTROL_RULING', [DEPOSIT])
      const accept = atBank(zones, 'order/Accept', orderId, {})
      expectRefused(zones, zones.institution, 'order/AnnexNotRetrieved', ['bank/operator'], accept)
      const second = Math.floor(zones.clock.nowMs / 1_000) * 1_000
      const booking = atBank(zones, 'measure/Register', orderId, register(MEASURE, ASSET, second))
      expectRefused(zones, zones.institution, 'order/OrderNotAccepted', ['bank/gateway'], booking)
      expectRefused(zones, zones.institution, 'order/OtherOrganisation', ['land/gateway'], booking)
    },
    TEST_MS,
  )

  test(
    'a look-up for private reasons: without a case, or in a case of another court, no notice is signed',
    () => {
      const zones = opened()
      const query = [{ institution: 'bank', action: 'QUERY', asset: null }]
      expectOrderRefused(zones, 'enforcement/EnforcementUnknown', 'QUERY_NOTICE', query, { caseRef: hex('99') })
      const curious = { signers: ['court-y/enforcer'] }
      const facts = expectOrderRefused(zones, 'enforcement/OtherCourt', 'QUERY_NOTICE', query, curious)
      expect(facts).toEqual({ organisation: 'court-x' })
    },
    TEST_MS,
  )

  test(
    'a card that has expired: the key of an officer who has left signs nothing more',
    () => {
      const zones = opened()
      zones.act(zones.court, ['alliance/root-1', 'alliance/root-2'], 'authority/ReleaseOfficer', {
        organisation: 'court-x',
        officer: 'enforcer',
        successor: null,
        leavesAtMs: null,
        duties: [],
      })
      zones.court.chain.block([])
      const query = [{ institution: 'bank', action: 'QUERY', asset: null }]
      expectOrderRefused(zones, 'authority/KeyEnded', 'QUERY_NOTICE', query)
    },
    TEST_MS,
  )

  test(
    'a freeze after a bankruptcy was accepted: the stay refuses it; what stands goes on until its release, which is proposed, is signed',
    () => {
      const zones = frozen()
      const stay = { caseRef: CASE, ground: 'BANKRUPTCY_ACCEPTED', documentDigest: digest('0c') }
      zones.act(zones.court, ['court-x/judge'], 'enforcement/SetStay', stay)
      const facts = expectOrderRefused(zones, 'enforcement/StateForbids', 'CONTROL_RULING', [DEPOSIT])
      expect(facts).toEqual({ state: 'STAYED' })
      const proposed = { kind: 'RELEASE', measureId: MEASURE, reason: 'BANKRUPTCY', rule: 'R20-73' }
      expect(proposalsOf(zones)).toMatchObject([{ ...proposed, state: 'OPEN' }])
      order(zones, 'RELEASE_RULING', [{ ...ABOUT, action: 'RELEASE' }])
      expect(proposalsOf(zones)).toMatchObject([{ ...proposed, state: 'SIGNED' }])
    },
    TEST_MS,
  )

  test(
    'a friendly first seal that only blocks others: after a year of a preservation the first waiting court asks to dispose',
    () => {
      const zones = new EnforcementZones(nodeCrypto, at('2026-03-10T09:00:00'))
      openCase(zones, 'court-x', CASE, 100_000_000)
      openCase(zones, 'court-y', CASE_Y, 100_000_000)
      const house = freeze('land', 'REAL_ESTATE', 1_000_000, 36, true)
      registered(zones, house, { measureId: MEASURE, assetKey: ASSET })
      registered(zones, house, { measureId: WAITING, assetKey: ASSET }, { court: 'court-y', caseRef: CASE_Y })
      const request = {
        type: 'enforcement/RequestTransfer',
        value: {
          transferId: hex('7f'),
          caseRef: CASE_Y,
          measureId: WAITING,
          ground: 'FIRST_WAITING_COURT',
          requestDigest: digest('7f'),
        },
      }
      const facts = expectRefused(zones, zones.court, 'enforcement/TransferNotYet', ['court-y/judge'], request)
      expect(facts).toMatchObject({ reason: 'NOT_A_PRESERVATION_SEAL', rule: 'R20-21' })
    },
    TEST_MS,
  )
})

describe('what fails', () => {
  test(
    'a deduction fails because of a sub-account: it has ended, the measure stands, and is released or deducted again',
    () => {
      const zones = frozen()
      const deduct = [{ ...ABOUT, action: 'DEDUCT', cents: 400_000 }]
      const usd = [{ ...ABOUT, action: 'DEDUCT', cents: 1, currency: 'USD' }]
      const currency = expectOrderRefused(zones, 'enforcement/CurrencyOther', 'DISPOSAL_RULING', usd)
      expect(currency).toEqual({ expected: 'CNY', seen: 'USD' })
      const [orderId = ''] = order(zones, 'DISPOSAL_RULING', deduct)
      takeOn(zones, 'bank', orderId)
      book(zones, 'bank', orderId, 'measure/BeginDeduction')
      book(zones, 'bank', orderId, 'order/Answer', answered('FAILED', 'SUB_ACCOUNT'))
      zones.relay()
      expect(measureOf(zones, MEASURE)).toMatchObject({ measure: { state: 'EFFECTIVE', deductedCents: 0 } })
      const [again = ''] = order(zones, 'DISPOSAL_RULING', deduct)
      carryOut(zones, 'bank', again, 'measure/CarryOut', carried())
      expect(measureOf(zones, MEASURE)).toMatchObject({ measure: { deductedCents: 400_000 } })
      const over = [{ ...ABOUT, action: 'DEDUCT', cents: 600_001 }]
      const [more = ''] = order(zones, 'DISPOSAL_RULING', over)
      takeOn(zones, 'bank', more)
      const message = atBank(zones, 'measure/CarryOut', more, carried())
      expectRefused(zones, zones.institution, 'measure/OverLimit', ['bank/gateway'], message)
      expect(proposalsOf(zones)).toEqual([])
      expect(alarmsOf(zones.court)).toEqual([])
    },
    TEST_MS,
  )

  test(
    'a forged notice: one that no court of the zone has signed does not reach an inbox',
    () => {
      const zones = opened()
      const forged = instrument(zones, 'CONTROL_RULING', [DEPOSIT])
      expectRefused(zones, zones.institution, 'authority/RoleNotHeld', ['bank/operator'], forged)
      const inbox = { institution: 'bank', limit: 5 }
      expect(zones.institution.chain.query('order/inbox', inbox)).toEqual([])
    },
    TEST_MS,
  )
})
