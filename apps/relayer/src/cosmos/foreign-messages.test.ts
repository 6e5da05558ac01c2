import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Encode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { packetCommitment, packetFromJson } from '@xiezhi/interchain'
import { Acknowledgement, Packet } from 'cosmjs-types/ibc/core/channel/v2/packet'
import { MsgTimeout } from 'cosmjs-types/ibc/core/channel/v2/tx'
import { afterAll, describe, expect, test } from 'vitest'
import { CosmosAccount } from './cosmos-account.ts'
import { zoneEvents } from './cosmos-events.ts'
import { cosmosMessages } from './cosmos-messages.ts'
import { fromCosmosAcknowledgement, fromCosmosPacket, toCosmosPacket } from './cosmos-packet.ts'
import { recordedPacket } from './testing/recorded-packet.ts'

const { protobuf: PACKET_HEX, commitment: COMMITMENT_HEX } = recordedPacket()
const CONTEXT = { signer: 'cosmos1invented', peerRevision: 1n }

const packet = fromCosmosPacket(PACKET_HEX)
if (packet === undefined) throw new RangeError('the packet does not decode')

const hexOf = (change: Partial<Packet>): string =>
  hexEncode(Packet.encode({ ...toCosmosPacket(packet), ...change }).finish())

describe('a packet of ibc-go', () => {
  test('is read as the packet that it committed to, and written as it was', () => {
    expect(packet).toMatchObject({
      sequence: 1,
      sourceClient: '07-tendermint-0',
      destinationClient: '07-tendermint-0',
      timeoutSeconds: 1_795_462_859,
      payload: { sourcePort: 'transfer', version: 'ics20-1', encoding: 'application/x-protobuf' },
    })
    expect(hexEncode(packetCommitment(nodeCrypto, packetFromJson(packet)))).toBe(COMMITMENT_HEX)
    expect(hexEncode(Packet.encode(toCosmosPacket(packet)).finish())).toBe(PACKET_HEX)
  })

  const [payload] = toCosmosPacket(packet).payloads
  test.each<[string, string]>([
    ['nothing', ''],
    ['no hexadecimal', 'zz'],
    ['cut off', PACKET_HEX.slice(0, -2)],
    ['an illegal tag', '07'],
    ['no payload', hexOf({ payloads: [] })],
    ['two payloads', hexOf({ payloads: payload === undefined ? [] : [payload, payload] })],
    ['a sequence beyond 2^53', hexOf({ sequence: 2n ** 53n })],
    ['a client id that is none here', hexOf({ destinationClient: 'client' })],
    [
      'a payload beyond the limit',
      hexOf({ payloads: payload === undefined ? [] : [{ ...payload, value: new Uint8Array(49_153) }] }),
    ],
  ])('that a zone cannot take is left out: %s', (_, hex) => {
    expect(fromCosmosPacket(hex)).toBeUndefined()
    expect(zoneEvents([{ type: 'send_packet', attributes: { encoded_packet_hex: hex } }])).toEqual([])
  })
})

