import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { askFor, clerk, DIGEST, fixtureErrors, gateway, link, otherGateway } from '../fixtures.ts'

const message = (dispatchId: string, outcome = 'RETRIEVED') => ({
  type: 'query/RecordRetrieval',
  value: { dispatchId, annexDigest: DIGEST, outcome },
})

describe('recordRetrieval', () => {
  test.each(['RETRIEVED', 'FAILED'])('keeps %s with its time, once', (outcome) => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    expectRejected(court.chain, errors.DispatchUnknown, [message(dispatchId)], [gateway])
    relay(court, sequence)

    const { events } = court.chain.deliver([message(dispatchId, outcome)], [gateway])
    expect(events).toMatchObject([{ type: 'RetrievalRecorded', data: { dispatchId, outcome } }])
    expect(court.chain.query('query/retrieval', { dispatchId })).toMatchObject({
      annexDigest: DIGEST,
      outcome,
      officer: 'gateway',
      recordedAtMs: court.chain.app.lastStampMs(),
    })
    expectRejected(court.chain, errors.RetrievalRecorded, [message(dispatchId, 'FAILED')], [gateway])
    expect(court.chain.violations()).toEqual([])
  })

  test('is for the gateway of the court that asked, and for no person', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court)
    relay(court, sequence)
    expectRejected(court.chain, fixtureErrors.RoleMissing, [message(dispatchId)], [clerk])
    expectRejected(court.chain, errors.OtherOrganisation, [message(dispatchId)], [otherGateway])
  })
})
