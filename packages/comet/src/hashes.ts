import { concatBytes, ProtoWriter, uvarint } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'
import { encodeBlockId, encodeCommitSig, encodeEvidence, encodePublicKey, encodeVersion } from './encode.ts'
import { simpleMerkleRoot } from './simple-merkle.ts'
import type { Sha256 } from './simple-merkle.ts'
import { encodeTimestamp } from './timestamp.ts'
import type { Timestamp } from './timestamp.ts'
import { isZeroBlockId } from './types.ts'
import type { BlockId, Commit, DeterministicResult, Evidence, Header, PartSetHeader, ValidatorSet } from './types.ts'

/** Bytes of a part of a block. */
export const PART_BYTES = 65_536

const PRECOMMIT = 2

/**
 * Hash of the 14 header fields, which is the block's hash. Empty fields are empty leaves; scalars are wrapped as
 * google.protobuf values. CometBFT gives no hash to a header without a validators hash; such a header is not valid.
 */
export function headerHash(crypto: Sha256, header: Header): Uint8Array {
  const wrapped = (bytes: Uint8Array): Uint8Array => new ProtoWriter().bytes(1, bytes).finish()
  return simpleMerkleRoot(crypto, [
    encodeVersion(header.version),
    new ProtoWriter().string(1, header.chainId).finish(),
    new ProtoWriter().int64(1, header.height).finish(),
    encodeTimestamp(header.time),
    encodeBlockId(header.lastBlockId),
    wrapped(header.lastCommitHash),
    wrapped(header.dataHash),
    wrapped(header.validatorsHash),
    wrapped(header.nextValidatorsHash),
    wrapped(header.consensusHash),
    wrapped(header.appHash),
    wrapped(header.lastResultsHash),
    wrapped(header.evidenceHash),
    wrapped(header.proposerAddress),
  ])
}

/** Leaves are SimpleValidator: public key and power, nothing else. */
export function validatorsHash(crypto: Sha256, { validators }: ValidatorSet): Uint8Array {
  return simpleMerkleRoot(
    crypto,
    validators.map(({ publicKey, votingPower }) =>
      new ProtoWriter().message(1, encodePublicKey(publicKey), { always: true }).int64(2, votingPower).finish(),
    ),
  )
}

export function commitHash(crypto: Sha256, commit: Commit | null): Uint8Array {
  return simpleMerkleRoot(crypto, commit === null ? [] : commit.signatures.map(encodeCommitSig))
}

export function dataHash(crypto: Sha256, txs: readonly Uint8Array[]): Uint8Array {
  return simpleMerkleRoot(
    crypto,
    txs.map((tx) => crypto.sha256(tx)),
  )
}

export function resultsHash(crypto: Sha256, results: readonly DeterministicResult[]): Uint8Array {
  return simpleMerkleRoot(
    crypto,
    results.map(({ code, data, gasWanted, gasUsed }) =>
      new ProtoWriter().uint(1, code).bytes(2, data).int64(5, gasWanted).int64(6, gasUsed).finish(),
    ),
  )
}

/** Leaves are the bare evidence messages, without the `Evidence` around them that a block has. */
export function evidenceHash(crypto: Sha256, evidence: readonly Evidence[]): Uint8Array {
  return simpleMerkleRoot(crypto, evidence.map(encodeEvidence))
}

/** Only two of the parameters count. */
export function consensusParamsHash(
  crypto: Sha256,
  params: { readonly blockBytesMax: bigint; readonly blockGasMax: bigint },
): Uint8Array {
  return crypto.sha256(new ProtoWriter().int64(1, params.blockBytesMax).int64(2, params.blockGasMax).finish())
}

/** First 20 bytes of SHA-256 of an Ed25519 public key. */
export function validatorAddress(crypto: Sha256, publicKey: Uint8Array): Uint8Array {
  return crypto.sha256(publicKey).slice(0, 20)
}

/** A block in parts, and the root over them. `simpleMerkleProof` over the parts proves one. */
export function partSet(
  crypto: Sha256,
  blockBytes: Uint8Array,
): { readonly header: PartSetHeader; readonly parts: readonly Uint8Array[] } {
  const parts: Uint8Array[] = []
  for (let at = 0; at < blockBytes.length; at += PART_BYTES) parts.push(blockBytes.slice(at, at + PART_BYTES))
  return { header: { total: parts.length, hash: simpleMerkleRoot(crypto, parts) }, parts }
}

export interface CanonicalVote {
  readonly type: 1 | 2
  readonly height: bigint
  readonly round: number
  /** Null or zero: a vote for nil. */
  readonly blockId: BlockId | null
  readonly timestamp: Timestamp
}

/** What a validator signs: CanonicalVote behind its length. */
export function canonicalVoteBytes(chainId: string, vote: CanonicalVote): Uint8Array {
  return signBytes(voteStart(vote), vote.timestamp, voteEnd(chainId))
}

/**
 * Sign bytes of slot `index` of a commit: for the block, or for nil by the slot's flag.
 * @throws CometError COMMIT_SIG_INVALID if there is no such slot
 */
export function commitSignBytes(chainId: string, commit: Commit, index: number): Uint8Array {
  return commitSignBytesOf(chainId, commit)(index)
}

/** `commitSignBytes` for many slots of one commit, which differ in nothing but the time. */
export function commitSignBytesOf(chainId: string, commit: Commit): (index: number) => Uint8Array {
  const { height, round, signatures } = commit
  const forBlock = voteStart({ type: PRECOMMIT, height, round, blockId: commit.blockId })
  const end = voteEnd(chainId)
  return (index) => {
    const slot = signatures[index]
    if (slot === undefined) throw new CometError('COMMIT_SIG_INVALID', { index, reason: 'no such slot' })
    const start = slot.blockIdFlag === 2 ? forBlock : voteStart({ type: PRECOMMIT, height, round, blockId: null })
    return signBytes(start, slot.timestamp, end)
  }
}

function voteStart({ type, height, round, blockId }: Omit<CanonicalVote, 'timestamp'>): Uint8Array {
  const writer = new ProtoWriter().uint(1, type).sfixed64(2, height).sfixed64(3, round)
  if (blockId !== null && !isZeroBlockId(blockId)) writer.message(4, encodeBlockId(blockId), { always: true })
  return writer.finish()
}

function voteEnd(chainId: string): Uint8Array {
  return new ProtoWriter().string(6, chainId).finish()
}

function signBytes(start: Uint8Array, timestamp: Timestamp, end: Uint8Array): Uint8Array {
  const time = new ProtoWriter().message(5, encodeTimestamp(timestamp), { always: true }).finish()
  return concatBytes(uvarint(start.length + time.length + end.length), start, time, end)
}