describe('events of ibc-go', () => {
  const about = { packet_source_client: '07-tendermint-0', packet_dest_client: '07-tendermint-3', packet_sequence: '9' }
  const answer = (...answers: readonly string[]): string =>
    hexEncode(Acknowledgement.encode({ appAcknowledgements: answers.map((text) => utf8Encode(text)) }).finish())

  test('are told as those of a zone', () => {
    const named = { sourceClient: '07-tendermint-0', destinationClient: '07-tendermint-3', sequence: 9 }
    const written = { encoded_packet_hex: PACKET_HEX, encoded_acknowledgement_hex: answer('done') }
    expect(
      zoneEvents([
        { type: 'send_packet', attributes: { encoded_packet_hex: PACKET_HEX } },
        { type: 'recv_packet', attributes: about },
        { type: 'write_acknowledgement', attributes: written },
        { type: 'acknowledge_packet', attributes: about },
        { type: 'timeout_packet', attributes: about },
        { type: 'update_client', attributes: { client_id: '07-tendermint-0', consensus_heights: '1-41,1-42' } },
      ]),
    ).toEqual([
      { type: 'PacketSent', data: { packet } },
      { type: 'PacketReceived', data: named },
      { type: 'AcknowledgementWritten', data: { packet, acknowledgement: base64Encode(utf8Encode('done')) } },
      { type: 'PacketAcknowledged', data: named },
      { type: 'PacketTimedOut', data: named },
      { type: 'ClientUpdated', data: { clientId: '07-tendermint-0', height: 42 } },
    ])
  })

  test('of channels, of misbehaviour and of several answers tell nothing', () => {
    expect(fromCosmosAcknowledgement(answer('one', 'two'))).toBeUndefined()
    expect(
      zoneEvents([
        { type: 'transfer', attributes: { amount: '5stake' } },
        { type: 'recv_packet', attributes: { packet_dst_channel: 'channel-0', packet_sequence: '9' } },
        { type: 'update_client', attributes: { client_id: '07-tendermint-0', consensus_heights: '' } },
        { type: 'write_acknowledgement', attributes: { encoded_packet_hex: PACKET_HEX } },
      ]),
    ).toEqual([])
  })
})

describe('messages to ibc-go', () => {
  test('name the height with the revision of the peer', () => {
    const proof = base64Encode(Uint8Array.of(1, 2, 3))
    const [message] = cosmosMessages(
      [{ type: 'packet/TimeoutPacket', value: { packet, proof, proofHeight: 12 } }],
      CONTEXT,
    )
    expect(message?.typeUrl).toBe('/ibc.core.channel.v2.MsgTimeout')
    expect(MsgTimeout.decode(message?.value ?? new Uint8Array())).toMatchObject({
      proofHeight: { revisionNumber: 1n, revisionHeight: 12n },
      proofUnreceived: Uint8Array.of(1, 2, 3),
      signer: CONTEXT.signer,
    })
  })

  test.each([2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1])(
    'keep a deadline of %d seconds: each number of 64 bits is written whole',
    (timeoutSeconds) => {
      const late = { ...packet, timeoutSeconds }
      const [message] = cosmosMessages(
        [{ type: 'packet/TimeoutPacket', value: { packet: late, proof: '', proofHeight: 12 } }],
        CONTEXT,
      )
      const written = MsgTimeout.decode(message?.value ?? new Uint8Array())
      expect(written.packet.timeoutTimestamp).toBe(BigInt(timeoutSeconds))
    },
  )

  test('that have no form there are refused', () => {
    expect(() => cosmosMessages([{ type: 'client/FreezeClient', value: {} }], CONTEXT)).toThrow(
      expect.objectContaining({ code: 'MESSAGE_UNKNOWN', facts: { type: 'client/FreezeClient' } }) as Error,
    )
  })
})

describe('an account', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xz-cosmos-key-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  const config = { name: 'hub', url: 'ws://127.0.0.1:1/websocket', prefix: 'cosmos', keyFile: join(folder, 'hub.key') }

  test('has the address of its key', async () => {
    writeFileSync(config.keyFile, `${'11'.repeat(32)}\n`)
    const { address } = await CosmosAccount.load(config)
    expect(address).toMatch(/^cosmos1[0-9a-z]{38}$/)
  })

  test.each([
    ['absent', undefined, 'a readable file'],
    ['too short', '11'.repeat(31), '64 hexadecimal digits'],
  ])('whose key file is %s is refused, and the key is not shown', async (_, content, expected) => {
    rmSync(config.keyFile, { force: true })
    if (content !== undefined) writeFileSync(config.keyFile, content)
    await expect(CosmosAccount.load(config)).rejects.toMatchObject({
      code: 'KEY_INVALID',
      facts: { file: config.keyFile, expected },
    })
  })
})
