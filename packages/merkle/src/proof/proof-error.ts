/**
 * Why a proof was refused. Part of the interface: append, never rename.
 *
 * Facts hold positions, lengths and operation numbers, never keys or values: those may be personal data.
 */
export type ProofErrorCode =
  /** Not the canonical protobuf encoding of a CommitmentProof. `reason` */
  | 'PROOF_ENCODING'
  /** More than PROOF_BYTES_MAX. `expected`, `seen` */
  | 'PROOF_BYTES'
  /** Batch, compressed or empty, or absence where existence was asked, or the other way round. `expected`, `seen` */
  | 'PROOF_KIND'
  /** The proof specification itself cannot be worked with. `field` */
  | 'PROOF_SPEC'
  /** A hash operation other than SHA-256 has to be computed. `operation` */
  | 'PROOF_HASH_OP'
  /** An unknown length operation, or one whose length the data does not have. `operation`, `length` */
  | 'PROOF_LENGTH_OP'
  /** A leaf without key or value, or an inner operation without a child. `field` */
  | 'PROOF_INPUT_EMPTY'
  /** The proof has no leaf operation. */
  | 'PROOF_LEAF_MISSING'
  /** The leaf operation is not that of the specification. `field` */
  | 'PROOF_LEAF_OP'
  /** An inner operation is not one of the specification. `field`, `layer` (1 is next to the leaf) */
  | 'PROOF_INNER_OP'
  /** Fewer or more inner operations than allowed. `expected`, `seen` */
  | 'PROOF_DEPTH'
  /** The proof is for another key. */
  | 'PROOF_KEY'
  /** The proof is for another value. */
  | 'PROOF_VALUE'
  /** The proof leads to another root. */
  | 'PROOF_ROOT'
  /** An absence proof without any neighbour. */
  | 'PROOF_NEIGHBOUR_MISSING'
  /** The key does not lie between the neighbours. `side` */
  | 'PROOF_KEY_ORDER'
  /** A leaf may stand between the neighbours, or beyond the only one. `side` */
  | 'PROOF_NOT_ADJACENT'

export type ProofFacts = Readonly<Record<string, string | number>>

export class ProofError extends Error {
  override readonly name = 'ProofError'
  readonly code: ProofErrorCode
  readonly facts: ProofFacts

  constructor(code: ProofErrorCode, facts: ProofFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
