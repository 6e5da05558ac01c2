import { base64Decode, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { PACKETS_PER_DISPATCH_MAX } from '../../dispatch-ledger.ts'
import {
  act,
  answerValue,
  CLIENT,
  issue,
  link,
  operator,
  orderOf,
  receivedOf,
  register,
  relay,
  sendContent,
  takeOn,
  violations,
} from '../fixtures.ts'
import type { Issued, Link } from '../fixtures.ts'

const contentOf = ({ packet }: Issued) => decodeCanonical(base64Decode(packet.payload.value)) as Record<string, Json>
const receive = ({ court, path }: Link, content: Json) => {
  const packet = sendContent(court, content)
  const { data } = path.receive(court.end, packet)
  return { packet, result: (data?.[1] as { result: string }).result }
}

describe('receiveOrder', () => {
  test('the same order twice has one effect, and both packets are acknowledged with the same bytes', () => {
    const made = link()
    const issued = issue(made.court)
    const { orderId, packet } = issued
    relay(made, packet)
    const again = receive(made, contentOf(issued))

    expect(again.result).toBe('later')
    expect(made.bank.received).toHaveLength(1)
    expect(receivedOf(made.bank, orderId)).toMatchObject({ sequences: [packet.sequence, again.packet.sequence] })
    takeOn(made, orderId)
    register(made, orderId)
    made.path.acknowledge(made.court.end, packet)
    made.path.acknowledge(made.court.end, again.packet)
    expect(made.court.results).toHaveLength(1)
    expect(receive(made, contentOf(issued)).result).toBe('answered')
    expect(violations(made)).toEqual([])
  })

  test('another body under a used id is refused and changes nothing', () => {
    const made = link()
    const issued = issue(made.court)
    relay(made, issued.packet)
    const before = receivedOf(made.bank, issued.orderId)
    const changed = receive(made, { ...contentOf(issued), deadlineMs: 1 })

    expect(changed.result).toBe('error')
    expect(receivedOf(made.bank, issued.orderId)).toEqual(before)
    act(made.bank, 'order/Answer', answerValue(issued.orderId), [operator])
    expect(receive(made, { ...contentOf(issued), annexDigest: null }).result).toBe('error')
  })

  test('keeps the policy that took it and the packet it came with', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    relay(made, packet)

    const receivedAtMs = made.bank.chain.app.lastStampMs()
    const row = { state: 'RECEIVED', policyId: 'orders', policyVersion: 2, receivedAtMs, client: CLIENT }
    expect(receivedOf(made.bank, orderId)).toMatchObject(row)
    expect(made.bank.chain.query('order/inbox', { institution: 'bank-1', limit: 5 })).toMatchObject([{ orderId }])
    expect(made.bank.chain.query('order/inbox', { institution: 'bank-2', limit: 5 })).toEqual([])
  })

  test('what the institution refuses to take in leaves no trace, and the court is told', () => {
    const made = link()
    made.bank.set.refuses = true
    const { orderId, packet } = issue(made.court)
    relay(made, packet)

    expect(receivedOf(made.bank, orderId)).toBeNull()
    expect(orderOf(made.court, orderId)).toMatchObject({ order: { state: 'REFUSED', result: null } })
    expect(made.court.alarms).toMatchObject([{ kind: 'ORDER_REJECTED', subject: orderId }])
  })

  test('so many packets wait for one answer, and no more', () => {
    const made = link()
    const issued = issue(made.court)
    relay(made, issued.packet)
    const results = Array.from({ length: PACKETS_PER_DISPATCH_MAX }, () => receive(made, contentOf(issued)).result)

    expect(results.slice(-2)).toEqual(['later', 'error'])
    expect(violations(made)).toEqual([])
  })
})
