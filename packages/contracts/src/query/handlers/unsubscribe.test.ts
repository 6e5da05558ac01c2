import { describe, expect, test } from 'vitest'
import { acknowledge, askFor, CASE_REF, clerk, link, timeOut } from '../fixtures.ts'
import type { Zone } from '../fixtures.ts'
import { UNSUBSCRIBE_RETRY_MS } from './unsubscribe.ts'

const close = ({ chain }: Zone): void => {
  chain.deliver([{ type: 'wire/CloseCase', value: { caseRef: CASE_REF } }], [clerk])
  chain.advance(1)
}
const subscriptionsOf = ({ chain }: Zone) => chain.query('query/subscriptions', { serial: '123456', limit: 5 })

describe('unsubscribe', () => {
  test('is tried again after a timeout until it has arrived', () => {
    const { court, justice, relay } = link()
    relay(court, askFor(court).sequence)
    close(court)
    timeOut(court, 2)
    expect(subscriptionsOf(justice)).toHaveLength(1)
    court.chain.advance(UNSUBSCRIBE_RETRY_MS)
    relay(court, 3)

    expect(subscriptionsOf(justice)).toEqual([])
    expect([...court.chain.violations(), ...justice.chain.violations()]).toEqual([])
  })

  test('a refusal by the receiver is put before the clerk', () => {
    const { court, relay } = link()
    relay(court, askFor(court).sequence)
    close(court)
    acknowledge(court, 2, null)

    expect(court.chain.query('query/alarms', { limit: 5 })).toMatchObject([
      { kind: 'UNSUBSCRIBE_FAILED', owner: 'COURT_CLERK' },
    ])
  })

  test('a case that never asked sends nothing', () => {
    const { court } = link()
    close(court)

    expect(court.chain.events).toEqual([])
  })
})
