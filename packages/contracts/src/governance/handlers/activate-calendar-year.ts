import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { errors } from '../errors.ts'
import type { ActivateCalendarYear } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { calendarYears, PARAMETER_ROWS_MAX } from '../state.ts'
import { requireNotPast } from './set-parameter.ts'

export function activateCalendarYear(
  ports: GovernancePorts,
): Pick<MessageDefinition<ActivateCalendarYear, null>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, { year, effectiveFrom }: ActivateCalendarYear): null {
      ports.requireGovernors(ctx)
      requireNotPast(ctx, effectiveFrom)
      const exists = calendarYears(ctx.store).has(String(year), effectiveFrom)
      ensure(!exists, errors.CalendarYearExists, { year, effectiveFrom })
      const held = ctx.store.scan(`${calendarYears.key(String(year))}/`, { limit: PARAMETER_ROWS_MAX })
      ensure(held.length < PARAMETER_ROWS_MAX, errors.CalendarLimit, { rowsMax: PARAMETER_ROWS_MAX })
      return null
    },
    execute(ctx: TxContext, message: ActivateCalendarYear): undefined {
      const { year, version, digest, effectiveFrom } = message
      const actId = actIdOf(ctx)
      calendarYears(ctx.store).set([String(year), effectiveFrom], {
        ...message,
        enactedAtMs: ctx.block.decidedAtMs,
        actId,
      })
      ctx.emit({ type: 'CalendarYearActivated', data: { year, version, digest, effectiveFrom } })
    },
  }
}
