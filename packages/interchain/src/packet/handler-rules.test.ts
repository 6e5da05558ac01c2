import { base64Decode, base64Encode, hexDecode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Json } from '@xiezhi/codec'
import { kernelErrors } from '@xiezhi/kernel'
import type { ErrorKind, Message } from '@xiezhi/kernel'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { clientReads } from '../client/client-reads.ts'
import { errors as clientErrors } from '../client/errors.ts'
import { acknowledgementKey, commitmentKey, receiptKey } from '../commitment/keys.ts'
import { decodeMerkleProof, encodeMerkleProof } from '../commitment/merkle-proof.ts'
import type { PacketJson } from '../fields.ts'
import { PAYLOAD_BYTES_MAX, TIMEOUT_SECONDS_MAX } from '../limits.ts'
import {
  connectedEchoPath,
  echoEnded,
  echoErrors,
  echoPath,
  required,
  sendMessage,
  sendText,
  sentPackets,
  TRUSTING_PERIOD_MS,
} from '../testing/index.ts'
import type { Endpoint, Path } from '../testing/index.ts'
import { errors } from './errors.ts'
import { sequencePart } from './state.ts'

let path: Path
beforeEach(() => {
  path = connectedEchoPath({ crypto: nodeCrypto })
})

const stranger = testSigner('elsewhere', 'nobody', 900)

interface Relay {
  readonly packet: PacketJson
  readonly proof: string
  readonly proofHeight: number
  readonly acknowledgement?: string
}

/** A relay whose client update is already in; the row changes one thing of it. */
function prepared(endpoint: Endpoint, [update, relay]: readonly Message[]): Relay {
  if (update === undefined || relay === undefined) throw new RangeError('two messages expected')
  required('UpdateClient', endpoint.relay([update]))
  return relay.value as unknown as Relay
}

function rejected(endpoint: Endpoint, kind: ErrorKind, type: string, value: Relay, signer: TestSigner): void {
  expectRejected(endpoint.chain, kind, [{ type, value: value as unknown as Json }], [signer])
}

function spoiledProof({ proof }: Relay): string {
  const bytes = base64Decode(proof)
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
  return base64Encode(bytes)
}

const nowSeconds = (endpoint: Endpoint): number => Math.floor(endpoint.chain.clock.nowMs / 1_000)

describe('send', () => {
  const send = (value: Readonly<Record<string, Json>>): Message => {
    const message = sendMessage(path.a, 'hello')
    return { ...message, value: { ...(message.value as Record<string, Json>), ...value } }
  }
  const refuse = (kind: ErrorKind, value: Readonly<Record<string, Json>>): void => {
    expectRejected(path.a.chain, kind, [send(value)], [path.a.relayer])
  }

  test('is accepted up to 24 hours ahead, and from one second ahead', () => {
    for (const seconds of [TIMEOUT_SECONDS_MAX, 1]) {
      const result = path.a.relay([send({ timeoutSeconds: nowSeconds(path.a) + seconds })])
      expect(result.code).toBe(0)
    }
  })

  test('needs an application behind its port', () => {
    refuse(errors.PortUnknown, { port: 'xz.other.v1' })
  })
  test('needs a payload within its limit', () => {
    refuse(errors.PayloadInvalid, { text: 'x'.repeat(PAYLOAD_BYTES_MAX + 1) })
    required('Send', path.a.relay([send({ text: 'x'.repeat(PAYLOAD_BYTES_MAX) })]))
  })
  test('needs a payload that is not empty', () => {
    refuse(errors.PayloadInvalid, { text: '' })
  })
  test('needs a registered counterparty', () => {
    refuse(errors.CounterpartyMissing, { clientId: '07-tendermint-7' })
  })
  test('needs a timeout after now', () => {
    refuse(errors.TimeoutElapsed, { timeoutSeconds: nowSeconds(path.a) })
  })
  test('needs a timeout at most 24 hours ahead', () => {
    refuse(errors.TimeoutTooFar, { timeoutSeconds: nowSeconds(path.a) + TIMEOUT_SECONDS_MAX + 1 })
  })
  test('refuses nanoseconds: they lie beyond 24 hours', () => {
    refuse(errors.TimeoutTooFar, { timeoutSeconds: nowSeconds(path.a) * 1_000_000 })
  })
  test('needs a client that has not expired', () => {
    path.a.chain.advance(TRUSTING_PERIOD_MS)
    refuse(clientErrors.ClientExpired, { timeoutSeconds: nowSeconds(path.a) + 600 })
  })
  test('needs a client that is not frozen', () => {
    const value = { clientId: path.a.clientId, reason: 'key lost' }
    required('Freeze', path.a.govern([{ type: 'client/FreezeClient', value }]))
    refuse(clientErrors.ClientFrozen, {})
  })
  test('needs a timeout that the peer is not known to have passed', () => {
    // The peer's clock is ahead by less than the drift.
    path.b.chain.clock.nowMs += 10_000
    path.b.chain.block([])
    const update = path.updateMessage(path.a)
    path.a.chain.clock.nowMs -= 10_000
    required('UpdateClient', path.a.relay([update]))
    const { timeSeconds } = clientReads.latest(path.a.chain.context(), path.a.clientId)!
    refuse(errors.TimeoutKnownPast, { timeoutSeconds: timeSeconds })
    expect(path.a.relay([send({ timeoutSeconds: timeSeconds + 1 })]).code).toBe(0)
  })
})

