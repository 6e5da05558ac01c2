import { readFileSync } from 'node:fs'
import { base64Decode, hexDecode, hexEncode } from '@xiezhi/codec'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { acknowledgementCommitment, packetCommitment } from './packet-commitment.ts'
import type { CommittedPacket } from './packet-commitment.ts'

interface Vectors {
  readonly packets: readonly {
    readonly name: string
    readonly packet: CommittedPacket & { readonly payload: { readonly value: string } }
    readonly commitment: string
  }[]
  readonly acknowledgements: readonly {
    readonly name: string
    readonly acknowledgement: string
    readonly commitment: string
  }[]
}

const file = new URL('../../../../vectors/packets/commitments.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors

describe('commitments', () => {
  test.each(vectors.packets)('packet: $name', ({ packet, commitment }) => {
    const payload = { ...packet.payload, value: base64Decode(packet.payload.value) }
    expect(hexEncode(packetCommitment(crypto, { ...packet, payload }))).toBe(commitment)
  })

  test.each(vectors.acknowledgements)('acknowledgement: $name', ({ acknowledgement, commitment }) => {
    expect(hexEncode(acknowledgementCommitment(crypto, hexDecode(acknowledgement)))).toBe(commitment)
  })
})
