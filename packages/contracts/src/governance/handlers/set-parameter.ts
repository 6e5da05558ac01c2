import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { errors } from '../errors.ts'
import { countLawChange, isOfLaw, lawBook } from './law-in-force.ts'
import type { SetParameter } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { PARAMETER_ROWS_MAX, parameters } from '../state.ts'
import { requireLawfulParameter } from './require-lawful.ts'

/** Values are added, never replaced: what held on a past day stays what it was. */
export function setParameter(ports: GovernancePorts): Pick<MessageDefinition<SetParameter, null>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, message: SetParameter): null {
      const { key, effectiveFrom } = message
      ports.requireGovernors(ctx)
      requireNotPast(ctx, effectiveFrom)
      ensure(!parameters(ctx.store).has(key, effectiveFrom), errors.ParameterExists, { key, effectiveFrom })
      const rows = ctx.store.scan(`${parameters.key(key)}/`, { limit: PARAMETER_ROWS_MAX })
      ensure(rows.length < PARAMETER_ROWS_MAX, errors.ParameterLimit, { rowsMax: PARAMETER_ROWS_MAX })
      requireLawfulParameter(lawBook(ctx, ports.baseLaw), message)
      return null
    },
    execute(ctx: TxContext, message: SetParameter): undefined {
      const { key, value, effectiveFrom } = message
      const actId = actIdOf(ctx)
      parameters(ctx.store).set([key, effectiveFrom], { ...message, enactedAtMs: ctx.block.decidedAtMs, actId })
      if (isOfLaw(ports.baseLaw, key)) countLawChange(ctx, message)
      ctx.emit({ type: 'ParameterSet', data: { key, value, effectiveFrom } })
    },
  }
}

/** Refuses an effective day before the day of the stamp. @throws ContractError EffectInPast */
export function requireNotPast(ctx: CheckContext, effectiveFrom: string): void {
  const today = civilDateOf(ctx.block.decidedAtMs)
  ensure(effectiveFrom >= today, errors.EffectInPast, { effectiveFrom, today })
}
