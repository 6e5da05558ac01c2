import { encodeCanonical, base64Decode, base64Encode, decodeCanonical } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { askFor, CLIENT, link, receive, sent } from '../fixtures.ts'
import type { WirePacket } from '../fixtures.ts'

const changed = (packet: WirePacket, change: (content: Record<string, unknown>) => void): WirePacket => {
  const content = decodeCanonical(base64Decode(packet.bytes)) as Record<string, unknown>
  change(content)
  return { ...packet, bytes: base64Encode(encodeCanonical(content as never)) }
}

describe('receiveQuestion', () => {
  test('gives the same bytes for the same question, whenever it comes again', () => {
    const { court, justice } = link()
    const { sequence } = askFor(court)
    const first = receive(justice, sent(court, sequence))
    justice.chain.advance(60_000)

    expect(first).not.toBeNull()
    expect(receive(justice, sent(court, sequence))).toBe(first)
  })

  test('refuses another question under a used dispatch id and keeps the first answer', () => {
    const { court, justice } = link()
    const { dispatchId, sequence } = askFor(court)
    const packet = sent(court, sequence)
    receive(justice, packet)
    const before = justice.chain.query('query/answer', { client: CLIENT, dispatchId })
    const other = changed(packet, (content) => (content['organisation'] = 'court-2'))

    expect(receive(justice, other)).toBeNull()
    expect(justice.chain.query('query/answer', { client: CLIENT, dispatchId })).toEqual(before)
  })

  test('refuses what is not a packet of the port and leaves no trace', () => {
    const { court, justice } = link()
    const packet = sent(court, askFor(court).sequence)
    const before = justice.chain.moduleEntries()

    expect(receive(justice, { ...packet, bytes: 'AAAA' })).toBeNull()
    expect(
      receive(
        justice,
        changed(packet, (content) => (content['name'] = 'x')),
      ),
    ).toBeNull()
    expect(receive(justice, { ...packet, port: 'xz.notice.v1' })).toBeNull()
    expect(justice.chain.moduleEntries()).toBe(before)
  })

  test('an unknown licence is answered, logged as unknown, and not subscribed to', () => {
    const { court, justice, relay } = link()
    const { sequence } = askFor(court, { licenceNo: '11101201010999999' })
    relay(court, sequence)

    expect(court.receipts[0]?.result.finding?.verdict).toBe('BLOCK')
    expect(justice.chain.query('query/log', { subject: 'unknown', limit: 5 })).toHaveLength(1)
    expect(justice.chain.query('query/subscriptions', { serial: '999999', limit: 5 })).toEqual([])
  })

  test('a zone without the register refuses', () => {
    const { court, justice } = link()
    const packet = sent(justice, askFor(justice).sequence)
    court.set.policy = justice.set.policy
    const ack = receive(court, packet)

    expect(decodeCanonical(base64Decode(ack ?? ''))).toMatchObject({
      result: { refusal: 'RECORD_TYPE_NOT_ALLOWED', finding: null },
    })
  })
})
