import { bytesEqual } from '@xiezhi/codec'
import type { LightBlock, Timestamp } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { LightClientError } from './light-client-error.ts'
import { checkSignedHeader } from './signed-header.ts'
import { checkNotExpired, checkTrustOptions, nanoseconds, type TrustedState, type TrustOptions } from './trust.ts'
import { checkValidators } from './validator-set.ts'
import { CommitCheck } from './verify-commit.ts'
import { trustedValidators } from './verify-header.ts'

/** Two blocks at one height, or a later height with no later time. */
export type MisbehaviourKind = 'equivocation' | 'time-violation'

/** One of two conflicting blocks, with the trusted state from which it would have convinced a client. */
export interface ConflictingBlock {
  readonly trusted: TrustedState
  readonly block: LightBlock
}

/** What a client keeps per height (`ibc.lightclients.tendermint.v1.ConsensusState`). */
export interface StoredConsensus {
  readonly timestamp: Timestamp
  /** App hash of the header. */
  readonly root: Uint8Array
  readonly nextValidatorsHash: Uint8Array
}

/** The stored states around a header: at its height, and the nearest below and above. */
export interface StoredNeighbours {
  readonly same?: StoredConsensus
  readonly previous?: StoredConsensus
  readonly next?: StoredConsensus
}

/**
 * Compares two blocks that have been verified; of others the result means nothing. For evidence from outside, which
 * must verify first, use `verifyMisbehaviour`.
 */
export function detectMisbehaviour(a: LightBlock, b: LightBlock): MisbehaviourKind | null {
  if (a.header.height === b.header.height) {
    return bytesEqual(a.commit.blockId.hash, b.commit.blockId.hash) ? null : 'equivocation'
  }
  const [later, earlier] = a.header.height > b.header.height ? [a, b] : [b, a]
  return nanoseconds(later.header.time) > nanoseconds(earlier.header.time) ? null : 'time-violation'
}

/** Compares a verified block with what the client has stored (ibc-go `CheckForMisbehaviour` of a header). */
export function detectConflict(block: LightBlock, stored: StoredNeighbours): MisbehaviourKind | null {
  const { time, appHash, nextValidatorsHash } = block.header
  const timeNs = nanoseconds(time)
  const { same, previous, next } = stored
  if (same !== undefined) {
    const isSame =
      nanoseconds(same.timestamp) === timeNs &&
      bytesEqual(same.root, appHash) &&
      bytesEqual(same.nextValidatorsHash, nextValidatorsHash)
    return isSame ? null : 'equivocation'
  }
  if (previous !== undefined && nanoseconds(previous.timestamp) >= timeNs) return 'time-violation'
  if (next !== undefined && nanoseconds(next.timestamp) <= timeNs) return 'time-violation'
  return null
}

/**
 * Judges evidence: both blocks would have convinced a client from their trusted states, and they exclude each other.
 * An unsigned, under-signed or foreign second block is no evidence, however different it is.
 *
 * As in ibc-go (`misbehaviour_handle.go`), each block needs the trust level of its trusted next validators and two
 * thirds of its own set, also at the adjacent height, and unlike there every vote for the block is verified, since the
 * votes name who is to answer for it (who reports can leave a bad one out); its time is not held against the clock, since a wrong time may be
 * the offence. Throws `NO_MISBEHAVIOUR` if the blocks agree, and the codes of `verifyNonAdjacent` if one does not verify.
 */
export function verifyMisbehaviour(
  crypto: Crypto,
  chainId: string,
  first: ConflictingBlock,
  second: ConflictingBlock,
  options: TrustOptions,
  nowMs: number,
): MisbehaviourKind {
  checkTrustOptions(options)
  verifyConvincing(crypto, chainId, first, options, nowMs)
  verifyConvincing(crypto, chainId, second, options, nowMs)
  const kind = detectMisbehaviour(first.block, second.block)
  if (kind === null) {
    throw new LightClientError('NO_MISBEHAVIOUR', {
      firstHeight: String(first.block.header.height),
      secondHeight: String(second.block.header.height),
    })
  }
  return kind
}

function verifyConvincing(
  crypto: Crypto,
  chainId: string,
  { trusted, block }: ConflictingBlock,
  options: TrustOptions,
  nowMs: number,
): void {
  checkNotExpired(trusted.time, options, nowMs)
  const { header, commit } = block
  checkSignedHeader(crypto, chainId, block)
  if (header.height <= trusted.height) {
    throw new LightClientError('HEIGHT_NOT_GREATER', {
      trustedHeight: String(trusted.height),
      height: String(header.height),
    })
  }
  const validators = checkValidators(crypto, block.validators, header.validatorsHash, 'VALIDATORS_HASH')
  const check = new CommitCheck(crypto, chainId, commit, 'all')
  check.byTrusted(trustedValidators(crypto, trusted), options.trustLevel)
  check.byTwoThirds(validators)
}
