import { bytesEqual, utf8Length } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'
import type { CometErrorCode, CometFacts } from './comet-error.ts'
import { validatorAddress } from './hashes.ts'
import type { Sha256 } from './simple-merkle.ts'
import { ZERO_TIME } from './timestamp.ts'
import { isZeroBlockId } from './types.ts'
import type { BlockId, Commit, CommitSig, Header, ValidatorSet } from './types.ts'

export const CHAIN_ID_BYTES_MAX = 50
/** Block protocol version of CometBFT v0.38. */
export const BLOCK_PROTOCOL = 11n
export const HASH_BYTES = 32
const PUBLIC_KEY_BYTES = 32
export const ADDRESS_BYTES = 20
export const SIGNATURE_BYTES_MAX = 64
/** Largest total voting power (MaxTotalVotingPower): int64 / 8. */
export const POWER_MAX = (2n ** 63n - 1n) / 8n

/** Header.ValidateBasic. @throws CometError */
export function validateHeader(header: Header): void {
  require(header.version.block === BLOCK_PROTOCOL, 'HEADER_VERSION', {
    expected: String(BLOCK_PROTOCOL),
    seen: String(header.version.block),
  })
  require(utf8Length(header.chainId) <= CHAIN_ID_BYTES_MAX, 'HEADER_CHAIN_ID', { bytesMax: CHAIN_ID_BYTES_MAX })
  require(header.height > 0n, 'HEADER_HEIGHT', { seen: String(header.height) })
  validateBlockId(header.lastBlockId)
  const hashes = {
    lastCommitHash: header.lastCommitHash,
    dataHash: header.dataHash,
    evidenceHash: header.evidenceHash,
    validatorsHash: header.validatorsHash,
    nextValidatorsHash: header.nextValidatorsHash,
    consensusHash: header.consensusHash,
    lastResultsHash: header.lastResultsHash,
  }
  for (const [field, hash] of Object.entries(hashes)) requireHash(hash, 'HEADER_HASH_BYTES', field)
  require(header.proposerAddress.length === ADDRESS_BYTES, 'HEADER_PROPOSER', {
    seenBytes: header.proposerAddress.length,
  })
}

export function validateBlockId({ hash, partSetHeader }: BlockId): void {
  requireHash(hash, 'BLOCK_ID_INVALID', 'hash')
  requireHash(partSetHeader.hash, 'BLOCK_ID_INVALID', 'partSetHeader')
}

/** What CommitFromProto refuses: a bad block id or slot also below height 1. @throws CometError */
export function validateCommit(commit: Commit): void {
  require(commit.height >= 0n, 'COMMIT_HEIGHT', { seen: String(commit.height) })
  require(commit.round >= 0, 'COMMIT_ROUND', { seen: commit.round })
  validateBlockId(commit.blockId)
  commit.signatures.forEach(validateCommitSig)
  if (commit.height < 1n) return
  require(!isZeroBlockId(commit.blockId), 'BLOCK_ID_INVALID', { field: 'commit' })
  require(commit.signatures.length > 0, 'COMMIT_EMPTY', {})
}

function validateCommitSig(slot: CommitSig, index: number): void {
  if (slot.blockIdFlag === 1) {
    const empty = slot.validatorAddress.length === 0 && slot.signature.length === 0
    const zero = slot.timestamp.seconds === ZERO_TIME.seconds && slot.timestamp.nanos === 0
    require(empty && zero, 'COMMIT_SIG_INVALID', { index, reason: 'absent slot is not empty' })
    return
  }
  require(slot.validatorAddress.length === ADDRESS_BYTES, 'COMMIT_SIG_INVALID', { index, reason: 'address bytes' })
  require(slot.signature.length > 0 && slot.signature.length <= SIGNATURE_BYTES_MAX, 'COMMIT_SIG_INVALID', {
    index,
    reason: 'signature bytes',
  })
}

/** ValidatorSet.ValidateBasic, and that each address is that of its key. @throws CometError */
export function validateValidatorSet(crypto: Sha256, { validators }: ValidatorSet): void {
  require(validators.length > 0, 'VALIDATOR_SET_EMPTY', {})
  let total = 0n
  validators.forEach(({ address, publicKey, votingPower }, index) => {
    require(publicKey.length === PUBLIC_KEY_BYTES, 'VALIDATOR_INVALID', { index, reason: 'key bytes' })
    require(bytesEqual(address, validatorAddress(crypto, publicKey)), 'VALIDATOR_INVALID', { index, reason: 'address' })
    require(votingPower > 0n, 'VALIDATOR_POWER', { index, seen: String(votingPower) })
    total += votingPower
  })
  require(total <= POWER_MAX, 'VALIDATOR_POWER', { max: String(POWER_MAX), seen: String(total) })
}

function requireHash(hash: Uint8Array, code: CometErrorCode, field: string): void {
  require(hash.length === 0 || hash.length === HASH_BYTES, code, { field, seenBytes: hash.length })
}

export function require(condition: boolean, code: CometErrorCode, facts: CometFacts): void {
  if (!condition) throw new CometError(code, facts)
}
