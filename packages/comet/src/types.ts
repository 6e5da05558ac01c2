import type { Timestamp } from './timestamp.ts'

export interface PartSetHeader {
  readonly total: number
  readonly hash: Uint8Array
}

export interface BlockId {
  readonly hash: Uint8Array
  readonly partSetHeader: PartSetHeader
}

/** tendermint.types.Header of CometBFT v0.38. Hashes are 32 bytes, or empty where the field allows. */
export interface Header {
  readonly version: { readonly block: bigint; readonly app: bigint }
  readonly chainId: string
  readonly height: bigint
  readonly time: Timestamp
  readonly lastBlockId: BlockId
  readonly lastCommitHash: Uint8Array
  readonly dataHash: Uint8Array
  readonly validatorsHash: Uint8Array
  readonly nextValidatorsHash: Uint8Array
  readonly consensusHash: Uint8Array
  /** State root after the block before this one. */
  readonly appHash: Uint8Array
  readonly lastResultsHash: Uint8Array
  readonly evidenceHash: Uint8Array
  readonly proposerAddress: Uint8Array
}

/** 1 absent, 2 for the block, 3 for nil. */
export type BlockIdFlag = 1 | 2 | 3

export interface CommitSig {
  readonly blockIdFlag: BlockIdFlag
  readonly validatorAddress: Uint8Array
  readonly timestamp: Timestamp
  readonly signature: Uint8Array
}

export interface Commit {
  readonly height: bigint
  readonly round: number
  readonly blockId: BlockId
  /** One slot a validator, in the order of the validator set. */
  readonly signatures: readonly CommitSig[]
}

export interface Validator {
  /** First 20 bytes of SHA-256 of the public key. */
  readonly address: Uint8Array
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly votingPower: bigint
  readonly proposerPriority: bigint
}

/** Validators by power down, then address up. */
export interface ValidatorSet {
  readonly validators: readonly Validator[]
  readonly proposer: Validator | null
}

export interface SignedHeader {
  readonly header: Header
  readonly commit: Commit
}

export interface LightBlock extends SignedHeader {
  readonly validators: ValidatorSet
}

export interface Vote {
  /** 1 prevote, 2 precommit. */
  readonly type: 1 | 2
  readonly height: bigint
  readonly round: number
  readonly blockId: BlockId
  readonly timestamp: Timestamp
  readonly validatorAddress: Uint8Array
  readonly validatorIndex: number
  readonly signature: Uint8Array
  /** Only in precommits for a block, on chains that have vote extensions. Else empty. */
  readonly extension: Uint8Array
  readonly extensionSignature: Uint8Array
}

export interface DuplicateVoteEvidence {
  readonly kind: 'duplicate-vote'
  /** The vote with the lesser block id. */
  readonly voteA: Vote
  readonly voteB: Vote
  readonly totalVotingPower: bigint
  readonly validatorPower: bigint
  readonly timestamp: Timestamp
}

export interface LightClientAttackEvidence {
  readonly kind: 'light-client-attack'
  readonly conflictingBlock: LightBlock
  readonly commonHeight: bigint
  readonly byzantineValidators: readonly Validator[]
  readonly totalVotingPower: bigint
  readonly timestamp: Timestamp
}

export type Evidence = DuplicateVoteEvidence | LightClientAttackEvidence

export interface Block {
  readonly header: Header
  readonly txs: readonly Uint8Array[]
  readonly evidence: readonly Evidence[]
  /** Commit of the block before; null for the first block of a chain, which carries an empty commit. */
  readonly lastCommit: Commit | null
}

/** The fields of a transaction result that enter the results hash. */
export interface DeterministicResult {
  readonly code: number
  readonly data: Uint8Array
  readonly gasWanted: bigint
  readonly gasUsed: bigint
}

export const EMPTY_BLOCK_ID: BlockId = { hash: new Uint8Array(0), partSetHeader: { total: 0, hash: new Uint8Array(0) } }

/** What the first block of a chain carries as the commit of the block before. */
export const EMPTY_COMMIT: Commit = { height: 0n, round: 0, blockId: EMPTY_BLOCK_ID, signatures: [] }

/** A vote for a zero block id is a vote for nil. */
export function isZeroBlockId({ hash, partSetHeader }: BlockId): boolean {
  return hash.length === 0 && partSetHeader.total === 0 && partSetHeader.hash.length === 0
}
