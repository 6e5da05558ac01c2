import { INNER_TAG, LEAF_TAG } from '../tree/hasher.ts'
import type { Sha256 } from '../tree/hasher.ts'
import { bitAt } from '../tree/words.ts'

/** The definition of the root, written as it reads: the tests' measure for StateTree. */
export function naiveRoot(
  crypto: Sha256,
  leaves: readonly { keyHash: Uint8Array; valueHash: Uint8Array }[],
): Uint8Array {
  const subtree = (members: typeof leaves, depth: number): Uint8Array => {
    const [first, second] = members
    if (first === undefined) return new Uint8Array(32)
    if (second === undefined) return crypto.sha256(Uint8Array.of(LEAF_TAG, ...first.keyHash, ...first.valueHash))
    const left = subtree(
      members.filter((leaf) => bitAt(leaf.keyHash, 0, depth) === 0),
      depth + 1,
    )
    const right = subtree(
      members.filter((leaf) => bitAt(leaf.keyHash, 0, depth) === 1),
      depth + 1,
    )
    return crypto.sha256(Uint8Array.of(INNER_TAG, ...left, ...right))
  }
  return subtree(leaves, 0)
}
