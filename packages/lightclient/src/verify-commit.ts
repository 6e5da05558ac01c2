import { bytesEqual, hexEncode, latin1Decode } from '@xiezhi/codec'
import { commitSignBytesOf, type BlockId, type Commit, type Validator, type ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { LightClientError } from './light-client-error.ts'
import { checkCommitShape } from './shape.ts'
import type { TrustLevel } from './trust.ts'
import { checkMembers, type CheckedValidators } from './validator-set.ts'

/** CometBFT `BlockIDFlagCommit`: a vote for the block. Absent and nil votes never count. */
const FLAG_COMMIT = 2

/** A vote that counts, and the validator whose key must have signed it. */
interface Vote {
  readonly index: number
  readonly validator: Validator
}

/**
 * Checks that more than two thirds of the set's power signed this block at this height.
 *
 * Slot i belongs to validator i and names its address. Every vote for the block is verified (ZIP-215), also those
 * beyond two thirds (CometBFT `VerifyCommitLightAllSignatures`). Votes for nil and absent ones do not count and their
 * signatures are not read.
 *
 * Throws `COMMIT_MALFORMED`, `VALIDATORS_MALFORMED`, `VALIDATOR_DUPLICATE`, `COMMIT_HEIGHT`, `COMMIT_BLOCK_ID`,
 * `COMMIT_SIZE`, `DUPLICATE_SIGNATURE`, `COMMIT_ADDRESS`, `NOT_ENOUGH_POWER {signed, total}`, `WRONG_SIGNATURE {index}`.
 */
export function verifyCommit(
  crypto: Crypto,
  chainId: string,
  validators: ValidatorSet,
  blockId: BlockId,
  height: bigint,
  commit: Commit,
): void {
  checkCommitShape(commit)
  const checked = checkMembers(crypto, validators)
  if (commit.height !== height) {
    throw new LightClientError('COMMIT_HEIGHT', { expected: String(height), seen: String(commit.height) })
  }
  if (!isSameBlock(commit.blockId, blockId)) {
    throw new LightClientError('COMMIT_BLOCK_ID', {
      expected: hexEncode(blockId.hash),
      seen: hexEncode(commit.blockId.hash),
    })
  }
  new CommitCheck(crypto, chainId, commit, 'all').byTwoThirds(checked)
}

/**
 * Which votes for the block are verified: `all` of the set's members, or in the order of the slots as many as `suffice`,
 * as CometBFT's `VerifyCommitLight` and `VerifyCommitLightTrusting` do. Then a bad signature beyond them goes unseen, so
 * nothing may be concluded from a slot beyond the verdict itself. Form, addresses and powers of all slots count in both.
 */
export type VerifiedVotes = 'all' | 'suffice'

/** The signature checks of one commit; a signature that was found right is not verified again for a second set. */
export class CommitCheck {
  readonly #crypto: Crypto
  readonly #signBytes: (index: number) => Uint8Array
  readonly #commit: Commit
  readonly #verifiedVotes: VerifiedVotes
  readonly #verified = new Set<number>()

  constructor(crypto: Crypto, chainId: string, commit: Commit, verifiedVotes: VerifiedVotes) {
    this.#crypto = crypto
    this.#signBytes = commitSignBytesOf(chainId, commit)
    this.#commit = commit
    this.#verifiedVotes = verifiedVotes
    checkSignedOnce(commit)
  }

  /** More than two thirds of the set that belongs to this height. */
  byTwoThirds({ list, totalPower }: CheckedValidators): void {
    const { signatures } = this.#commit
    if (signatures.length !== list.length) {
      throw new LightClientError('COMMIT_SIZE', { expected: list.length, seen: signatures.length })
    }
    const votes: Vote[] = []
    list.forEach((validator, index) => {
      const signature = signatures[index]
      if (signature?.blockIdFlag !== FLAG_COMMIT) return
      if (!bytesEqual(signature.validatorAddress, validator.address)) {
        throw new LightClientError('COMMIT_ADDRESS', {
          index,
          expected: hexEncode(validator.address),
          seen: hexEncode(signature.validatorAddress),
        })
      }
      votes.push({ index, validator })
    })
    const signed = powerOf(votes)
    if (signed * 3n <= totalPower * 2n) {
      throw new LightClientError('NOT_ENOUGH_POWER', { signed: String(signed), total: String(totalPower) })
    }
    this.#verify(votes, (power) => power * 3n > totalPower * 2n)
  }

  /** More than `trustLevel` of an earlier set, whose members are found by address. */
  byTrusted({ byAddress, totalPower }: CheckedValidators, { numerator, denominator }: TrustLevel): void {
    const votes: Vote[] = []
    this.#commit.signatures.forEach((signature, index) => {
      if (signature.blockIdFlag !== FLAG_COMMIT) return
      const validator = byAddress.get(latin1Decode(signature.validatorAddress))
      if (validator !== undefined) votes.push({ index, validator })
    })
    const signed = powerOf(votes)
    if (signed * BigInt(denominator) <= totalPower * BigInt(numerator)) {
      throw new LightClientError('NOT_ENOUGH_TRUST', {
        signed: String(signed),
        total: String(totalPower),
        numerator,
        denominator,
      })
    }
    this.#verify(votes, (power) => power * BigInt(denominator) > totalPower * BigInt(numerator))
  }

  #verify(votes: readonly Vote[], suffices: (power: bigint) => boolean): void {
    const wanted = this.#verifiedVotes === 'all' ? votes : firstThatSuffice(votes, suffices)
    // A slot names an address, and addresses of both sets were derived from keys: one slot, one key.
    const open = wanted.filter(({ index }) => !this.#verified.has(index))
    const verdicts = this.#crypto.verifyZip215Many(
      open.map(({ index, validator }) => ({
        publicKey: validator.publicKey,
        message: this.#signBytes(index),
        signature: this.#commit.signatures[index]?.signature ?? new Uint8Array(),
      })),
    )
    open.forEach(({ index, validator }, i) => {
      if (verdicts[i] !== true) {
        throw new LightClientError('WRONG_SIGNATURE', { index, address: hexEncode(validator.address) })
      }
      this.#verified.add(index)
    })
  }
}

/** Throws `DUPLICATE_SIGNATURE` if two slots name one validator: its power must not count twice. */
function checkSignedOnce({ signatures }: Commit): void {
  const firstIndexes = new Map<string, number>()
  signatures.forEach(({ validatorAddress }, index) => {
    if (validatorAddress.length === 0) return
    const key = latin1Decode(validatorAddress)
    const first = firstIndexes.get(key)
    if (first !== undefined) throw new LightClientError('DUPLICATE_SIGNATURE', { first, second: index })
    firstIndexes.set(key, index)
  })
}

function firstThatSuffice(votes: readonly Vote[], suffices: (power: bigint) => boolean): readonly Vote[] {
  const first: Vote[] = []
  let power = 0n
  for (const vote of votes) {
    if (suffices(power)) break
    first.push(vote)
    power += vote.validator.votingPower
  }
  return first
}

function powerOf(votes: readonly Vote[]): bigint {
  return votes.reduce((sum, { validator }) => sum + validator.votingPower, 0n)
}

function isSameBlock(a: BlockId, b: BlockId): boolean {
  return (
    bytesEqual(a.hash, b.hash) &&
    a.partSetHeader.total === b.partSetHeader.total &&
    bytesEqual(a.partSetHeader.hash, b.partSetHeader.hash)
  )
}
