import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { errors } from '../errors.ts'
import type { ActivateLaw } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { lawVersions, PARAMETER_ROWS_MAX } from '../state.ts'
import { requireNotPast } from './set-parameter.ts'

export function activateLaw(ports: GovernancePorts): Pick<MessageDefinition<ActivateLaw, null>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { effectiveFrom }: ActivateLaw): null {
      ports.requireGovernors(ctx)
      requireNotPast(ctx, effectiveFrom)
      ensure(!lawVersions(ctx.store).has(effectiveFrom), errors.LawVersionExists, { effectiveFrom })
      const held = ctx.store.scan(`${lawVersions.prefix}/`, { limit: PARAMETER_ROWS_MAX })
      ensure(held.length < PARAMETER_ROWS_MAX, errors.LawVersionLimit, { rowsMax: PARAMETER_ROWS_MAX })
      return null
    },
    execute(ctx: TxContext, message: ActivateLaw): undefined {
      const { parameterVersion, effectiveFrom } = message
      const actId = actIdOf(ctx)
      lawVersions(ctx.store).set(effectiveFrom, { ...message, enactedAtMs: ctx.block.decidedAtMs, actId })
      ctx.emit({ type: 'LawActivated', data: { parameterVersion, effectiveFrom } })
    },
  }
}
