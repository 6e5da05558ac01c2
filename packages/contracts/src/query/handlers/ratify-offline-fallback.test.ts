import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { both, CASE_REF, clerk, DIGEST, fixtureErrors, judge, LICENCE, link, otherCourt } from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'

const recordFor = ({ chain }: Zone): string => {
  const value = {
    caseRef: CASE_REF,
    licenceNo: LICENCE,
    asOf: '2026-03-02',
    use: 'HEARING',
    verdict: 'PASS',
    reason: 'LINK_DOWN',
    documentDigest: DIGEST,
    dispatchId: null,
  }
  const [made] = chain.deliver([{ type: 'query/RecordOfflineFallback', value }], [both]).data ?? []
  return (made as { fallbackId: string }).fallbackId
}
const message = (fallbackId: string, approved = true) => ({
  type: 'query/RatifyOfflineFallback',
  value: { fallbackId, approved },
})

describe('ratifyOfflineFallback', () => {
  test('takes a second person, who may also reject', () => {
    const { court } = link()
    const fallbackId = recordFor(court)

    expect(court.chain.deliver([message(fallbackId, false)], [judge]).data).toEqual([{ fallbackId, state: 'REJECTED' }])
    expect(court.chain.query('query/fallback', { fallbackId })).toMatchObject({ ratifiedByPerson: 'court-1-judge' })
  })

  test('rejects the same person, a clerk, another court, an unknown check and a second time', () => {
    const { court } = link()
    const fallbackId = recordFor(court)

    expectRejected(court.chain, errors.SamePerson, [message(fallbackId)], [both])
    expectRejected(court.chain, fixtureErrors.RoleMissing, [message(fallbackId)], [clerk])
    expectRejected(court.chain, errors.OtherOrganisation, [message(fallbackId)], [otherCourt])
    expectRejected(court.chain, errors.FallbackUnknown, [message(`${'0'.repeat(64)}-0`)], [judge])
    court.chain.deliver([message(fallbackId)], [judge])
    expectRejected(court.chain, errors.FallbackDecided, [message(fallbackId)], [judge])
  })
})
