import { bytesEqual, hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simpleMerkleProof, simpleMerkleRoot, simpleMerkleRootFromProof } from './simple-merkle.ts'

const items = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 40 })

describe('simpleMerkleRoot', () => {
  // crypto/merkle/rfc6962_test.go and the test tree of RFC 9162, section 2.1.5, over Certificate Transparency's leaves.
  const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const ROOTS = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]

  it.each(ROOTS.map((root, size) => [size, root] as const))('gives the known root of %d leaves', (size, root) => {
    expect(hexEncode(simpleMerkleRoot(nodeCrypto, LEAVES.slice(0, size).map(hexDecode)))).toBe(root)
  })

  it('changes with each item, with their order and with their number', () => {
    fc.assert(
      fc.property(items, fc.nat(), (list, seed) => {
        const at = seed % list.length
        const root = simpleMerkleRoot(nodeCrypto, list)
        const changed = list.map((item, index) => (index === at ? Uint8Array.from([...item, 1]) : item))
        expect(bytesEqual(simpleMerkleRoot(nodeCrypto, changed), root)).toBe(false)
        expect(bytesEqual(simpleMerkleRoot(nodeCrypto, [...list, utf8Encode('one more')]), root)).toBe(false)
        const swapped = [...list].reverse()
        const palindrome = list.every((item, index) => bytesEqual(item, swapped[index] ?? item))
        expect(bytesEqual(simpleMerkleRoot(nodeCrypto, swapped), root)).toBe(palindrome)
      }),
    )
  })
})

describe('simpleMerkleProof', () => {
  it('proves each item at its place and at no other', () => {
    fc.assert(
      fc.property(items, fc.nat(), fc.nat(), (list, seed, otherSeed) => {
        const at = seed % list.length
        const root = simpleMerkleRoot(nodeCrypto, list)
        const aunts = simpleMerkleProof(nodeCrypto, list, at)
        const proved = (item: Uint8Array, index: number, path: readonly Uint8Array[]): boolean => {
          const from = simpleMerkleRootFromProof(nodeCrypto, item, index, list.length, path)
          return from !== undefined && bytesEqual(from, root)
        }
        const item = list[at] as Uint8Array
        expect(proved(item, at, aunts)).toBe(true)
        expect(proved(Uint8Array.from([...item, 0]), at, aunts)).toBe(false)
        expect(proved(item, at, [...aunts, root])).toBe(false)
        const other = otherSeed % list.length
        const same = other === at || bytesEqual(list[other] as Uint8Array, item)
        if (!same) expect(proved(item, other, simpleMerkleProof(nodeCrypto, list, other))).toBe(false)
        if (aunts.length > 0) expect(proved(item, at, aunts.slice(1))).toBe(false)
      }),
    )
  })

  it.each([
    [-1, 3],
    [3, 3],
    [0, 0],
  ])('gives no root for place %d of %d', (index, total) => {
    expect(simpleMerkleRootFromProof(nodeCrypto, utf8Encode('x'), index, total, [])).toBeUndefined()
  })
})