describe('receive', () => {
  let relay: Relay
  beforeEach(() => {
    const packet = sendText(path.a, 'hello', 600)
    relay = prepared(path.b, path.receiveMessages(path.a, packet))
  })
  const refuse = (kind: ErrorKind, change: Partial<Relay>, signer = path.b.relayer): void => {
    rejected(path.b, kind, 'packet/ReceivePacket', { ...relay, ...change }, signer)
  }
  const withPacket = (change: Partial<PacketJson>): Partial<Relay> => ({ packet: { ...relay.packet, ...change } })
  const withPayload = (change: Partial<PacketJson['payload']>): Partial<Relay> =>
    withPacket({ payload: { ...relay.packet.payload, ...change } })

  test('is accepted as it stands', () => {
    const message = { type: 'packet/ReceivePacket', value: relay as unknown as Json }
    expect(required('ReceivePacket', path.b.relay([message])).data).toEqual([{ result: 'answered' }])
  })

  test('needs a relayer', () => {
    refuse(echoErrors.NotRelayer, {}, stranger)
  })
  test('needs a client with a counterparty', () => {
    refuse(errors.CounterpartyMissing, withPacket({ destinationClient: '07-tendermint-9' }))
  })
  test('needs the counterparty that is registered', () => {
    refuse(errors.CounterpartyMismatch, withPacket({ sourceClient: '07-tendermint-9' }))
  })
  test('needs a time before the timeout', () => {
    path.b.chain.clock.nowMs += 600_000
    refuse(errors.TimeoutElapsed, {})
  })
  test.each([
    ['the payload', { value: 'aGVsbHA=' }, clientErrors.ProofValue],
    ['the version', { version: '2' }, clientErrors.ProofValue],
    ['the destination port', { destinationPort: 'xz.other.v1' }, clientErrors.ProofValue],
  ])('needs the proof of this very packet: %s', (_, change, kind) => {
    refuse(kind, withPayload(change))
  })
  test('needs the proof of this very packet: the timeout', () => {
    refuse(clientErrors.ProofValue, withPacket({ timeoutSeconds: relay.packet.timeoutSeconds + 1 }))
  })
  test('needs the proof of this very packet: the sequence', () => {
    refuse(clientErrors.ProofKey, withPacket({ sequence: 2 }))
  })
  test('needs an unspoiled proof', () => {
    refuse(clientErrors.ProofRoot, { proof: spoiledProof(relay) })
  })
  test('needs as many proofs as the peer has levels', () => {
    const [proof] = decodeMerkleProof(base64Decode(relay.proof))
    const twice = encodeMerkleProof([proof!, proof!])
    refuse(clientErrors.BytesMalformed, { proof: base64Encode(twice) })
  })
  test('needs a height that the client knows', () => {
    refuse(clientErrors.ConsensusStateUnknown, { proofHeight: relay.proofHeight + 1 })
  })
  test('needs the root of that height and no other', () => {
    path.update(path.b)
    sendText(path.a, 'another')
    path.update(path.b)
    refuse(clientErrors.ProofRoot, { proofHeight: path.b.latestHeight })
  })
  test('needs an active client', () => {
    const value = { clientId: path.b.clientId, reason: 'key lost' }
    required('Freeze', path.b.govern([{ type: 'client/FreezeClient', value }]))
    refuse(clientErrors.ClientFrozen, {})
  })
  test('needs an active client, also in time', () => {
    const short = connectedShort()
    const packet = sendText(short.a, 'late', 80_000)
    const late = prepared(short.b, short.receiveMessages(short.a, packet))
    // The empty block raises the alarm that falls due.
    short.b.chain.advance(70_000)
    rejected(short.b, clientErrors.ClientExpired, 'packet/ReceivePacket', late, short.b.relayer)
  })
  test('needs an application behind the destination port', () => {
    const message = sendMessage(path.a, 'hello')
    const value = { ...(message.value as Record<string, Json>), destinationPort: 'xz.other.v1' }
    const [packet] = sentPackets(required('Send', path.a.relay([{ ...message, value }])).events)
    refuse(errors.PortUnknown, prepared(path.b, path.receiveMessages(path.a, packet!)))
  })
  test('refuses a packet that is not of the schema', () => {
    refuse(kernelErrors.MessageMalformed, withPayload({ value: 'not base64' }))
    refuse(kernelErrors.MessageMalformed, withPacket({ sequence: 0 }))
    refuse(kernelErrors.MessageMalformed, withPacket({ sourceClient: 'tendermint' }))
  })
})

