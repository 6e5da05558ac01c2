import { describe, expect, test } from 'vitest'
import { acknowledge, askFor, clerk, link } from '../fixtures.ts'
import type { Link } from '../fixtures.ts'
import { SUBSCRIPTIONS_PER_RUN_MAX } from './push-notice.ts'

const notice = {
  eventId: '123456-2',
  serial: '123456',
  kind: 'SUSPENDED',
  status: 'SUSPENDED',
  from: '2026-03-02',
  to: null,
  recordedAtMs: 1,
}
const caseRefOf = (at: number): string => String(at).padStart(32, '0')

function subscribed(count: number): Link {
  const made = link()
  for (let at = 0; at < count; at++) made.relay(made.court, askFor(made.court, { caseRef: caseRefOf(at) }).sequence)
  return made
}

describe('pushNotice', () => {
  test('goes page by page, one packet a client and page', () => {
    const { court, justice, relay } = subscribed(SUBSCRIPTIONS_PER_RUN_MAX + 3)
    justice.chain.deliver([{ type: 'wire/Publish', value: notice }], [clerk])
    justice.chain.advance(1)
    expect(justice.chain.events.filter(({ type }) => type === 'NoticeSent')).toHaveLength(1)
    justice.chain.advance(1)
    expect(justice.chain.events.filter(({ type }) => type === 'NoticeSent')).toHaveLength(1)
    justice.chain.advance(1)
    expect(justice.chain.events).toEqual([])
    relay(justice, 1)
    relay(justice, 2)

    expect(court.notices.map(({ caseRefs }) => caseRefs.length)).toEqual([SUBSCRIPTIONS_PER_RUN_MAX, 3])
  })

  test('schedules nothing when nobody asked', () => {
    const { justice } = link()
    justice.chain.deliver([{ type: 'wire/Publish', value: notice }], [clerk])
    justice.chain.advance(1)

    expect(justice.chain.events).toEqual([])
  })

  test('a refusal by the receiver is put before the bureau', () => {
    const { justice } = subscribed(1)
    justice.chain.deliver([{ type: 'wire/Publish', value: notice }], [clerk])
    justice.chain.advance(1)
    acknowledge(justice, 1, null)

    expect(justice.chain.query('query/alarms', { limit: 5 })).toMatchObject([
      { kind: 'NOTICE_UNDELIVERED', owner: 'JUSTICE_BUREAU' },
    ])
  })
})
