import { compareBytes } from '@xiezhi/codec'
import type { LeafChange } from '@xiezhi/merkle'
import { GROUP_COUNT } from './recent-changes.ts'

const HASH_BYTES = 32
/** Key hash, value hash, length of the key. */
const FIXED_BYTES = 2 * HASH_BYTES + 2
const START_BYTES = 4_096

export interface RestoredLeaf extends LeafChange {
  readonly key: Uint8Array
}

/**
 * Leaves of a state that arrives by ascending key, until all are here: by group of 256 segments, in flat memory. Then the
 * tree, and what is ordered by key hash, is made group by group and each place is touched once.
 */
export class RestoredLeaves {
  readonly #groups = Array.from({ length: GROUP_COUNT }, () => ({ bytes: new Uint8Array(START_BYTES), filled: 0 }))

  add(keyHash: Uint8Array, valueHash: Uint8Array, key: Uint8Array): void {
    const group = this.#groups[keyHash[0] ?? 0]
    if (group === undefined) return
    const end = group.filled + FIXED_BYTES + key.length
    if (end > group.bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * group.bytes.length))
      larger.set(group.bytes.subarray(0, group.filled))
      group.bytes = larger
    }
    const { bytes, filled } = group
    bytes.set(keyHash, filled)
    bytes.set(valueHash, filled + HASH_BYTES)
    bytes[filled + FIXED_BYTES - 2] = key.length >> 8
    bytes[filled + FIXED_BYTES - 1] = key.length & 255
    bytes.set(key, filled + FIXED_BYTES)
    group.filled = end
  }

  /** The leaves of each group, by ascending key hash; a group is forgotten with that. */
  *groups(): Iterable<readonly RestoredLeaf[]> {
    for (const group of this.#groups) {
      const { bytes, filled } = group
      const leaves: RestoredLeaf[] = []
      for (let at = 0; at < filled;) {
        const length = (bytes[at + FIXED_BYTES - 2] ?? 0) * 256 + (bytes[at + FIXED_BYTES - 1] ?? 0)
        const keyAt = at + FIXED_BYTES
        leaves.push({
          keyHash: bytes.subarray(at, at + HASH_BYTES),
          valueHash: bytes.subarray(at + HASH_BYTES, at + 2 * HASH_BYTES),
          key: bytes.subarray(keyAt, keyAt + length),
        })
        at = keyAt + length
      }
      group.bytes = new Uint8Array(0)
      group.filled = 0
      if (leaves.length > 0) yield leaves.sort((one, other) => compareBytes(one.keyHash, other.keyHash))
    }
  }
}
