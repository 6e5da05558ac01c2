import { readFileSync } from 'node:fs'
import { be64, bytesEqual, concatBytes, hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { packetSchema } from '../fields.ts'
import type { PacketJson } from '../fields.ts'
import { acknowledgementKey, commitmentKey, keyBytes, receiptKey } from './keys.ts'
import {
  acknowledgementCommitment,
  errorAcknowledgement,
  isErrorAcknowledgement,
  packetCommitment,
  packetFromJson,
  packetToJson,
  payloadHash,
} from './packet-hash.ts'

interface Vectors {
  readonly packets: readonly { readonly name: string; readonly packet: PacketJson; readonly commitment: string }[]
  readonly acknowledgements: readonly {
    readonly name: string
    readonly acknowledgement: string
    readonly commitment: string
  }[]
  readonly keys: readonly {
    readonly kind: 'commitment' | 'receipt' | 'acknowledgement'
    readonly clientId: string
    readonly sequence: number
    readonly key: string
  }[]
}

const file = new URL('../../../../vectors/packets/commitments.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors
const keyOf = { commitment: commitmentKey, receipt: receiptKey, acknowledgement: acknowledgementKey }

describe('packet commitment', () => {
  test.each(vectors.packets)('$name', ({ packet, commitment }) => {
    expect(hexEncode(packetCommitment(crypto, packetFromJson(packetSchema.parse(packet))))).toBe(commitment)
    expect(packetToJson(packetFromJson(packet))).toEqual(packet)
  })

  // F1: what the text of PACKET.md says. Each variant must differ from the value that both implementations have.
  const { packet, commitment } = vectors.packets[0]!
  const parsed = packetFromJson(packet)
  const commit = (timeout: Uint8Array, payload: Uint8Array): string =>
    hexEncode(
      crypto.sha256(
        concatBytes(
          Uint8Array.of(2),
          crypto.sha256(utf8Encode(parsed.destinationClient)),
          crypto.sha256(timeout),
          crypto.sha256(payload),
        ),
      ),
    )
  const payload = payloadHash(crypto, parsed.payload)

  test('is over the big-endian timeout, not the little-endian one of the text', () => {
    expect(commit(be64(100), payload)).toBe(commitment)
    const little = commit(be64(100).reverse(), payload)
    expect(little.startsWith('ef75ed4f')).toBe(true)
    expect(little).not.toBe(commitment)
  })

  test('is over every field of the payload, not over the last one only', () => {
    const onlyValue = crypto.sha256(crypto.sha256(parsed.payload.value))
    expect(commit(be64(100), onlyValue)).not.toBe(commitment)
  })

  test.each([
    ['destinationClient', { destinationClient: '07-tendermint-2' }],
    ['timeoutSeconds', { timeoutSeconds: 101 }],
    ['sourcePort', { payload: { ...parsed.payload, sourcePort: 'transfes' } }],
    ['destinationPort', { payload: { ...parsed.payload, destinationPort: 'transfes' } }],
    ['version', { payload: { ...parsed.payload, version: 'ics20-2' } }],
    ['encoding', { payload: { ...parsed.payload, encoding: 'application/jsom' } }],
    ['value', { payload: { ...parsed.payload, value: Uint8Array.of(1) } }],
  ])('binds %s', (_, change) => {
    expect(hexEncode(packetCommitment(crypto, { ...parsed, ...change }))).not.toBe(commitment)
  })
})

describe('acknowledgement commitment', () => {
  test.each(vectors.acknowledgements)('$name', ({ acknowledgement, commitment }) => {
    expect(hexEncode(acknowledgementCommitment(crypto, hexDecode(acknowledgement)))).toBe(commitment)
  })

  test('the universal error is the hash of its name', () => {
    const hash = crypto.sha256(utf8Encode('UNIVERSAL_ERROR_ACKNOWLEDGEMENT'))
    expect(bytesEqual(errorAcknowledgement(), hash)).toBe(true)
    expect(isErrorAcknowledgement(hash)).toBe(true)
    expect(isErrorAcknowledgement(hash.slice(1))).toBe(false)
  })
})

describe('keys', () => {
  test.each(vectors.keys)('$kind', ({ kind, clientId, sequence, key }) => {
    expect(hexEncode(keyBytes(keyOf[kind](clientId, sequence)))).toBe(key)
  })
})
