import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  BEIJING_FIRM,
  department,
  DIGEST,
  elsewhere,
  grantMessage,
  LICENCE,
  MOVED_LICENCE,
  SHANGHAI_FIRM,
  standing,
  withLawyer,
} from '../fixtures.ts'

const value = {
  licenceNo: LICENCE,
  newLicenceNo: MOVED_LICENCE,
  newFirmUscc: SHANGHAI_FIRM,
  from: '2026-03-20',
  instrumentDigest: DIGEST,
}
const message = (change: Partial<typeof value> = {}) => ({
  type: 'lawyer/CompleteTransfer',
  value: { ...value, ...change },
})
const start = {
  type: 'lawyer/StartTransfer',
  value: { licenceNo: LICENCE, from: '2026-03-02', instrumentDigest: DIGEST },
}

describe('completeTransfer', () => {
  test('a move within the city keeps the number', () => {
    const { chain } = withLawyer()
    chain.deliver([start], department)
    chain.deliver([message({ newLicenceNo: LICENCE, newFirmUscc: BEIJING_FIRM })], department)

    expect(standing(chain, '2026-03-20')).toMatchObject({ verdict: 'WARN', facts: { numberCurrent: true } })
    expect(chain.violations()).toEqual([])
  })

  const rejections: [name: string, kind: ErrorKind, change: Partial<typeof value>][] = [
    ['another serial', errors.SerialChanged, { newLicenceNo: '13101201010123457' }],
    ['another first year', errors.SerialChanged, { newLicenceNo: '13101201110123456' }],
    ['a malformed number', errors.LicenceMalformed, { newLicenceNo: '13101201000123456' }],
    ['a day before the transfer began', errors.StatusOrder, { from: '2026-03-01' }],
    ['an unknown firm', errors.FirmUnknown, { newFirmUscc: `${SHANGHAI_FIRM.slice(0, 17)}0` }],
    ['an unknown lawyer', errors.LicenceUnknown, { licenceNo: '11101201010000001' }],
  ]
  test.each(rejections)('rejects %s', (_, kind, change) => {
    const { chain } = withLawyer()
    chain.deliver([start], department)

    expect(expectRejected(chain, kind, [message(change)], department).code).toBe(kind.code)
  })

  test('rejects another province, and a lawyer who never left', () => {
    const { chain } = withLawyer()

    expectRejected(chain, errors.OutsideJurisdiction, [message()], elsewhere)
    expectRejected(chain, errors.StatusOrder, [message()], department)
    chain.deliver([grantMessage({ lawyerId: 'ee'.repeat(16), licenceNo: '11101201010777777' })], department)
    expectRejected(chain, errors.StatusOrder, [message()], department)
  })
})