describe('acknowledge', () => {
  let relay: Relay
  beforeEach(() => {
    const packet = sendText(path.a, 'hello')
    path.receive(path.a, packet)
    const text = base64Encode(utf8Encode('echo hello'))
    relay = prepared(path.a, path.acknowledgeMessages(path.a, packet, text))
  })
  const refuse = (kind: ErrorKind, change: Partial<Relay>, signer = path.a.relayer): void => {
    rejected(path.a, kind, 'packet/AcknowledgePacket', { ...relay, ...change }, signer)
  }

  test('is accepted as it stands', () => {
    const message = { type: 'packet/AcknowledgePacket', value: relay as unknown as Json }
    expect(required('AcknowledgePacket', path.a.relay([message])).data).toEqual([{ result: 'acknowledged' }])
  })

  test('needs a relayer', () => {
    refuse(echoErrors.NotRelayer, {}, stranger)
  })
  test('needs a client with a counterparty', () => {
    refuse(errors.CounterpartyMissing, { packet: { ...relay.packet, sourceClient: '07-tendermint-9' } })
  })
  test('needs the counterparty that is registered', () => {
    refuse(errors.CounterpartyMismatch, { packet: { ...relay.packet, destinationClient: '07-tendermint-9' } })
  })
  test('is a no-op without a commitment', () => {
    const message = { ...relay, packet: { ...relay.packet, sequence: 9 } } as unknown as Json
    const before = path.a.chain.moduleEntries()
    const result = path.a.relay([{ type: 'packet/AcknowledgePacket', value: message }])
    expect(result.data).toEqual([{ result: 'noop' }])
    expect(path.a.chain.moduleEntries()).toBe(before)
  })
  test('needs the packet that was committed', () => {
    refuse(errors.PacketMismatch, { packet: { ...relay.packet, timeoutSeconds: relay.packet.timeoutSeconds + 1 } })
  })
  test('needs the proof of this very acknowledgement', () => {
    refuse(clientErrors.ProofValue, { acknowledgement: base64Encode(utf8Encode('echo hellp')) })
  })
  test('cannot turn a success into an error', () => {
    const error = hexDecode('4774d4a575993f963b1c06573736617a457abef8589178db8d10c94b4ab511ab')
    refuse(clientErrors.ProofValue, { acknowledgement: base64Encode(error) })
  })
  test('needs an unspoiled proof', () => {
    refuse(clientErrors.ProofRoot, { proof: spoiledProof(relay) })
  })
  test('needs the acknowledgement and not the receipt', () => {
    const shown = path.b.show(receiptKey(path.b.clientId, 1))
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    refuse(clientErrors.ProofKey, shown)
  })
  test('needs a height that the client knows', () => {
    refuse(clientErrors.ConsensusStateUnknown, { proofHeight: relay.proofHeight + 1 })
  })
  test('needs an active client', () => {
    const value = { clientId: path.a.clientId, reason: 'key lost' }
    required('Freeze', path.a.govern([{ type: 'client/FreezeClient', value }]))
    refuse(clientErrors.ClientFrozen, {})
  })
})

