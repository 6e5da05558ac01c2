import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ControlItem, ControlRequest, InstitutionKind } from '@xiezhi/control-interface'
import { describe, expect, test } from 'vitest'
import { subjectCommitment } from './annex.ts'
import { KeyedIndex } from './keyed-index.ts'
import { differenceOf, REQUEST_DIFFERENCES } from './match-request.ts'
import type { Matching, RequestDifference } from './match-request.ts'
import type { ReceivedOrder, StandingMeasure } from './ports.ts'
import { BANK_ACCOUNT, bankItem, CASE_NO, requestOf } from './testing/two-zones.ts'

const SALT = '5a'.repeat(16)
const ORDER = `${'ab'.repeat(32)}-0`
const BEGAN = `${'cd'.repeat(32)}-1`
const index = new KeyedIndex(nodeCrypto, new Uint8Array(32).fill(9))
type Effect = ReceivedOrder['effect']

const measure: StandingMeasure = {
  assetKey: index.assetKey(requestOf('BANK', 'SAMPLEBANK', ORDER, bankItem())) ?? '',
  orderId: BEGAN,
  state: 'EFFECTIVE',
  limitCents: 5_000_000,
  to: '2027-03-30',
  pendingDeduction: null,
}

const follows = { ...BANK_ACCOUNT, priorRequestNo: BEGAN, priorCaseNo: CASE_NO }
const TARGET = { targetName: '户', targetBank: '行', targetBankNo: '0', targetAccount: 'A' }
/** What an order and its request say when they are one. */
const GOOD: Readonly<Record<string, { readonly effect: Partial<Effect>; readonly item?: ControlItem }>> = {
  QUERY: { effect: { action: 'QUERY', asset: null, limitCents: null, months: null } },
  FREEZE: { effect: {}, item: bankItem() },
  RENEW: {
    effect: { action: 'RENEW', limitCents: null, measureId: 'aa' },
    item: { ...follows, measure: 'CONTINUE', from: '2026-03-30', to: '2028-03-30' },
  },
  REDUCE: {
    effect: { action: 'REDUCE', limitCents: 3_000_000, months: null, measureId: 'aa' },
    item: { ...follows, measure: 'RELEASE', amountCents: 2_000_000 },
  },
  RELEASE: {
    effect: { action: 'RELEASE', limitCents: null, months: null, measureId: 'aa' },
    item: { ...follows, measure: 'RELEASE' },
  },
  DEDUCT: {
    effect: { action: 'DEDUCT', limitCents: 1_000, months: null, measureId: 'aa' },
    item: { ...follows, measure: 'DEDUCT', amountCents: 1_000, ...TARGET },
  },
}

interface Change {
  readonly effect?: Partial<Effect>
  readonly item?: Partial<ControlItem>
  readonly request?: Partial<ControlRequest> | null
  readonly matching?: Partial<Matching>
  readonly subjectSalt?: string
  readonly suiteId?: SuiteId
}

function difference(of: string, change: Change = {}): RequestDifference | undefined {
  const good = GOOD[of]
  const item = good?.item === undefined ? undefined : { ...good.item, ...change.item }
  const signed = requestOf('BANK', 'SAMPLEBANK', ORDER, item)
  const effect = {
    action: 'FREEZE',
    asset: 'DEPOSIT',
    subject: subjectCommitment(suite(nodeCrypto, change.suiteId ?? 'intl'), signed, SALT),
    limitCents: 5_000_000,
    currency: 'CNY',
    months: 12,
    whole: false,
    measureId: null,
    ...good?.effect,
    ...change.effect,
  } as Effect
  const order = {
    orderId: ORDER,
    effect,
    instrument: { signedAtMs: Date.parse('2026-03-30T09:00:00+08:00') },
    receivedAtMs: Date.parse('2026-03-30T09:00:01+08:00'),
  } as ReceivedOrder
  const request = change.request === null ? null : { ...signed, ...change.request }
  return differenceOf({
    crypto: nodeCrypto,
    identity: { organisation: 'bank', kind: 'BANK', institutionCode: 'SAMPLEBANK', indexKey: new Uint8Array(32) },
    index,
    order,
    annex: { request, subjectSalt: change.subjectSalt ?? SALT, distribution: null },
    measure,
    ...change.matching,
  })
}

