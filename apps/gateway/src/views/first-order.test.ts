import type { ControlRequest } from '@xiezhi/control-interface'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { subjectCommitment } from '@xiezhi/institution-service'
import type { OrderAnnex } from '@xiezhi/institution-service'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../gateway-error.ts'
import { firstOrder, requireSameSubject } from './first-order.ts'
import type { LaterOrder } from './first-order.ts'

const CLIENT = '07-tendermint-0'
const [FIRST, LATER] = [`${'01'.repeat(32)}-0`, `${'02'.repeat(32)}-0`]
const MEASURE = { measureId: '0a'.repeat(16), assetKey: '0b'.repeat(16), client: CLIENT, orderId: FIRST } as const
const SALT = '5a'.repeat(16)
/** Invented; region 999999 is not assigned. */
const REQUEST: ControlRequest = {
  requestNo: FIRST,
  institutionKind: 'LAND',
  nature: 'CONTROL',
  subjectName: '示例建材有限公司',
  idType: 'USCC',
  idNo: '91999999MA00000012',
  courtName: '示例市示例区人民法院',
  courtId: 'court-a',
  officerName: '示例执行员',
  institutionCode: 'SAMPLELAND',
  caseNo: '（2026）粤0703执123号',
  officerWorkCard: 'GZ-0001',
  officerDutyCard: 'GW-0001',
  noticeNo: '（2026）粤0703执123号之一协',
  rulingNo: '（2026）粤0703执123号之一',
  items: [
    {
      seq: 1,
      realEstateUnit: '999999001001GB00001F00010001',
      controlType: 'NON_DEPOSIT',
      measure: 'FREEZE',
      content: 'ACCOUNT',
      from: '2026-01-05',
      to: '2029-01-05',
    },
  ],
}
const kept = (request: ControlRequest | null): OrderAnnex => ({ request, subjectSalt: SALT, distribution: null })

/** A conversion signed of the person and thing of a request, about the measure that the first order began. */
function conversion(signedOf: ControlRequest = REQUEST, change: Partial<LaterOrder> = {}): LaterOrder {
  const subject = subjectCommitment(suite(nodeCrypto, 'intl'), signedOf, SALT)
  const effect = { measureId: MEASURE.measureId, subject }
  return {
    order: { orderId: LATER, effect, instrument: { organisation: 'court-a' } },
    annex: kept(null),
    measure: { ...MEASURE, organisation: 'court-a' },
    ...change,
  }
}

const holding = (annex: OrderAnnex | undefined) => ({
  annexOf: (orderId: string) => Promise.resolve(orderId === FIRST ? annex : undefined),
})
const valuesOf = (found: Awaited<ReturnType<typeof firstOrder>>): string[] =>
  [...(found?.first.request?.fields ?? []), ...(found?.first.request?.items.flatMap(({ fields }) => fields) ?? [])].map(
    ({ value }) => value,
  )

function codeOf(run: () => void): string {
  try {
    run()
    return 'OK'
  } catch (error) {
    return error instanceof GatewayError ? error.code : String(error)
  }
}

describe('the first order of a measure', () => {
  test('gives debtor and property to a later order that has no request, and the court its name', async () => {
    const found = await firstOrder(holding(kept(REQUEST)), conversion())
    expect(found).toMatchObject({
      first: { order: { client: CLIENT, orderId: FIRST }, subjectState: 'SAME' },
      courtName: REQUEST.courtName,
    })
    expect(valuesOf(found)).toEqual(
      expect.arrayContaining([REQUEST.subjectName, REQUEST.idNo, '999999001001GB00001F00010001']),
    )
  })

  test('is told apart when the later order was signed of another person or thing', async () => {
    const [item] = REQUEST.items ?? []
    if (item === undefined) throw new RangeError('item')
    const otherThing = { ...REQUEST, items: [{ ...item, realEstateUnit: '999999001001GB00001F00010002' }] }
    for (const other of [{ ...REQUEST, idNo: '91999999MA00000020' }, otherThing]) {
      const found = await firstOrder(holding(kept(REQUEST)), conversion(other))
      expect(found?.first.subjectState).toBe('DIFFERS')
      const view = { orderId: 'b'.repeat(32), first: found?.first ?? null }
      expect(codeOf(() => requireSameSubject(view))).toBe('ORDER_SUBJECT_DIFFERS')
    }
  })

  test('is compared with nothing as long as the annex of the later order is not opened', async () => {
    const found = await firstOrder(holding(kept(REQUEST)), conversion(REQUEST, { annex: undefined }))
    expect(found?.first.subjectState).toBe('UNCHECKED')
    // Not yet opened is no difference: the page says that it is not compared.
    expect(() => requireSameSubject({ orderId: FIRST, first: found?.first ?? null })).not.toThrow()
    expect(valuesOf(found)).toContain(REQUEST.subjectName)
  })

  test('gives no name of a court to an order of another court', async () => {
    const { order } = conversion()
    const above = { ...order, instrument: { organisation: 'court-above' } }
    const found = await firstOrder(holding(kept(REQUEST)), conversion(REQUEST, { order: above }))
    expect(found).toMatchObject({ first: { subjectState: 'SAME' }, courtName: null })
  })

  test('that is not held, or had no request, is said to be not held and shows nothing', async () => {
    for (const annex of [undefined, kept(null)]) {
      expect(await firstOrder(holding(annex), conversion())).toEqual({
        first: { order: { client: CLIENT, orderId: FIRST }, subjectState: 'NOT_HELD', request: null },
        courtName: null,
      })
    }
  })

  test('of a measure that is none of the institution’s is unknown', async () => {
    expect(await firstOrder(holding(kept(REQUEST)), conversion(REQUEST, { measure: undefined }))).toEqual({
      first: { order: null, subjectState: 'MEASURE_UNKNOWN', request: null },
      courtName: null,
    })
  })

  test('is not looked for by an order with a request of its own, without a measure, or that is the first itself', async () => {
    const own = conversion(REQUEST, { annex: kept({ ...REQUEST, requestNo: LATER }) })
    const { order } = conversion()
    const without = conversion(REQUEST, { order: { ...order, effect: { ...order.effect, measureId: null } } })
    const itself = conversion(REQUEST, { order: { ...order, orderId: FIRST } })
    for (const one of [own, without, itself]) expect(await firstOrder(holding(kept(REQUEST)), one)).toBeUndefined()
  })
})
