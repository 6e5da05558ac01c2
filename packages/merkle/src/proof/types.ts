/** HashOp of `cosmos.ics23.v1`. Only SHA-256 is computed here; the specifications in use need no other. */
export const HASH_OP = { NO_HASH: 0, SHA256: 1 } as const

/** LengthOp of `cosmos.ics23.v1`. VAR_RLP (2) is defined there and implemented nowhere. */
export const LENGTH_OP = {
  NO_PREFIX: 0,
  VAR_PROTO: 1,
  FIXED32_BIG: 3,
  FIXED32_LITTLE: 4,
  FIXED64_BIG: 5,
  FIXED64_LITTLE: 6,
  REQUIRE_32_BYTES: 7,
  REQUIRE_64_BYTES: 8,
} as const

/** Operation numbers are plain numbers, because a proof may hold any. */
export interface LeafOp {
  readonly hash: number
  readonly prehashKey: number
  readonly prehashValue: number
  readonly length: number
  readonly prefix: Uint8Array
}

export interface InnerOp {
  readonly hash: number
  readonly prefix: Uint8Array
  readonly suffix: Uint8Array
}

export interface ExistenceProof {
  readonly key: Uint8Array
  readonly value: Uint8Array
  readonly leaf: LeafOp | null
  /** From the leaf to the root. */
  readonly path: readonly InnerOp[]
}

export interface NonExistenceProof {
  readonly key: Uint8Array
  readonly left: ExistenceProof | null
  readonly right: ExistenceProof | null
}

/** The two kinds a light client takes. */
export type CommitmentProof =
  | { readonly kind: 'exist'; readonly exist: ExistenceProof }
  | { readonly kind: 'nonexist'; readonly nonexist: NonExistenceProof }

export interface InnerSpec {
  /** Which child stands at which place: [0, 1] for a binary tree. */
  readonly childOrder: readonly number[]
  /** Bytes a sibling takes in a prefix or suffix. */
  readonly childSize: number
  readonly minPrefixLength: number
  readonly maxPrefixLength: number
  /** What stands for an empty subtree; empty bytes if the tree has none. */
  readonly emptyChild: Uint8Array
  readonly hash: number
}

export interface ProofSpec {
  readonly leafSpec: LeafOp
  readonly innerSpec: InnerSpec
  /** 0 means DEPTH_DEFAULT_MAX. */
  readonly maxDepth: number
  /** 0 means no minimum. */
  readonly minDepth: number
  /** Whether keys are ordered by their hash. */
  readonly prehashKeyBeforeComparison: boolean
}
