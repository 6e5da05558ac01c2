import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadStore, TxContext, ValidatorPower } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import { validatorSets } from '../state.ts'
import type { ValidatorSet } from '../state.ts'

type Validator = ValidatorSet['validators'][number]

/** One block moves at most this part of the power: so that clients that skip headers can follow. */
const MOVED_DENOMINATOR = 3
const CURRENT = 'current'

/** @throws ContractError ValidatorsFixed */
export function requireValidatorSet(ctx: CheckContext): ValidatorSet {
  const set = validatorSets(ctx.store).get(CURRENT)
  ensure(set !== undefined, errors.ValidatorsFixed)
  return set
}

/** The set after a change of `moved` power in this block. @throws ContractError ValidatorPowerMoved */
export function changedSet(
  ctx: CheckContext,
  set: ValidatorSet,
  validators: readonly Validator[],
  moved: number,
): ValidatorSet {
  const { height } = ctx.block
  const isFirst = set.height !== height
  const powerBefore = isFirst ? powerOf(set.validators) : set.powerBefore
  const powerMoved = moved + (isFirst ? 0 : set.powerMoved)
  ensure(powerMoved * MOVED_DENOMINATOR <= powerBefore, errors.ValidatorPowerMoved, { powerMoved, powerBefore })
  return { validators: inOrder(validators), height, powerBefore, powerMoved }
}

export function writeValidatorSet(ctx: TxContext, set: ValidatorSet): void {
  validatorSets(ctx.store).set(CURRENT, set)
}

/** Those with whom a zone of several began. */
export function beginValidators(ctx: TxContext, beginning: readonly ValidatorPower[]): void {
  const validators = inOrder(beginning.map(({ publicKey, power }) => ({ publicKey, power, name: null })))
  writeValidatorSet(ctx, {
    validators,
    height: ctx.block.height,
    powerBefore: powerOf(validators),
    powerMoved: 0,
  })
}

export function currentValidators(store: ReadStore): readonly Validator[] | undefined {
  return validatorSets(store).get(CURRENT)?.validators
}

function powerOf(validators: readonly Validator[]): number {
  return validators.reduce((sum, { power }) => sum + power, 0)
}

function inOrder(validators: readonly Validator[]): Validator[] {
  return [...validators].sort((one, other) => (one.publicKey < other.publicKey ? -1 : 1))
}
