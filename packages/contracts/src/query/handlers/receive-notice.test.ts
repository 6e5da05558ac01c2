import { base64Encode, decodeCanonical, base64Decode, encodeCanonical } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { askFor, CASE_REF, CLIENT, link, receive } from '../fixtures.ts'
import type { WirePacket } from '../fixtures.ts'

const notice = {
  eventId: '123456-2',
  serial: '123456',
  kind: 'SUSPENDED',
  status: 'SUSPENDED',
  from: '2026-03-02',
  to: null,
  recordedAtMs: 1,
}
const packet = (caseRefs: readonly string[]): WirePacket => ({
  sequence: 1,
  timeoutSeconds: 2_000_000_000,
  port: 'xz.notice.v1',
  bytes: base64Encode(encodeCanonical({ notice, caseRefs })),
})

describe('receiveNotice', () => {
  test('takes cases that asked, each once, and keeps the event', () => {
    const { court } = link()
    const second = 'cb'.repeat(16)
    askFor(court)
    askFor(court, { caseRef: second })

    expect(decodeCanonical(base64Decode(receive(court, packet([CASE_REF])) ?? ''))).toEqual({
      eventId: notice.eventId,
      received: true,
    })
    receive(court, packet([CASE_REF, second]))

    expect(court.notices.map(({ caseRefs }) => caseRefs)).toEqual([[CASE_REF], [second]])
    expect(court.chain.query('query/noticeReceived', { client: CLIENT, eventId: notice.eventId })).toMatchObject({
      caseRefs: [CASE_REF, second],
    })
  })

  test('refuses the whole packet for one case that did not ask', () => {
    const { court } = link()
    askFor(court)
    const before = court.chain.moduleEntries()

    expect(receive(court, packet([CASE_REF, 'cc'.repeat(16)]))).toBeNull()
    expect(court.chain.moduleEntries()).toBe(before)
    expect(court.notices).toEqual([])
  })
})
