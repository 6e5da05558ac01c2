import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { bureau, DIGEST, elsewhere, LICENCE, sanctionMessage, standing, withLawyer } from '../fixtures.ts'

const message = (change: Partial<Record<'licenceNo' | 'from', string>> = {}) => ({
  type: 'lawyer/StartTransfer',
  value: { licenceNo: LICENCE, from: '2026-03-02', instrumentDigest: DIGEST, ...change },
})

describe('startTransfer', () => {
  test('leaves the firm on the day before', () => {
    const { chain } = withLawyer()
    chain.deliver([message()], bureau)

    expect(standing(chain, '2026-03-01')['verdict']).toBe('WARN')
    expect(standing(chain, '2026-03-02')).toMatchObject({ verdict: 'BLOCK', facts: { statusOnDay: 'TRANSFERRING' } })
    expect(chain.violations()).toEqual([])
  })

  test('rejects another region, a stranger, and a day before the firm was joined', () => {
    const { chain } = withLawyer()

    expectRejected(chain, errors.OutsideJurisdiction, [message()], elsewhere)
    expectRejected(chain, errors.LicenceUnknown, [message({ licenceNo: '11101201010000001' })], bureau)
    expectRejected(chain, errors.DateOrder, [message({ from: '2010-07-01' })], bureau)
  })

  test('rejects while a suspension is planned or running', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage({ from: '2026-04-01' })], bureau)

    expectRejected(chain, errors.StatusOrder, [message()], bureau)
    expectRejected(chain, errors.StatusOrder, [message({ from: '2026-05-01' })], bureau)
  })
})