describe('differenceOf', () => {
  test.each(Object.keys(GOOD))('%s: request and effect are one', (action) => {
    expect(difference(action)).toBeUndefined()
  })

  test('a subject is checked with the algorithm of its commitment, whichever suite the court has', () => {
    expect(difference('FREEZE', { suiteId: 'sm' })).toBeUndefined()
    expect(difference('FREEZE', { suiteId: 'sm', subjectSalt: '00'.repeat(16) })).toBe('SUBJECT_DIFFERS')
  })

  const CASES: readonly (readonly [RequestDifference, string, Change])[] = [
    ['REQUEST_MISSING', 'FREEZE', { request: null }],
    ['REQUEST_MALFORMED', 'FREEZE', { item: { amountCents: 0 } }],
    ['REQUEST_NO_DIFFERS', 'FREEZE', { request: { requestNo: BEGAN } }],
    ['INSTITUTION_DIFFERS', 'FREEZE', { request: { institutionCode: 'OTHER' } }],
    ['INSTITUTION_DIFFERS', 'FREEZE', { request: { institutionKind: 'PAYMENT' } }],
    ['NATURE_DIFFERS', 'QUERY', { effect: { action: 'FREEZE' } }],
    ['NATURE_DIFFERS', 'FREEZE', { effect: { action: 'QUERY' } }],
    ['ITEMS_DIFFER', 'FREEZE', { request: { items: [bankItem(), bankItem({ seq: 2 })] } }],
    ['ACTION_DIFFERS', 'RELEASE', { effect: { action: 'DEDUCT', limitCents: 1 } }],
    ['ACTION_DIFFERS', 'FREEZE', { effect: { action: 'SUSPEND' } }],
    ['ASSET_DIFFERS', 'FREEZE', { effect: { asset: 'VEHICLE' } }],
    ['ASSET_DIFFERS', 'RELEASE', { item: { accountNo: 'SAMPLE-0002' } }],
    ['LIMIT_DIFFERS', 'FREEZE', { item: { amountCents: 5_000_001 } }],
    ['LIMIT_DIFFERS', 'REDUCE', { item: { amountCents: 3_000_000 } }],
    ['LIMIT_DIFFERS', 'RELEASE', { item: { amountCents: 1 } }],
    ['LIMIT_DIFFERS', 'DEDUCT', { effect: { limitCents: 999 } }],
    ['CURRENCY_DIFFERS', 'FREEZE', { item: { currency: 'USD' } }],
    ['TERM_DIFFERS', 'FREEZE', { item: { to: '2027-03-31' } }],
    ['TERM_DIFFERS', 'FREEZE', { item: { from: '2026-03-29', to: '2027-03-29' } }],
    ['TERM_DIFFERS', 'FREEZE', { item: { from: '2026-03-31', to: '2027-03-31' } }],
    ['TERM_DIFFERS', 'RENEW', { item: { to: '2027-03-30' } }],
    ['MEASURE_DIFFERS', 'RELEASE', { item: { priorRequestNo: ORDER } }],
    ['MEASURE_DIFFERS', 'RELEASE', { matching: { measure: undefined } }],
    ['SUBJECT_DIFFERS', 'FREEZE', { request: { idNo: '999999199003070020' } }],
    ['SUBJECT_DIFFERS', 'FREEZE', { request: { items: [bankItem({ accountNo: 'SAMPLE-0002' })] } }],
    ['SUBJECT_DIFFERS', 'QUERY', { subjectSalt: 'a5'.repeat(16) }],
  ]

  test.each(CASES)('%s at %s: %j', (expected, action, change) => {
    expect(difference(action, change)).toBe(expected)
  })

  const ofMoney = { effect: { action: 'REDUCE', limitCents: 3_000_000 } } as const
  test.each([
    ['no amount', { item: { amountCents: undefined } }],
    ['the whole amount', { item: { amountCents: 5_000_000 } }],
    ['nothing that stays', { effect: { limitCents: 0 }, item: { amountCents: 5_000_000 } }],
    ['no limit and no amount', { effect: { limitCents: null }, item: { amountCents: undefined } }],
    ['no less than stands', { effect: { limitCents: 5_000_000 }, item: { amountCents: undefined } }],
    ['a measure without a limit', { matching: { measure: { ...measure, limitCents: null } } }],
  ] as unknown as [string, Change][])('REDUCE with %s is none', (_, change) => {
    expect(difference('REDUCE', change)).toBe('LIMIT_DIFFERS')
  })

  const THINGS: readonly (readonly [InstitutionKind, NonNullable<Effect['asset']>, Partial<ControlItem>])[] = [
    ['VEHICLE', 'VEHICLE', { vehicleNo: 'SAMPLE-V1' }],
    ['LAND', 'REAL_ESTATE', { realEstateUnit: 'SAMPLE-L1' }],
    ['SECURITIES', 'SECURITY', { accountNo: 'SAMPLE-S1', securityCode: '000001', units: 100 }],
    ['SECURITIES', 'SECURITY', { accountNo: 'SAMPLE-S1', securityCode: '000001', units: 1 }],
  ]
  test.each(THINGS)('REDUCE at %s of %s %j ends nothing, RELEASE may', (kind, asset, thing) => {
    const item = {
      seq: 1,
      controlType: 'NON_DEPOSIT',
      content: 'ACCOUNT',
      measure: 'RELEASE',
      priorRequestNo: BEGAN,
      priorCaseNo: CASE_NO,
      ...thing,
    } as ControlItem
    const request = requestOf(kind, 'SAMPLETHINGS', ORDER, item)
    const identity = { organisation: 'x', kind, institutionCode: 'SAMPLETHINGS', indexKey: new Uint8Array(32) }
    const standing = { ...measure, assetKey: index.assetKey(request) ?? '' }
    const subject = subjectCommitment(suite(nodeCrypto, 'intl'), request, SALT)
    const about = { asset, subject, months: null, measureId: 'aa' }
    const matching = { identity, measure: standing, annex: { request, subjectSalt: SALT, distribution: null } }
    const effect = { ...ofMoney.effect, ...about }
    expect(difference('REDUCE', { effect, matching })).toBe('LIMIT_DIFFERS')
    expect(difference('RELEASE', { effect: about, matching })).toBeUndefined()
  })

  test('every difference has a case', () => {
    expect(new Set(CASES.map(([code]) => code))).toEqual(new Set(REQUEST_DIFFERENCES))
  })
})
