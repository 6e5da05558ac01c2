import { calendar, limitOn } from '@xiezhi/law'
import type { ReadContext } from '@xiezhi/kernel'
import { civilDateOf, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { EnforcementPorts } from '../ports.ts'
import type { PeriodEnd } from '../state.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** A period in days that begins after a day, as the law of that day states its length (R20-03, R20-30). @throws ContractError LawRefused */
export function periodOf(
  ctx: ReadContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  parameter: string,
  start: string,
): PeriodEnd {
  const law = ports.lawBook(ctx)
  const end = byLaw(() => {
    const length = limitOn(law, parameter, 'day', start)
    return calendar.periodEnd({ start, length, unit: 'DAY', regime: 'CIVIL' }, law)
  })
  return endOf(end, start)
}

/** Only a period in working days may have no end at all; one in days always has its raw one. */
export function endOf(
  { rawEnd, legalEnd }: { readonly rawEnd: string | null; readonly legalEnd: string | null },
  start: string,
): PeriodEnd {
  return { rawEnd: rawEnd ?? start, legalEnd }
}

/** When to look again: the day after the period, or tomorrow as long as the calendar of its end is not loaded. */
export function afterPeriodMs(ctx: ReadContext, { rawEnd, legalEnd }: PeriodEnd): number {
  const tomorrow = shiftCivilDate(civilDateOf(ctx.block.decidedAtMs), 1)
  const day = shiftCivilDate(legalEnd ?? rawEnd, 1)
  return startOfCivilDateMs(day > tomorrow ? day : tomorrow)
}
