import { readFileSync } from 'node:fs'
import { hexEncode, latin1Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { acknowledgementKey, commitmentKey, packetKeyPrefix, receiptKey } from './packet-keys.ts'

interface KeyVector {
  readonly kind: 'commitment' | 'receipt' | 'acknowledgement'
  readonly clientId: string
  readonly sequence: number
  readonly key: string
}

const file = new URL('../../../../vectors/packets/commitments.json', import.meta.url)
const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { readonly keys: readonly KeyVector[] }
const keyOf = { commitment: commitmentKey, receipt: receiptKey, acknowledgement: acknowledgementKey }

describe('packet keys', () => {
  test.each(keys)('$kind of $clientId as others write it', ({ kind, clientId, sequence, key }) => {
    const own = keyOf[kind](clientId, sequence)
    expect(hexEncode(latin1Encode(own))).toBe(key)
    expect(own.startsWith(packetKeyPrefix(clientId, kind))).toBe(true)
  })

  test('a sequence takes eight bytes, the greatest included', () => {
    expect(hexEncode(latin1Encode(receiptKey('c-0', 2 ** 53 - 1)))).toBe('632d3002001fffffffffffff')
  })
})
