import { createHmacDrbg } from '@noble/curves/utils.js'
import { concatBytes, hexEncode, utf8Encode } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { hmac } from './hmac.ts'
import { P256_ORDER } from './intl/p256-rules.ts'
import { deterministicNonce } from './nonce.ts'
import { pureCrypto } from './pure.ts'
import { bytes32FromNumber, numberFromBytes } from './scalar.ts'
import { sm3 } from './sm/sm3.ts'

const secretKey = new Uint8Array(32).fill(7)

/** The first nonces, all refused but the last. */
function nonces(order: bigint, count: number, digest: bigint, hash = sm3): string[] {
  const seen: string[] = []
  deterministicNonce({ hash, order, secretKey, digest }, (nonce) => {
    seen.push(hexEncode(bytes32FromNumber(nonce)))
    return seen.length === count ? true : undefined
  })
  return seen
}

test('RFC 6979, A.2.5: the nonce for the message "sample"', () => {
  const digest = numberFromBytes(pureCrypto.sha256(utf8Encode('sample')))
  const input = { hash: pureCrypto.sha256, order: P256_ORDER, digest }
  const d = bytes32FromNumber(0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n)
  const nonce = deterministicNonce({ ...input, secretKey: d }, (k) => k)
  expect(nonce.toString(16)).toBe('a6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60')
})

test('later nonces follow as in noble', () => {
  const seen: string[] = []
  const generate = createHmacDrbg<true>(32, 32, (key: Uint8Array, message: Uint8Array) =>
    Uint8Array.from(hmac(sm3, key, message)),
  )
  generate(concatBytes(secretKey, bytes32FromNumber(99n)), (bytes) => {
    seen.push(hexEncode(Uint8Array.from(bytes)))
    return seen.length === 4 ? true : undefined
  })
  expect(nonces(P256_ORDER, 4, 99n)).toEqual(seen)
})

test('candidates outside the group are passed over', () => {
  const all = nonces(2n ** 256n, 40, 5n)
  const order = 2n ** 254n
  const inside = all.filter((nonce) => BigInt(`0x${nonce}`) < order)
  expect(inside.length).toBeGreaterThan(1)
  expect(nonces(order, inside.length, 5n)).toEqual(inside)
})
