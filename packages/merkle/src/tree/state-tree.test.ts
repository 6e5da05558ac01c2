import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { naiveRoot } from '../testing/naive-root.ts'
import type { LeafChange } from './batch.ts'
import { TreeError } from './errors.ts'
import { segmentOf } from './segment.ts'
import { StateTree } from './state-tree.ts'

/** Key hashes that share long prefixes, so that small trees are deep. */
const keyHash = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 128, 255), fc.integer({ min: 0, max: 31 }))
  .map(([first, bits, position]) => {
    const key = new Uint8Array(32)
    key[0] = first
    key[position] = bits
    return key
  })
const valueHash = fc.integer({ min: 0, max: 255 }).map((byte) => new Uint8Array(32).fill(byte))
const change: fc.Arbitrary<LeafChange> = fc.record({
  keyHash,
  valueHash: fc.oneof({ weight: 2, arbitrary: valueHash }, { weight: 1, arbitrary: fc.constant(null) }),
})
const batch = fc.uniqueArray(change, { selector: (c) => hexEncode(c.keyHash), maxLength: 24 })
const history = fc.array(batch, { minLength: 1, maxLength: 6 })

class Model {
  readonly leaves = new Map<string, { keyHash: Uint8Array; valueHash: Uint8Array }>()

  apply(changes: readonly LeafChange[]): void {
    for (const { keyHash, valueHash } of changes) {
      if (valueHash === null) this.leaves.delete(hexEncode(keyHash))
      else this.leaves.set(hexEncode(keyHash), { keyHash, valueHash })
    }
  }

  sorted(): { keyHash: Uint8Array; valueHash: Uint8Array }[] {
    return [...this.leaves.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, leaf]) => leaf)
  }
}

function code(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof TreeError ? error.code : String(error)
  }
  return 'accepted'
}