describe('timeout', () => {
  let relay: Relay
  beforeEach(() => {
    const packet = sendText(path.a, 'hello', 60)
    path.b.chain.clock.nowMs += 61_000
    relay = prepared(path.a, path.timeoutMessages(path.a, packet))
  })
  const refuse = (kind: ErrorKind, change: Partial<Relay>, signer = path.a.relayer): void => {
    rejected(path.a, kind, 'packet/TimeoutPacket', { ...relay, ...change }, signer)
  }

  test('is accepted as it stands, and repeated as a no-op', () => {
    const message = { type: 'packet/TimeoutPacket', value: relay as unknown as Json }
    expect(required('TimeoutPacket', path.a.relay([message])).data).toEqual([{ result: 'timed-out' }])
    expect(echoEnded(path.a.chain.store).get(path.a.clientId, sequencePart(1))).toBe('timed-out')
    expect(path.a.chain.store.get(commitmentKey(path.a.clientId, 1))).toBeUndefined()
    expect(path.a.chain.violations()).toEqual([])
    expect(required('TimeoutPacket', path.a.relay([message])).data).toEqual([{ result: 'noop' }])
  })

  test('needs a relayer', () => {
    refuse(echoErrors.NotRelayer, {}, stranger)
  })
  test('needs a client with a counterparty', () => {
    refuse(errors.CounterpartyMissing, { packet: { ...relay.packet, sourceClient: '07-tendermint-9' } })
  })
  test('needs the counterparty that is registered', () => {
    refuse(errors.CounterpartyMismatch, { packet: { ...relay.packet, destinationClient: '07-tendermint-9' } })
  })
  test('needs a height that the client knows', () => {
    refuse(clientErrors.ConsensusStateUnknown, { proofHeight: relay.proofHeight + 1 })
  })
  test('needs the packet that was committed', () => {
    refuse(errors.PacketMismatch, { packet: { ...relay.packet, timeoutSeconds: relay.packet.timeoutSeconds - 1 } })
  })
  test('needs a proof of absence', () => {
    const shown = path.b.show('client/client/07-tendermint-0')
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    refuse(clientErrors.ProofKind, shown)
  })
  test('needs the absence of the receipt and not of the acknowledgement', () => {
    const shown = path.b.show(acknowledgementKey(path.b.clientId, 1))
    required('UpdateClient', path.a.relay([path.updateMessage(path.a)]))
    refuse(clientErrors.ProofKey, shown)
  })
  test('needs an unspoiled proof', () => {
    refuse(clientErrors.ProofRoot, { proof: spoiledProof(relay) })
  })
  test('needs an active client', () => {
    const value = { clientId: path.a.clientId, reason: 'key lost' }
    required('Freeze', path.a.govern([{ type: 'client/FreezeClient', value }]))
    refuse(clientErrors.ClientFrozen, {})
  })
})

describe('the instant of the timeout', () => {
  let receive: Message

  /** Milliseconds before (negative) or after the timeout at which the destination makes its block. */
  function at(offsetMs: number): PacketJson {
    const packet = sendText(path.a, 'hello', 60)
    const shown = path.a.show(commitmentKey(path.a.clientId, 1))
    path.b.chain.clock.nowMs = packet.timeoutSeconds * 1_000 + offsetMs - 1_000
    required('UpdateClient', path.b.relay([path.updateMessage(path.b, shown.proofHeight)]))
    path.b.chain.clock.nowMs = packet.timeoutSeconds * 1_000 + offsetMs
    receive = { type: 'packet/ReceivePacket', value: { packet, ...shown } }
    return packet
  }
  test('a millisecond before, it cannot time out', () => {
    const packet = at(-1)
    const messages = path.timeoutMessages(path.a, packet)
    expect(path.b.chain.lightBlock().header.time.seconds).toBe(BigInt(packet.timeoutSeconds - 1))
    required('UpdateClient', path.a.relay(messages.slice(0, 1)))
    expectRejected(path.a.chain, errors.TimeoutNotReached, messages.slice(1), [path.a.relayer])
  })

  test('a millisecond before, it is received', () => {
    at(-1)
    expect(required('ReceivePacket', path.b.relay([receive])).data).toEqual([{ result: 'answered' }])
  })

  test('at the instant, it times out and is not received', () => {
    const packet = at(0)
    expectRejected(path.b.chain, errors.TimeoutElapsed, [receive], [path.b.relayer])
    expect(path.timeout(path.a, packet).data?.[1]).toEqual({ result: 'timed-out' })
  })

  test('what was received before it cannot time out after it', () => {
    const packet = at(-1)
    required('ReceivePacket', path.b.relay([receive]))
    path.b.chain.clock.nowMs += 10_000
    const messages = path.timeoutMessages(path.a, packet)
    required('UpdateClient', path.a.relay(messages.slice(0, 1)))
    expectRejected(path.a.chain, clientErrors.ProofKind, messages.slice(1), [path.a.relayer])
  })
})

/** A path whose clients trust for a minute only. */
function connectedShort(): Path {
  const short = echoPath({ crypto: nodeCrypto })
  short.a.chain.block([])
  short.b.chain.block([])
  short.createClient(short.a, { trustingPeriodMs: 60_000 })
  short.createClient(short.b, { trustingPeriodMs: 60_000 })
  short.registerCounterparty(short.a)
  short.registerCounterparty(short.b)
  return short
}
