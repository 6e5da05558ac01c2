import { bytesEqual, hexEncode } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { LightClientError } from './light-client-error.ts'
import { checkSignedHeader } from './signed-header.ts'
import {
  checkNotExpired,
  checkTrustOptions,
  msToNanoseconds,
  nanoseconds,
  type TrustedState,
  type TrustOptions,
} from './trust.ts'
import { checkValidators, type CheckedValidators } from './validator-set.ts'
import { CommitCheck } from './verify-commit.ts'

/**
 * Verifies a header from an earlier one that is trusted: `verifyAdjacent` at the next height, `verifyNonAdjacent`
 * beyond it. A `nextValidators` that comes with the trusted state must be the right one in both cases, as 07-tendermint
 * demands of its `trusted_validators`.
 *
 * As in both sources, signatures are verified in the order of the slots until they suffice; later ones are not looked
 * at, so a commit with a bad one there is taken.
 *
 * Source: CometBFT v0.38 `light/verifier.go`, ibc-go `07-tendermint/update.go`. Throws `LightClientError`.
 */
export function verifyHeader(
  crypto: Crypto,
  chainId: string,
  trusted: TrustedState,
  untrusted: LightBlock,
  options: TrustOptions,
  nowMs: number,
): void {
  const verify = untrusted.header.height === trusted.height + 1n ? verifyAdjacent : verifyNonAdjacent
  if (verify === verifyAdjacent && trusted.nextValidators !== null) trustedValidators(crypto, trusted)
  verify(crypto, chainId, trusted, untrusted, options, nowMs)
}

/**
 * Verifies the header at the next height: its validator set is the one that the trusted header names.
 *
 * Throws `TRUST_OPTIONS`, `TRUST_EXPIRED`, `HEIGHT_NOT_ADJACENT`, `HEADER_MALFORMED`, `COMMIT_MALFORMED`, `CHAIN_ID`,
 * `COMMIT_HEIGHT`, `COMMIT_BLOCK_ID`, `HEIGHT_NOT_GREATER`, `TIME_NOT_GREATER`, `HEADER_FROM_FUTURE`,
 * `VALIDATORS_MALFORMED`, `VALIDATOR_DUPLICATE`, `VALIDATORS_HASH`, `NEXT_VALIDATORS_HASH`, and those of the commit:
 * `COMMIT_SIZE`, `DUPLICATE_SIGNATURE`, `COMMIT_ADDRESS`, `NOT_ENOUGH_POWER`, `WRONG_SIGNATURE`.
 */
export function verifyAdjacent(
  crypto: Crypto,
  chainId: string,
  trusted: TrustedState,
  untrusted: LightBlock,
  options: TrustOptions,
  nowMs: number,
): void {
  checkTrustOptions(options)
  checkNotExpired(trusted.time, options, nowMs)
  const { header, commit } = untrusted
  const validators = checkNewBlock(crypto, chainId, trusted, untrusted, options, nowMs)
  if (header.height !== trusted.height + 1n) {
    throw new LightClientError('HEIGHT_NOT_ADJACENT', heights(trusted, untrusted))
  }
  if (!bytesEqual(header.validatorsHash, trusted.nextValidatorsHash)) {
    throw new LightClientError('NEXT_VALIDATORS_HASH', {
      expected: hexEncode(trusted.nextValidatorsHash),
      seen: hexEncode(header.validatorsHash),
    })
  }
  new CommitCheck(crypto, chainId, commit, 'suffice').byTwoThirds(validators)
}

/**
 * Verifies a header beyond the next height: more than the trust level of the trusted next validators signed it.
 *
 * Throws as `verifyAdjacent` does but for the adjacent codes, and `HEIGHT_ADJACENT`, `TRUSTED_VALIDATORS_ABSENT`,
 * `TRUSTED_VALIDATORS_HASH`, `NOT_ENOUGH_TRUST {signed, total, numerator, denominator}`.
 */
export function verifyNonAdjacent(
  crypto: Crypto,
  chainId: string,
  trusted: TrustedState,
  untrusted: LightBlock,
  options: TrustOptions,
  nowMs: number,
): void {
  checkTrustOptions(options)
  checkNotExpired(trusted.time, options, nowMs)
  const validators = checkNewBlock(crypto, chainId, trusted, untrusted, options, nowMs)
  if (untrusted.header.height === trusted.height + 1n) {
    throw new LightClientError('HEIGHT_ADJACENT', heights(trusted, untrusted))
  }
  const check = new CommitCheck(crypto, chainId, untrusted.commit, 'suffice')
  // The trusted set is asked first: the new one is the sender's choice until it has been vouched for.
  check.byTrusted(trustedValidators(crypto, trusted), options.trustLevel)
  check.byTwoThirds(validators)
}

/** The next validators of a trusted state. Throws `TRUSTED_VALIDATORS_ABSENT`, `TRUSTED_VALIDATORS_HASH` and those of a set. */
export function trustedValidators(crypto: Crypto, trusted: TrustedState): CheckedValidators {
  const { nextValidators, nextValidatorsHash } = trusted
  if (nextValidators === null) {
    throw new LightClientError('TRUSTED_VALIDATORS_ABSENT', { height: String(trusted.height) })
  }
  return checkValidators(crypto, nextValidators, nextValidatorsHash, 'TRUSTED_VALIDATORS_HASH')
}

function checkNewBlock(
  crypto: Crypto,
  chainId: string,
  trusted: TrustedState,
  untrusted: LightBlock,
  { clockDriftMs }: TrustOptions,
  nowMs: number,
): CheckedValidators {
  const { header } = untrusted
  checkSignedHeader(crypto, chainId, untrusted)
  if (header.height <= trusted.height) {
    throw new LightClientError('HEIGHT_NOT_GREATER', heights(trusted, untrusted))
  }
  const timeNs = nanoseconds(header.time)
  if (timeNs <= nanoseconds(trusted.time)) {
    throw new LightClientError('TIME_NOT_GREATER', {
      trustedTimeNs: String(nanoseconds(trusted.time)),
      timeNs: String(timeNs),
    })
  }
  if (timeNs >= msToNanoseconds(nowMs) + msToNanoseconds(clockDriftMs)) {
    throw new LightClientError('HEADER_FROM_FUTURE', { timeNs: String(timeNs), nowMs, clockDriftMs })
  }
  return checkValidators(crypto, untrusted.validators, header.validatorsHash, 'VALIDATORS_HASH')
}

function heights(trusted: TrustedState, untrusted: LightBlock): { trustedHeight: string; height: string } {
  return { trustedHeight: String(trusted.height), height: String(untrusted.header.height) }
}
