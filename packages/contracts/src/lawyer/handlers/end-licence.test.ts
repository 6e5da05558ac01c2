import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  bureau,
  department,
  DIGEST,
  elsewhere,
  grantMessage,
  LICENCE,
  roleErrors,
  sanctionMessage,
  standing,
  withLawyer,
} from '../fixtures.ts'

const message = (change: Partial<Record<'status' | 'from' | 'licenceNo', string>> = {}) => ({
  type: 'lawyer/EndLicence',
  value: { licenceNo: LICENCE, status: 'CANCELLED', from: '2026-03-02', instrumentDigest: DIGEST, ...change },
})

describe('endLicence', () => {
  test('a cancelled licence bars from the day on, and a suspension running then returns nobody', () => {
    const { chain, published } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)
    chain.deliver([message({ from: '2026-05-01' })], department)

    expect(standing(chain, '2026-05-01')).toMatchObject({ verdict: 'BLOCK', facts: { statusOnDay: 'CANCELLED' } })
    chain.advance(190 * 86_400_000)
    expect(published.map(({ kind }) => kind)).toEqual(['GRANTED', 'SUSPENDED', 'CANCELLED'])
    expect(standing(chain, '2026-09-15')).toMatchObject({ verdict: 'BLOCK' })
    expect(chain.violations()).toEqual([])
  })

  test('the number is not given again', () => {
    const { chain } = withLawyer()
    chain.deliver([message({ status: 'WITHDRAWN' })], department)

    expectRejected(chain, errors.LicenceExists, [grantMessage({ lawyerId: 'ee'.repeat(16) })], department)
    expectRejected(chain, errors.LicenceEnded, [message()], department)
  })

  test('rejects strangers, unknown numbers and days before the licence', () => {
    const { chain } = withLawyer()

    expectRejected(chain, roleErrors.RoleMissing, [message()], bureau)
    expectRejected(chain, errors.OutsideJurisdiction, [message()], elsewhere)
    expectRejected(chain, errors.LicenceUnknown, [message({ licenceNo: '11101201010000001' })], department)
    expectRejected(chain, errors.DateOrder, [message({ from: '2010-06-30' })], department)
  })
})
