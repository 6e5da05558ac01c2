import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { decodeOrderAnnex } from '@xiezhi/institution-service'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../gateway-error.ts'
import { orderOf } from './order-requests.ts'
import type { Header, Wanted } from './order-requests.ts'

type Kind = Wanted['institution']['kind']
type Effect = Wanted['effect']

/** An invented officer of an invented court. */
const HEADER = {
  instrumentId: 'a1'.repeat(16),
  courtName: '示例市示例区人民法院',
  courtId: 'SAMPLE-0703',
  caseNo: '（2026）粤0703执123号',
  noticeNo: '（2026）粤0703执123号之一协',
  rulingNo: '（2026）粤0703执123号之一',
  officer: { name: '示例执行员', workCard: 'GZ-0001', dutyCard: 'GW-0001', contact: null },
  today: '2026-03-30',
  account: undefined,
  algorithms: suite(nodeCrypto, 'intl'),
} as unknown as Header

const NUMBERS: Partial<Readonly<Record<Kind, string>>> = { VEHICLE: '9'.repeat(17), LAND: '9'.repeat(28) }

/** A measure of 50,000 yuan on invented property of an invented person. */
function changed(kind: Kind, asset: Effect['asset'], effect: Partial<Effect>): Wanted {
  return {
    institution: { organisation: 'x', kind, code: 'SAMPLE' },
    debtor: {
      debtorId: 'b1',
      idType: 'RESIDENT_ID',
      fields: { name: '示例甲', formerNames: [], idNo: '999999199003070012' },
    },
    property: {
      propertyId: 'c1',
      fields: {
        number: NUMBERS[kind] ?? 'SAMPLE-0001',
        subAccount: null,
        units: kind === 'SECURITIES' ? 100 : null,
        securityCode: null,
      },
    },
    effect: {
      action: 'REDUCE',
      asset,
      limitCents: 3_000_000,
      currency: 'CNY',
      months: null,
      whole: false,
      measureId: 'aa',
      ...effect,
    },
    standing: { orderId: 'bb', limitCents: 5_000_000, to: '2027-03-30', isWaiting: false },
  } as unknown as Wanted
}

function codeOf(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
}

describe('a lower limit', () => {
  test.each<[Kind, Effect['asset']]>([
    ['BANK', 'DEPOSIT'],
    ['PAYMENT', 'DEPOSIT'],
    ['BANK', 'FIN_PRODUCT'],
    ['INSURANCE', 'INSURANCE_CASH_VALUE'],
  ])('at %s of %s releases what is above it', (kind, asset) => {
    const { annex } = orderOf(HEADER, changed(kind, asset, {}), 0)
    expect(decodeOrderAnnex(annex).request?.items).toMatchObject([{ measure: 'RELEASE', amountCents: 2_000_000 }])
  })

  test.each<[Kind, Effect['asset']]>([
    ['VEHICLE', 'VEHICLE'],
    ['LAND', 'REAL_ESTATE'],
    ['SECURITIES', 'SECURITY'],
    ['SECURITIES', 'FIN_PRODUCT'],
    ['BANK', 'RECEIVABLE'],
  ])('at %s of %s is refused, and the whole can be lifted', (kind, asset) => {
    expect(codeOf(() => orderOf(HEADER, changed(kind, asset, {}), 0))).toBe('REDUCE_NOT_IN_MONEY')
    expect(
      codeOf(() => orderOf(HEADER, changed(kind, asset, { action: 'RELEASE', limitCents: null }), 0)),
    ).toBeUndefined()
  })
})
