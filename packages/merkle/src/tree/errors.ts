export type TreeErrorCode =
  /** A key hash or value hash is not 32 bytes. Facts: `expected`, `seen`. */
  | 'TREE_HASH_LENGTH'
  /** One batch changes the same key twice. Facts: `keyHash`. */
  | 'TREE_DUPLICATE_CHANGE'
  /** A stored segment does not describe a subtree. Facts: `reason`, `segment`. */
  | 'TREE_SEGMENT_INVALID'
  /** A proof was asked for a key the tree does not hold, or of absence for one it holds. Facts: `keyHash`. */
  | 'TREE_KEY_ABSENT'
  | 'TREE_KEY_PRESENT'
  /** An empty tree can prove nothing (ICS-23 has no proof without a leaf). */
  | 'TREE_EMPTY'
  /** A depth or index outside the tree was computed. Facts: `depth`, `index`. */
  | 'TREE_INDEX'
  /** The preimage given for a neighbour does not hash to its key hash. Facts: `expected`, `seen`. */
  | 'TREE_PREIMAGE_MISMATCH'

export class TreeError extends Error {
  readonly code: TreeErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: TreeErrorCode, facts: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.name = 'TreeError'
    this.code = code
    this.facts = facts
  }
}
