import { base64Decode, base64Encode, hexEncode, utf8Decode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { expectRejected } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { acknowledgementKey, commitmentKey, receiptKey } from '../commitment/keys.ts'
import {
  acknowledgementCommitment,
  errorAcknowledgement,
  packetCommitment,
  packetFromJson,
} from '../commitment/packet-hash.ts'
import { connectedEchoPath, echoEnded, echoReceived, required, sendText, sendTexts } from '../testing/index.ts'
import type { Path } from '../testing/index.ts'
import { errors } from './errors.ts'
import { ackRows, doneRows, sentRows, sequencePart, waitingRows } from './state.ts'

let path: Path
beforeEach(() => {
  path = connectedEchoPath({ crypto: nodeCrypto })
})

const part = sequencePart(1)

function expectSound(): void {
  expect(path.a.chain.violations()).toEqual([])
  expect(path.b.chain.violations()).toEqual([])
}

describe('a packet', () => {
  test('is sent, received, answered and acknowledged', () => {
    const packet = sendText(path.a, 'hello')
    const hash = packetCommitment(nodeCrypto, packetFromJson(packet))
    expect(path.a.chain.store.get(commitmentKey(path.a.clientId, 1))).toEqual(hash)
    expect(sentRows(path.a.chain.store).get(path.a.clientId, part)?.packet).toEqual(packet)

    const received = path.receive(path.a, packet)
    expect(received.data?.[1]).toEqual({ result: 'answered' })
    // F1: our receipt is the packet's hash, under the key of both implementations.
    expect(path.b.chain.store.get(receiptKey(path.b.clientId, 1))).toEqual(hash)
    const acknowledgement = utf8Encode('echo hello')
    const ackHash = acknowledgementCommitment(nodeCrypto, acknowledgement)
    expect(path.b.chain.store.get(acknowledgementKey(path.b.clientId, 1))).toEqual(ackHash)
    expect(ackRows(path.b.chain.store).get(path.b.clientId, part)).toMatchObject({
      packetHash: hexEncode(hash),
      acknowledgement: base64Encode(acknowledgement),
    })
    expect(received.events.map(({ type }) => type)).toEqual([
      'ClientUpdated',
      'PacketReceived',
      'EchoReceived',
      'AcknowledgementWritten',
    ])
    expectSound()

    expect(path.acknowledge(path.a, packet).data?.[1]).toEqual({ result: 'acknowledged' })
    expect(path.a.chain.store.get(commitmentKey(path.a.clientId, 1))).toBeUndefined()
    expect(sentRows(path.a.chain.store).get(path.a.clientId, part)).toBeUndefined()
    expect(doneRows(path.a.chain.store).get(path.a.clientId, part)).toMatchObject({
      packetHash: hexEncode(hash),
      outcome: 'acknowledged',
      ackHash: hexEncode(ackHash),
    })
    const ended = echoEnded(path.a.chain.store).get(path.a.clientId, part) ?? ''
    expect(utf8Decode(base64Decode(ended.slice('success '.length)))).toBe('echo hello')
    expectSound()
  })

  test('leaves receipt and acknowledgement behind for ever', () => {
    const packet = sendText(path.a, 'hello')
    path.relayAll()
    path.a.chain.advance(90_000_000)
    path.update(path.b)
    expect(path.b.chain.store.get(receiptKey(packet.destinationClient, 1))).toBeDefined()
    expect(path.b.chain.store.get(acknowledgementKey(packet.destinationClient, 1))).toBeDefined()
    expect(doneRows(path.a.chain.store).get(packet.sourceClient, part)?.outcome).toBe('acknowledged')
  })

  test('travels both ways, each direction with its own sequence', () => {
    expect(sendText(path.a, 'one').sequence).toBe(1)
    expect(sendText(path.b, 'two').sequence).toBe(1)
    path.relayAll()
    expect(echoReceived(path.a.chain.store).get(path.a.clientId, part)).toBe('two')
    expect(echoReceived(path.b.chain.store).get(path.b.clientId, part)).toBe('one')
    expectSound()
  })

  test('two of them in one transaction are sent and relayed together', () => {
    const packets = sendTexts(path.a, ['one', 'two'])
    expect(packets.map(({ sequence }) => sequence)).toEqual([1, 2])
    const messages = packets.flatMap((packet) => path.receiveMessages(path.a, packet))
    const result = required('two', path.b.relay(messages))
    expect(result.data?.filter((entry) => (entry as { result: string }).result === 'answered')).toHaveLength(2)
    path.relayAll()
    expect(sentRows(path.a.chain.store).list({ limit: 10 })).toEqual([])
    expectSound()
  })
})

describe('an application that refuses', () => {
  test('leaves no write and gives the universal error', () => {
    const packet = sendText(path.a, 'refuse')
    const result = path.receive(path.a, packet)
    expect(result.data?.[1]).toEqual({ result: 'error' })
    expect(echoReceived(path.b.chain.store).get(path.b.clientId, part)).toBeUndefined()
    expect(result.events.map(({ type }) => type)).not.toContain('EchoReceived')
    expect(path.b.chain.store.get(acknowledgementKey(path.b.clientId, 1))).toEqual(
      acknowledgementCommitment(nodeCrypto, errorAcknowledgement()),
    )
    expect(path.acknowledge(path.a, packet).data?.[1]).toEqual({ result: 'error' })
    expect(echoEnded(path.a.chain.store).get(path.a.clientId, part)).toBe('error')
    expect(doneRows(path.a.chain.store).get(path.a.clientId, part)?.outcome).toBe('error')
    expectSound()
  })

  test.each([
    ['sentinel', errors.AcknowledgementIsSentinel],
    ['empty', errors.AcknowledgementBytes],
  ])('and one that answers %s is refused whole', (text, kind) => {
    const packet = sendText(path.a, text)
    const messages = path.receiveMessages(path.a, packet)
    expectRejected(path.b.chain, kind, messages, [path.b.relayer])
  })

  test('a fault of its code refuses the relay: nobody can force an error acknowledgement with it', () => {
    const packet = sendText(path.a, 'fault')
    const before = path.b.chain.moduleEntries()
    const result = path.b.relay(path.receiveMessages(path.a, packet))
    expect([result.codespace, result.code]).toEqual(['kernel', 23])
    expect(path.b.chain.moduleEntries()).toBe(before)
    expect(path.b.chain.store.get(receiptKey(path.b.clientId, 1))).toBeUndefined()
  })
})

describe('an application that answers later', () => {
  test('has a receipt and no acknowledgement until it answers, once', () => {
    const packet = sendText(path.a, 'later')
    expect(path.receive(path.a, packet).data?.[1]).toEqual({ result: 'later' })
    expect(path.b.chain.store.get(acknowledgementKey(path.b.clientId, 1))).toBeUndefined()
    expect(waitingRows(path.b.chain.store).get(path.b.clientId, part)?.packet).toEqual(packet)
    const answer = { type: 'echo/Answer', value: { clientId: path.b.clientId, sequence: 1, text: 'at last' } }
    required('Answer', path.b.relay([answer]))
    expect(waitingRows(path.b.chain.store).get(path.b.clientId, part)).toBeUndefined()
    expectRejected(path.b.chain, errors.AcknowledgementExists, [answer], [path.b.relayer])
    expect(path.acknowledge(path.a, packet).data?.[1]).toEqual({ result: 'acknowledged' })
    expectSound()
  })

  test.each([
    ['a packet that was not received', 7, 'x', errors.NotReceived],
    ['an empty answer', 1, '', errors.AcknowledgementBytes],
  ])('cannot answer %s', (_, sequence, text, kind) => {
    path.receive(path.a, sendText(path.a, 'later'))
    const value = { clientId: path.b.clientId, sequence, text }
    expectRejected(path.b.chain, kind, [{ type: 'echo/Answer', value }], [path.b.relayer])
  })
})

describe('a relayer that runs twice', () => {
  test('changes nothing and is not refused', () => {
    const packet = sendText(path.a, 'hello')
    const receive = path.receiveMessages(path.a, packet)
    required('first', path.b.relay(receive))
    const received = path.b.chain.moduleEntries()
    const again = required('second', path.b.relay(receive))
    expect(again.data?.map((entry) => (entry as { result: string }).result)).toEqual(['noop', 'noop'])
    expect(again.events).toEqual([])
    expect(path.b.chain.moduleEntries()).toBe(received)

    const acknowledge = path.acknowledgeMessages(path.a, packet, base64Encode(utf8Encode('echo hello')))
    required('first', path.a.relay(acknowledge))
    const ended = path.a.chain.moduleEntries()
    const twice = required('second', path.a.relay(acknowledge))
    expect(twice.data?.map((entry) => (entry as { result: string }).result)).toEqual(['noop', 'noop'])
    expect(path.a.chain.moduleEntries()).toBe(ended)
  })

  test('a redundant relay reads "timeout elapsed" after the timeout', () => {
    const packet = sendText(path.a, 'hello', 60)
    const receive = path.receiveMessages(path.a, packet)
    required('first', path.b.relay(receive))
    path.b.chain.advance(60_000)
    expectRejected(path.b.chain, errors.TimeoutElapsed, receive.slice(1), [path.b.relayer])
  })
})