describe('StateTree', () => {
  it('has 32 zero bytes as the root of nothing and the leaf as the root of one leaf', () => {
    const tree = new StateTree(nodeCrypto)
    expect(hexEncode(tree.root())).toBe('00'.repeat(32))
    const key = nodeCrypto.sha256(Uint8Array.of(1))
    const value = nodeCrypto.sha256(Uint8Array.of(2))
    tree.update([{ keyHash: key, valueHash: value }])
    expect(tree.root()).toEqual(nodeCrypto.sha256(Uint8Array.of(0, ...key, ...value)))
  })

  it('has the root of the definition after any updates, and the size', () => {
    fc.assert(
      fc.property(history, (batches) => {
        const tree = new StateTree(nodeCrypto)
        const model = new Model()
        for (const changes of batches) {
          tree.update(changes)
          model.apply(changes)
          expect(tree.root()).toEqual(naiveRoot(nodeCrypto, model.sorted()))
          expect(tree.size).toBe(model.leaves.size)
        }
      }),
    )
  })

  it('does not depend on the order of writes or on how they are cut into updates', () => {
    fc.assert(
      fc.property(batch, history, fc.infiniteStream(fc.nat()), (changes, detour, random) => {
        const atOnce = new StateTree(nodeCrypto)
        atOnce.update(changes)
        const oneByOne = new StateTree(nodeCrypto)
        // Leaves written and deleted again on the way leave no trace.
        for (const other of detour) oneByOne.update(other)
        for (const other of detour) oneByOne.update(other.map((c) => ({ ...c, valueHash: null })))
        const shuffled = changes
          .map((c) => ({ c, order: random.next().value as number }))
          .sort((a, b) => a.order - b.order)
        for (const { c } of shuffled) oneByOne.update([c])
        expect(oneByOne.root()).toEqual(atOnce.root())
      }),
    )
  })

  it('reverts exactly, and reverts the revert', () => {
    fc.assert(
      fc.property(history, (batches) => {
        const tree = new StateTree(nodeCrypto)
        const undos = batches.map((changes) => ({ root: tree.root(), size: tree.size, undo: tree.update(changes) }))
        const last = tree.root()
        const redos = undos.toReversed().map(({ root, size, undo }) => {
          const redo = tree.revert(undo)
          expect(tree.root()).toEqual(root)
          expect(tree.size).toBe(size)
          return redo
        })
        for (const redo of redos.toReversed()) tree.revert(redo)
        expect(tree.root()).toEqual(last)
      }),
    )
  })

  it('knows members and neighbours', () => {
    fc.assert(
      fc.property(batch, keyHash, (changes, probe) => {
        const tree = new StateTree(nodeCrypto)
        const model = new Model()
        tree.update(changes)
        model.apply(changes)
        const keys = model.sorted().map((leaf) => hexEncode(leaf.keyHash))
        for (const key of [probe, ...changes.map((c) => c.keyHash)]) {
          const text = hexEncode(key)
          const { left, right } = tree.neighbours(key)
          expect(tree.has(key)).toBe(keys.includes(text))
          expect(left === null ? undefined : hexEncode(left)).toBe(keys.filter((k) => k < text).at(-1))
          expect(right === null ? undefined : hexEncode(right)).toBe(keys.find((k) => k > text))
        }
      }),
    )
  })

  it('comes back from its segments', () => {
    fc.assert(
      fc.property(history, batch, (batches, more) => {
        const tree = new StateTree(nodeCrypto)
        const model = new Model()
        for (const changes of batches) {
          tree.update(changes)
          model.apply(changes)
        }
        const keys = new Map(model.sorted().map((leaf) => [segmentOf(leaf.keyHash), leaf.keyHash]))
        const segments = [...keys].map(([number, key]) => [number, tree.saveSegment(key)] as const)
        const loaded = StateTree.load(nodeCrypto, segments)
        expect(loaded.root()).toEqual(tree.root())
        expect(loaded.size).toBe(tree.size)
        tree.update(more)
        loaded.update(more)
        expect(loaded.root()).toEqual(tree.root())
      }),
    )
  })

  it('shows the subtree of a prefix as the root over the leaves with that prefix', () => {
    fc.assert(
      fc.property(batch, keyHash, fc.integer({ min: 0, max: 24 }), (changes, probe, depth) => {
        const tree = new StateTree(nodeCrypto)
        const model = new Model()
        tree.update(changes)
        model.apply(changes)
        const bits = (key: Uint8Array): string =>
          [...key]
            .map((b) => b.toString(2).padStart(8, '0'))
            .join('')
            .slice(0, depth)
        const members = model.sorted().filter((leaf) => bits(leaf.keyHash) === bits(probe))
        const { kind } = tree.subtree(probe, depth)
        expect(kind).toBe(members.length === 0 ? 'empty' : members.length === 1 ? 'leaf' : 'inner')
      }),
    )
  })

  it('refuses malformed changes and stays as it was', () => {
    const tree = new StateTree(nodeCrypto)
    const key = nodeCrypto.sha256(Uint8Array.of(1))
    tree.update([{ keyHash: key, valueHash: key }])
    const root = tree.root()
    const short = new Uint8Array(31)
    expect(code(() => tree.update([{ keyHash: short, valueHash: key }]))).toBe('TREE_HASH_LENGTH')
    expect(code(() => tree.update([{ keyHash: key, valueHash: short }]))).toBe('TREE_HASH_LENGTH')
    const twice = [key, key].map((keyHash) => ({ keyHash, valueHash: null }))
    expect(code(() => tree.update(twice))).toBe('TREE_DUPLICATE_CHANGE')
    expect(code(() => tree.neighbours(short))).toBe('TREE_HASH_LENGTH')
    expect(tree.root()).toEqual(root)
  })
})

describe('StateTree.load', () => {
  const key = new Uint8Array(32).fill(7)
  const other = Uint8Array.from(key, (byte, i) => (i === 31 ? 8 : byte))
  const tree = new StateTree(nodeCrypto)
  tree.update([key, other].map((keyHash) => ({ keyHash, valueHash: key })))
  const number = segmentOf(key)
  const bytes = tree.saveSegment(key)
  const load = (...segments: (readonly [number, Uint8Array])[]): string =>
    code(() => StateTree.load(nodeCrypto, segments))

  it('accepts the segment it saved', () => {
    expect(load([number, bytes])).toBe('accepted')
  })

  it.each([
    ['too few bytes', bytes.subarray(0, bytes.length - 1)],
    ['too many bytes', Uint8Array.of(...bytes, 0)],
    ['no count', bytes.subarray(0, 3)],
    ['no leaves', new Uint8Array(4)],
    [
      'leaves out of order',
      Uint8Array.of(...bytes.slice(0, 4), ...bytes.slice(68, 132), ...bytes.slice(4, 68), ...bytes.slice(132)),
    ],
    ['a key twice', Uint8Array.of(...bytes.slice(0, 68), ...bytes.slice(4, 68), ...bytes.slice(132))],
    ['a key of another segment', Uint8Array.from(bytes, (byte, i) => (i === 4 ? 6 : byte))],
  ])('refuses a segment with %s', (_, damaged) => {
    expect(load([number, damaged])).toBe('TREE_SEGMENT_INVALID')
  })

  it('refuses segments out of order', () => {
    expect(load([number, bytes], [number, bytes])).toBe('TREE_SEGMENT_INVALID')
  })
})
