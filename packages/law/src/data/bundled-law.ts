import { createLawBook, type LawBook } from '../law-book/law-book.ts'
import type { ParameterTuple } from '../law-book/parameter-table.ts'
import { calendarSource } from './calendar.ts'
import { addedRows } from './parameters/added.ts'
import { timeAndLawyersRows } from './parameters/time-and-lawyers.ts'
import { caseHandlingRows } from './parameters/case-handling.ts'
import { commutationRows } from './parameters/commutation.ts'
import { enforcementRows } from './parameters/enforcement.ts'
import { propertyAndCreditRows } from './parameters/property-and-credit.ts'
import { switchRows } from './switches.ts'

/** Parameters of all articles and the calendars of the years whose notices are known. */
export const bundledLaw: LawBook = createLawBook({
  parameters: [
    ...timeAndLawyersRows,
    ...caseHandlingRows,
    ...commutationRows,
    ...enforcementRows,
    ...propertyAndCreditRows,
    ...addedRows,
    ...switchRows,
  ].map(parameterOfTuple),
  calendar: calendarSource,
})

function parameterOfTuple(tuple: ParameterTuple): Readonly<Record<string, unknown>> {
  const [key, value, unit, effectiveFrom, effectiveTo, source, verified, roll, title] = tuple
  return { key, value, unit, effectiveFrom, effectiveTo, source, verified, roll, title }
}
