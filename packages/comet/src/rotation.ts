import { bytesEqual, compareBytes } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'
import { totalPower } from './encode.ts'
import { validatorAddress } from './hashes.ts'
import type { Sha256 } from './simple-merkle.ts'
import type { Validator, ValidatorSet } from './types.ts'
import { POWER_MAX } from './validate.ts'

// Whose turn it is: validators take turns by their power. Every turn each gains its power in priority and the one with
// the most proposes and pays the total. CometBFT types/validator_set.go.

/** A validator's new power; 0 removes it. */
export interface ValidatorChange {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly votingPower: bigint
}

const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)
/** Priorities are at most this many times the total power apart. */
const WINDOW_FACTOR = 2n
const ROUNDS_MAX = 2_147_483_647

/** Order of a validator set: power down, then address up. */
export function compareValidators(a: Validator, b: Validator): number {
  if (a.votingPower !== b.votingPower) return a.votingPower > b.votingPower ? -1 : 1
  return compareBytes(a.address, b.address)
}

/** The set at genesis, with the proposer of its first block. @throws CometError VALIDATOR_SET_EMPTY, VALIDATOR_CHANGE, VALIDATOR_POWER */
export function newValidatorSet(crypto: Sha256, validators: readonly ValidatorChange[]): ValidatorSet {
  if (validators.length === 0) throw new CometError('VALIDATOR_SET_EMPTY', {})
  if (validators.some(({ votingPower }) => votingPower === 0n)) {
    throw new CometError('VALIDATOR_CHANGE', { reason: 'power of 0 in a new set' })
  }
  return rotate(updateValidatorSet(crypto, { validators: [], proposer: null }, validators), 1)
}

/**
 * Takes `turns` turns: the priorities after them and the proposer of the last. A block at the next height or round
 * needs one turn.
 * @throws CometError VALIDATOR_SET_EMPTY; LIMIT unless turns is 1 … 2³¹−1
 */
export function rotate(set: ValidatorSet, turns: number): ValidatorSet {
  if (set.validators.length === 0) throw new CometError('VALIDATOR_SET_EMPTY', {})
  if (!Number.isInteger(turns) || turns < 1 || turns > ROUNDS_MAX) {
    throw new CometError('LIMIT', { turnsMax: ROUNDS_MAX, seen: turns })
  }
  const total = totalPower(set.validators)
  const validators: Ranked[] = centred(rescaled(set.validators, WINDOW_FACTOR * total)).map((one) => ({ ...one }))
  let proposer = 0
  for (let turn = 0; turn < turns; turn++) proposer = takeTurn(validators, total)
  return { validators, proposer: validators[proposer] ?? null }
}

/**
 * Applies the changes that an application returned with a block. New validators start at −1.125 of the total power,
 * so that leaving and coming back gains no turn. The proposer stays what it was until the next turn.
 * @throws CometError VALIDATOR_CHANGE for a key named twice, a removal of a stranger or an emptied set; VALIDATOR_POWER
 */
export function updateValidatorSet(
  crypto: Sha256,
  set: ValidatorSet,
  changes: readonly ValidatorChange[],
): ValidatorSet {
  if (changes.length === 0) return set
  const wanted = checkedChanges(crypto, changes)
  const kept: Validator[] = []
  let removedPower = 0n
  for (const validator of set.validators) {
    const change = wanted.find(({ address }) => bytesEqual(address, validator.address))
    if (change === undefined) kept.push(validator)
    else if (change.votingPower === 0n) removedPower += validator.votingPower
  }
  const updates = wanted.filter(({ votingPower }) => votingPower > 0n)
  const removals = wanted.length - updates.length
  const before = (address: Uint8Array): Validator | undefined =>
    set.validators.find((validator) => bytesEqual(validator.address, address))
  if (wanted.some(({ address, votingPower }) => votingPower === 0n && before(address) === undefined)) {
    throw new CometError('VALIDATOR_CHANGE', { reason: 'removal of a stranger' })
  }
  if (kept.length + updates.length === 0) throw new CometError('VALIDATOR_CHANGE', { reason: 'empty set', removals })
  const totalAfter = totalPower(kept) + totalPower(updates)
  if (totalAfter > POWER_MAX) {
    throw new CometError('VALIDATOR_POWER', { max: String(POWER_MAX), seen: String(totalAfter) })
  }
  const totalBeforeRemovals = totalAfter + removedPower
  const fresh = -(totalBeforeRemovals + (totalBeforeRemovals >> 3n))
  const changed = updates.map((one) => ({ ...one, proposerPriority: before(one.address)?.proposerPriority ?? fresh }))
  const ranked = centred(rescaled([...kept, ...changed], WINDOW_FACTOR * totalAfter))
  return { validators: [...ranked].sort(compareValidators), proposer: set.proposer }
}

function checkedChanges(crypto: Sha256, changes: readonly ValidatorChange[]): Validator[] {
  const seen = new Set<string>()
  return changes.map(({ publicKey, votingPower }) => {
    const address = validatorAddress(crypto, publicKey)
    if (seen.has(String(address))) throw new CometError('VALIDATOR_CHANGE', { reason: 'key twice' })
    seen.add(String(address))
    if (votingPower < 0n || votingPower > POWER_MAX) {
      throw new CometError('VALIDATOR_POWER', { max: String(POWER_MAX), seen: String(votingPower) })
    }
    return { address, publicKey, votingPower, proposerPriority: 0n }
  })
}

/** Divides the priorities so that they are at most `window` apart. */
function rescaled(validators: readonly Validator[], window: bigint): readonly Validator[] {
  const priorities = validators.map(({ proposerPriority }) => proposerPriority)
  const spread = priorities.reduce(larger) - priorities.reduce(smaller)
  if (window <= 0n || spread <= window) return validators
  const ratio = (spread + window - 1n) / window
  return validators.map((one) => ({ ...one, proposerPriority: one.proposerPriority / ratio }))
}

/** Moves the priorities so that their average is 0. */
function centred(validators: readonly Validator[]): readonly Validator[] {
  const sum = validators.reduce((total, { proposerPriority }) => total + proposerPriority, 0n)
  const average = floorDivide(sum, BigInt(validators.length))
  return validators.map((one) => ({ ...one, proposerPriority: clipped(one.proposerPriority - average) }))
}

type Ranked = { -readonly [K in keyof Validator]: Validator[K] }

function takeTurn(validators: Ranked[], total: bigint): number {
  let first = 0
  validators.forEach((one, index) => {
    one.proposerPriority = clipped(one.proposerPriority + one.votingPower)
    const best = validators[first] as Ranked
    if (index > 0 && isBefore(one, best)) first = index
  })
  const proposer = validators[first] as Ranked
  proposer.proposerPriority = clipped(proposer.proposerPriority - total)
  return first
}

/** Equal priorities go by the lesser address. */
function isBefore(a: Validator, b: Validator): boolean {
  if (a.proposerPriority !== b.proposerPriority) return a.proposerPriority > b.proposerPriority
  return compareBytes(a.address, b.address) < 0
}

function clipped(value: bigint): bigint {
  return smaller(larger(value, INT64_MIN), INT64_MAX)
}

/** BigInt division cuts towards zero; Go's big.Int.Div rounds down. */
function floorDivide(a: bigint, positive: bigint): bigint {
  const quotient = a / positive
  return a < 0n && quotient * positive !== a ? quotient - 1n : quotient
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
