export interface Neighbours {
  /** Key hash of the last leaf before the key, null if there is none. */
  readonly left: Uint8Array | null
  /** Key hash of the first leaf after the key, null if there is none. */
  readonly right: Uint8Array | null
}

/** What a prover needs of a tree: the present one, or the tree as it was at an earlier height. */
export interface TreeView {
  /** Whether the key has a leaf. */
  has(keyHash: Uint8Array): boolean
  /** Siblings from the root down to the leaf, or to the empty place or other leaf where the key would stand. */
  path(keyHash: Uint8Array): readonly Uint8Array[]
  /** The leaves next to a key in the order of key hashes; the key's own leaf is not one of them. */
  neighbours(keyHash: Uint8Array): Neighbours
}
