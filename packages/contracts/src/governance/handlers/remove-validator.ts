import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { RemoveValidator } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import type { ValidatorSet } from '../state.ts'
import { changedSet, requireValidatorSet, writeValidatorSet } from './change-validators.ts'

/** It signs the next block still. */
export function removeValidator(
  ports: GovernancePorts,
): Pick<MessageDefinition<RemoveValidator, ValidatorSet>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { publicKey }: RemoveValidator): ValidatorSet {
      ports.requireGovernors(ctx)
      const set = requireValidatorSet(ctx)
      const before = set.validators.find((one) => one.publicKey === publicKey)
      ensure(before !== undefined, errors.ValidatorUnknown, { publicKey })
      const others = set.validators.filter((one) => one !== before)
      ensure(others.length > 0, errors.ValidatorLast, { publicKey })
      return changedSet(ctx, set, others, before.power)
    },
    execute(ctx: TxContext, { publicKey }: RemoveValidator, set: ValidatorSet): undefined {
      writeValidatorSet(ctx, set)
      ctx.emit({ type: 'ValidatorRemoved', data: { publicKey } })
    },
  }
}
