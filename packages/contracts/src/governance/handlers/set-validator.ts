import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { SetValidator } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { VALIDATORS_MAX } from '../state.ts'
import type { ValidatorSet } from '../state.ts'
import { changedSet, requireValidatorSet, writeValidatorSet } from './change-validators.ts'

/** It signs from the second block after this one on. */
export function setValidator(
  ports: GovernancePorts,
): Pick<MessageDefinition<SetValidator, ValidatorSet>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { publicKey, power, name }: SetValidator): ValidatorSet {
      ports.requireGovernors(ctx)
      const set = requireValidatorSet(ctx)
      const before = set.validators.find((one) => one.publicKey === publicKey)
      ensure(before?.power !== power || before.name !== name, errors.ValidatorUnchanged, { publicKey, power })
      const others = set.validators.filter((one) => one !== before)
      ensure(others.length < VALIDATORS_MAX, errors.ValidatorLimit, { validatorsMax: VALIDATORS_MAX })
      const moved = Math.abs(power - (before?.power ?? 0))
      return changedSet(ctx, set, [...others, { publicKey, power, name }], moved)
    },
    execute(ctx: TxContext, { publicKey, power, name }: SetValidator, set: ValidatorSet): undefined {
      writeValidatorSet(ctx, set)
      ctx.emit({ type: 'ValidatorSet', data: { publicKey, power, name } })
    },
  }
}
