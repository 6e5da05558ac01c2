import { base64Decode, decodeCanonical, utf8Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ackRows, sequencePart } from '@xiezhi/interchain'
import { describe, expect, test } from 'vitest'
import { CLIENT, INSTRUMENT, issue, link, receivedOf, sendContent } from '../fixtures.ts'
import type { Link } from '../fixtures.ts'

const ackOf = ({ bank }: Link, sequence: number): string =>
  ackRows(bank.chain.store).get(CLIENT, sequencePart(sequence))?.acknowledgement ?? ''

describe('packet application', () => {
  test.each<[name: string, content: Json, encoding: string]>([
    ['another encoding', { kind: 'revoke', instrumentId: INSTRUMENT, revokedAtMs: 1 }, 'text/plain'],
    ['another kind', { kind: 'thanks' }, 'application/json'],
    ['a field too many', { kind: 'revoke', instrumentId: INSTRUMENT, revokedAtMs: 1, name: 'x' }, 'application/json'],
    ['a field too few', { kind: 'revoke', instrumentId: INSTRUMENT }, 'application/json'],
    ['no object', 'revoke', 'application/json'],
  ])('refuses %s with the error acknowledgement and no trace', (_, content, encoding) => {
    const made = link()
    const packet = sendContent(made.court, content, encoding)
    const { data, events } = made.path.receive(made.court.end, packet)

    expect(data?.[1]).toEqual({ result: 'error' })
    expect(events.filter(({ type }) => type === 'RevocationReceived')).toEqual([])
    expect(made.bank.chain.query('order/received', { client: CLIENT, orderId: `${'0'.repeat(64)}-0` })).toBeNull()
  })

  test('answers a revocation at once and an order when it is carried out', () => {
    const made = link()
    const { orderId, packet } = issue(made.court)
    const later = made.path.receive(made.court.end, packet)
    const revocation = sendContent(made.court, { kind: 'revoke', instrumentId: 'ab'.repeat(16), revokedAtMs: 1 })
    const atOnce = made.path.receive(made.court.end, revocation)

    expect([later.data?.[1], atOnce.data?.[1]]).toEqual([{ result: 'later' }, { result: 'answered' }])
    expect(decodeCanonical(base64Decode(ackOf(made, revocation.sequence)))).toEqual({
      instrumentId: 'ab'.repeat(16),
      received: true,
    })
    expect(ackOf(made, packet.sequence)).toBe('')
    expect(receivedOf(made.bank, orderId)).toMatchObject({ sequences: [packet.sequence] })
  })

  test('carries no person, no name and no account of the case', () => {
    const made = link()
    const { packet } = issue(made.court)
    const text = utf8Decode(base64Decode(packet.payload.value))

    expect(text).not.toContain('person')
    expect(Object.keys(decodeCanonical(base64Decode(packet.payload.value)) as object).sort()).toEqual([
      'annexDigest',
      'deadlineMs',
      'effect',
      'institution',
      'instrument',
      'kind',
      'orderId',
      'relation',
    ])
  })
})
