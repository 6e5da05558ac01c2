import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { StateTree } from './state-tree.ts'
import { SegmentedTree } from './segmented-tree.ts'
import type { SegmentSource } from './segmented-tree.ts'

/** With `isWhole` the source has some subtrees ready between its groups and segments. */
function sourceOf(tree: StateTree, isWhole: (depth: number, prefix: number) => boolean): SegmentSource {
  const key = (first: number, second: number): Uint8Array =>
    Uint8Array.from({ length: 32 }, (_, i) => [first, second][i] ?? 0)
  return {
    group: (group) => tree.subtree(key(group, 0), 8),
    segment: (segment) => tree.subtree(key(segment >> 8, segment & 255), 16),
    leaves: (segment) => tree.leaves(key(segment >> 8, segment & 255)),
    whole: (depth, prefix) => {
      const segment = prefix << (16 - depth)
      return isWhole(depth, prefix) ? tree.subtree(key(segment >> 8, segment & 255), depth) : undefined
    },
  }
}

/** Few first and second bytes, so that groups and segments hold none, one or several leaves. */
const wholeness: ((depth: number, prefix: number) => boolean)[] = [
  () => false,
  () => true,
  (depth, prefix) => (depth + prefix) % 3 === 0,
]

const keyHash = fc
  .tuple(
    fc.constantFrom(0, 1, 2, 128, 255),
    fc.constantFrom(0, 1, 255),
    fc.constantFrom(0, 1, 64),
    fc.constantFrom(0, 7),
  )
  .map((bytes) => Uint8Array.from({ length: 32 }, (_, i) => bytes[i] ?? 0))

describe('SegmentedTree', () => {
  it.each(wholeness)('answers as the tree whose segments it is given (%#)', (isWhole) => {
    fc.assert(
      fc.property(fc.uniqueArray(keyHash, { selector: String, maxLength: 14 }), keyHash, (keys, probe) => {
        const tree = new StateTree(nodeCrypto)
        tree.update(keys.map((key) => ({ keyHash: key, valueHash: nodeCrypto.sha256(key) })))
        const segmented = new SegmentedTree(nodeCrypto, sourceOf(tree, isWhole))
        expect(segmented.root()).toEqual(tree.root())
        for (const key of [probe, ...keys]) {
          expect(segmented.has(key)).toBe(tree.has(key))
          expect(segmented.path(key)).toEqual(tree.path(key))
          expect(segmented.neighbours(key)).toEqual(tree.neighbours(key))
        }
      }),
    )
  })

  it.each(wholeness)('answers so in a tree of many random keys (%#)', (isWhole) => {
    const tree = new StateTree(nodeCrypto)
    const keys = Array.from({ length: 3000 }, (_, i) => nodeCrypto.sha256(Uint8Array.of(i >> 8, i)))
    const [members, others] = [keys.slice(0, 2900), keys.slice(2900)]
    tree.update(members.map((key) => ({ keyHash: key, valueHash: key })))
    const segmented = new SegmentedTree(nodeCrypto, sourceOf(tree, isWhole))
    expect(segmented.root()).toEqual(tree.root())
    for (const key of [...others, ...members.slice(0, 100)]) {
      expect(segmented.path(key)).toEqual(tree.path(key))
      expect(segmented.neighbours(key)).toEqual(tree.neighbours(key))
    }
  })
})
