import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { HASH_BATCH_PAIRS_MAX, pairHasher } from '@xiezhi/merkle'
import { wasmHasher } from './wasm-hasher.ts'

describe('wasmHasher', () => {
  const fast = wasmHasher()
  const plain = pairHasher(nodeCrypto)
  const both = (tag: number, pairs: Uint8Array): [Uint8Array, Uint8Array] => {
    const count = pairs.length / 64
    const [a, b] = [new Uint8Array(count * 32), new Uint8Array(count * 32)]
    fast.hashPairs(tag, pairs, count, a)
    plain.hashPairs(tag, pairs, count, b)
    return [a, b]
  }

  it('gives SHA-256 for any pairs, tags and counts', () => {
    const pairs = fc.integer({ min: 1, max: 9 }).chain((n) => fc.uint8Array({ minLength: n * 64, maxLength: n * 64 }))
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 127, 255), pairs, (tag, bytes) => {
        const [a, b] = both(tag, bytes)
        expect(a).toEqual(b)
      }),
    )
  })

  it('gives SHA-256 for a full batch, and of a batch no more than was asked', () => {
    const pairs = Uint8Array.from({ length: HASH_BATCH_PAIRS_MAX * 64 }, (_, i) => (i * i) >> 7)
    const [a, b] = both(1, pairs)
    expect(a).toEqual(b)
    const digests = new Uint8Array(96).fill(7)
    fast.hashPairs(1, pairs, 2, digests)
    expect(digests.subarray(64)).toEqual(new Uint8Array(32).fill(7))
  })
})
