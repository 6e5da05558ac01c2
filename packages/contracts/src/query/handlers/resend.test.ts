import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { acknowledge, askFor, clerk, fixtureErrors, link, nobody, otherCourt, timeOut } from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'
import { PACKETS_PER_DISPATCH_MAX } from '../../dispatch-ledger.ts'

const message = (zone: Zone, dispatchId: string) => ({
  type: 'query/Resend',
  value: { dispatchId, timeoutSeconds: Math.floor(zone.chain.nowMs / 1_000) + 600 },
})

describe('resend', () => {
  test('follows an error acknowledgement as it follows a timeout', () => {
    const { court } = link()
    const { dispatchId, sequence } = askFor(court)
    acknowledge(court, sequence, null)

    expect(court.chain.deliver([message(court, dispatchId)], [clerk]).data).toEqual([{ dispatchId, sequence: 2 }])
    expect(court.chain.query('query/dispatch', { dispatchId })).toMatchObject({
      dispatch: { packets: [{ state: 'error' }, { state: 'pending' }] },
    })
  })

  test('rejects strangers, an unknown id, a packet on its way, and an answered question', () => {
    const { court, relay } = link()
    const { dispatchId, sequence } = askFor(court)

    expectRejected(court.chain, fixtureErrors.RoleMissing, [message(court, dispatchId)], [nobody])
    expectRejected(court.chain, errors.DispatchUnknown, [message(court, `${'0'.repeat(64)}-0`)], [clerk])
    expectRejected(court.chain, errors.OtherOrganisation, [message(court, dispatchId)], [otherCourt])
    expectRejected(court.chain, errors.PacketPending, [message(court, dispatchId)], [clerk])
    relay(court, sequence)
    expectRejected(court.chain, errors.DispatchAnswered, [message(court, dispatchId)], [clerk])
  })

  test('rejects one packet more than the limit', () => {
    const { court } = link()
    const { dispatchId } = askFor(court)
    for (let at = 1; at < PACKETS_PER_DISPATCH_MAX; at++) {
      timeOut(court, at)
      court.chain.deliver([message(court, dispatchId)], [clerk])
    }
    timeOut(court, PACKETS_PER_DISPATCH_MAX)

    expect(expectRejected(court.chain, errors.PacketLimit, [message(court, dispatchId)], [clerk]).facts).toEqual({
      packetsMax: PACKETS_PER_DISPATCH_MAX,
    })
  })
})
