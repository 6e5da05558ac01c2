import { expectRejected } from '@xiezhi/kernel/testing'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { askFor, CASE_REF, clerk, DIGEST, fixtureErrors, LICENCE, link, nobody } from '../fixtures.ts'

const message = (dispatchId: Json = null) => ({
  type: 'query/RecordOfflineFallback',
  value: {
    caseRef: CASE_REF,
    licenceNo: LICENCE,
    asOf: '2026-03-02',
    use: 'HEARING',
    verdict: 'PASS',
    reason: 'LINK_DOWN',
    documentDigest: DIGEST,
    dispatchId,
  },
})

describe('recordOfflineFallback', () => {
  test('records the document and who made it, not yet in force', () => {
    const { court } = link()
    const { dispatchId } = askFor(court)
    const [made] = court.chain.deliver([message(dispatchId)], [clerk]).data ?? []

    expect(court.chain.query('query/fallback', made ?? null)).toMatchObject({
      state: 'RECORDED',
      recordedBy: 'clerk',
      dispatchId,
      documentDigest: DIGEST,
    })
  })

  test('rejects strangers, and a question that has been answered', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    relay(court, sequence)

    expectRejected(court.chain, fixtureErrors.RoleMissing, [message()], [nobody])
    expectRejected(court.chain, errors.DispatchAnswered, [message(dispatchId)], [clerk])
  })
})
