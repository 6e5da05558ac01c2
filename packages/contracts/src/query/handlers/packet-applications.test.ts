import { describe, expect, test } from 'vitest'
import { NOTICE_PORT, QUERY_PORT } from '../api.ts'
import { acknowledge, askFor, CASE_REF, clerk, link, receive, sent } from '../fixtures.ts'

describe('packetApplications', () => {
  test('each packet ends at its own port only', () => {
    const { court, justice } = link()
    const { dispatchId, sequence } = askFor(court)
    const packet = sent(court, sequence)
    expect(packet.port).toBe(QUERY_PORT)
    acknowledge(court, sequence, receive(justice, packet))
    court.chain.deliver([{ type: 'wire/CloseCase', value: { caseRef: CASE_REF } }], [clerk])
    court.chain.advance(1)

    // The end of subscriptions is a packet of the same port and no answer to the question.
    acknowledge(court, 2, receive(justice, sent(court, 2)))
    expect(court.chain.query('query/dispatch', { dispatchId })).toMatchObject({ dispatch: { packets: [{}] } })
    expect(receive(justice, { ...packet, port: NOTICE_PORT })).toBeNull()
  })
})
