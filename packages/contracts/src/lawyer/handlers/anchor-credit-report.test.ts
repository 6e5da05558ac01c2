import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { association, bureau, DIGEST, elsewhere, LICENCE, roleErrors, withLawyer } from '../fixtures.ts'

const NOW = 1_772_413_200_000
const message = (change: Partial<Record<'generatedAtMs' | 'validUntilMs', number>> = {}) => ({
  type: 'lawyer/AnchorCreditReport',
  value: { licenceNo: LICENCE, reportDigest: DIGEST, generatedAtMs: NOW, validUntilMs: NOW + 1_000, ...change },
})

describe('anchorCreditReport', () => {
  test('keeps the digest and the window, nothing else', () => {
    const { chain } = withLawyer()
    chain.deliver([message()], [bureau[0]])

    expect(chain.query('lawyer/creditReport', { licenceNo: LICENCE })).toEqual({
      reportDigest: DIGEST,
      generatedAtMs: NOW,
      validUntilMs: NOW + 1_000,
      anchoredAtMs: chain.nowMs,
    })
  })

  test('rejects the wrong organ, windows that cannot be, and an older report', () => {
    const { chain } = withLawyer()

    expectRejected(chain, roleErrors.RoleMissing, [message()], [association])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], [elsewhere[0]])
    expectRejected(chain, errors.ReportWindow, [message({ generatedAtMs: NOW * 2 })], [bureau[0]])
    expectRejected(chain, errors.ReportWindow, [message({ validUntilMs: NOW })], [bureau[0]])
    chain.deliver([message()], [bureau[0]])
    expectRejected(chain, errors.DateOrder, [message({ generatedAtMs: NOW - 1 })], [bureau[0]])
  })
})
