import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, test } from 'vitest'
import { EMPTY_SET, setDigest, setOf, withId, withoutId } from './id-set.ts'

const IDS = Array.from({ length: 40 }, (_, n) => n.toString(16).padStart(32, '0'))

describe('sets of ids', () => {
  test('ids that come and go leave the set of those that stand, in any order', () => {
    const grown = [...IDS].reverse().reduce((set, id) => withId(nodeCrypto, set, id), EMPTY_SET)
    expect(grown).toEqual(setOf(nodeCrypto, IDS))
    const [first = '', ...rest] = IDS
    expect(withoutId(nodeCrypto, grown, first)).toEqual(setOf(nodeCrypto, rest))
    expect(rest.reduce((set, id) => withoutId(nodeCrypto, set, id), setOf(nodeCrypto, rest))).toEqual(EMPTY_SET)
  })

  test('another id, and one more or less, is another digest', () => {
    const digests = [IDS, IDS.slice(1), [...IDS.slice(1), 'ff'.repeat(16)], []].map((ids) =>
      setDigest(nodeCrypto, setOf(nodeCrypto, ids)),
    )
    expect(new Set(digests).size).toBe(4)
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  })
})
