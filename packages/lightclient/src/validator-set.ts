import { bytesEqual, hexEncode, latin1Decode } from '@xiezhi/codec'
import { totalPower, validateValidatorSet, validatorsHash, type Validator, type ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { LightClientError, type LightClientErrorCode } from './light-client-error.ts'
import { checkShape } from './shape.ts'

/** A validator set whose members have been looked at one by one. */
export interface CheckedValidators {
  readonly list: readonly Validator[]
  readonly totalPower: bigint
  /** By address, as latin1 text. */
  readonly byAddress: ReadonlyMap<string, Validator>
}

/**
 * Binds a set to the hash that a header names for it. Throws the codes of `checkMembers`, and `code` if the hash differs.
 */
export function checkValidators(
  crypto: Crypto,
  set: ValidatorSet,
  expectedHash: Uint8Array,
  code: LightClientErrorCode,
): CheckedValidators {
  const checked = checkMembers(crypto, set)
  const hash = validatorsHash(crypto, set)
  if (!bytesEqual(hash, expectedHash)) {
    throw new LightClientError(code, { expected: hexEncode(expectedHash), seen: hexEncode(hash) })
  }
  return checked
}

/**
 * Checks the members of a set. The hash of a set covers keys and powers only, so addresses must be those of the keys:
 * look-up by a forged address would let one key stand for another validator. Proposer and priorities are not read.
 *
 * Throws `VALIDATORS_MALFORMED {reason}` and `VALIDATOR_DUPLICATE`.
 */
export function checkMembers(crypto: Crypto, set: ValidatorSet): CheckedValidators {
  checkShape('VALIDATORS_MALFORMED', () => validateValidatorSet(crypto, set))
  const byAddress = new Map<string, Validator>()
  set.validators.forEach((validator, index) => {
    const key = latin1Decode(validator.address)
    if (byAddress.has(key)) throw new LightClientError('VALIDATOR_DUPLICATE', { index })
    byAddress.set(key, validator)
  })
  return { list: set.validators, totalPower: totalPower(set.validators), byAddress }
}
