import { ensure } from '@xiezhi/kernel'
import type { CheckContext, MessageDefinition, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { startOfCivilDateMs } from '../../ids.ts'
import { errors } from '../errors.ts'
import { countLawChange, lawBook } from './law-in-force.ts'
import type { ActivateCalendarYear } from '../messages.ts'
import type { GovernancePorts } from '../ports.ts'
import { calendarYears, PARAMETER_ROWS_MAX } from '../state.ts'
import { requireLawfulNotice } from './require-lawful.ts'
import { requireNotPast } from './set-parameter.ts'

/** The notice of a year (国务院办公厅节假日安排): until it is loaded, results that rest on its days are provisional. */
export function activateCalendarYear(
  ports: GovernancePorts,
): Pick<MessageDefinition<ActivateCalendarYear, null>, 'check' | 'execute'> {
  return {
    check(ctx: CheckContext, message: ActivateCalendarYear): null {
      const { year, effectiveFrom } = message
      ports.requireGovernors(ctx)
      requireNotPast(ctx, effectiveFrom)
      const exists = calendarYears(ctx.store).has(String(year), effectiveFrom)
      ensure(!exists, errors.CalendarYearExists, { year, effectiveFrom })
      const held = ctx.store.scan(`${calendarYears.key(String(year))}/`, { limit: PARAMETER_ROWS_MAX })
      ensure(held.length < PARAMETER_ROWS_MAX, errors.CalendarLimit, { rowsMax: PARAMETER_ROWS_MAX })
      requireLawfulNotice(lawBook(ctx, ports.baseLaw), message)
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
      countLawChange(ctx, message)
      ports.calendarYearFrom(ctx, year, Math.max(ctx.block.decidedAtMs, startOfCivilDateMs(effectiveFrom)))
      ctx.emit({ type: 'CalendarYearActivated', data: { year, version, digest, effectiveFrom } })
    },
  }
}
