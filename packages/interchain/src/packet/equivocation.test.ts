import { base64Encode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Message } from '@xiezhi/kernel'
import { expectRejected } from '@xiezhi/kernel/testing'
import { beforeEach, expect, test } from 'vitest'
import { clientReads } from '../client/client-reads.ts'
import { errors as clientErrors } from '../client/errors.ts'
import { consensusRows, heightPart } from '../client/state.ts'
import { packetCommitment, packetFromJson } from '../commitment/packet-hash.ts'
import type { PacketJson } from '../fields.ts'
import { connectedEchoPath, echoReceived, required, sendText } from '../testing/index.ts'
import type { Path } from '../testing/index.ts'
import { equivocationRows, sequencePart } from './state.ts'

let path: Path
let packet: PacketJson
let other: PacketJson

beforeEach(() => {
  path = connectedEchoPath({ crypto: nodeCrypto })
  packet = sendText(path.a, 'hello')
  path.receive(path.a, packet)
  other = { ...packet, payload: { ...packet.payload, value: base64Encode(utf8Encode('another')) } }
})

const part = sequencePart(1)
const status = (): string | undefined => clientReads.status(path.b.chain.context(), path.b.clientId)

test('another body under a used sequence, without a proof of its own, is refused without trace', () => {
  const [update, relay] = path.receiveMessages(path.a, packet)
  required('UpdateClient', path.b.relay([update!]))
  const value = { ...(relay?.value as object), packet: other } as Message['value']
  expectRejected(path.b.chain, clientErrors.ProofValue, [{ type: 'packet/ReceivePacket', value }], [path.b.relayer])
  expect(status()).toBe('Active')
})

test('another body with its own proof is recorded equivocation and freezes the client', () => {
  path.acknowledge(path.a, packet)
  required('Forge', path.a.relay([{ type: 'echo/Forge', value: { packet: other } }]))
  const messages = path.receiveMessages(path.a, other)
  const result = required('ReceivePacket', path.b.relay(messages))
  expect(result.data?.[1]).toMatchObject({ result: 'equivocation' })
  expect(result.events.map(({ type }) => type)).toEqual([
    'ClientUpdated',
    'TrustAlarm',
    'ClientFrozen',
    'PacketEquivocation',
  ])
  expect(status()).toBe('Frozen')
  // The first body stands; the second reached no application.
  expect(echoReceived(path.b.chain.store).get(path.b.clientId, part)).toBe('hello')
  const { proofHeight } = messages[1]?.value as { proofHeight: number }
  expect(equivocationRows(path.b.chain.store).get(path.b.clientId, part)).toMatchObject({
    firstPacketHash: hexEncode(packetCommitment(nodeCrypto, packetFromJson(packet))),
    secondPacketHash: hexEncode(packetCommitment(nodeCrypto, packetFromJson(other))),
    second: other,
    proofHeight,
  })
  const row = consensusRows(path.b.chain.store).get(path.b.clientId, heightPart(proofHeight))
  expect(row?.kept).toBe(true)
  expectRejected(path.b.chain, clientErrors.ClientFrozen, messages.slice(1), [path.b.relayer])
  expect(path.b.chain.violations()).toEqual([])
})
