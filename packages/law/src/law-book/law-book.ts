import { canonicalText, type Json } from '@xiezhi/codec'
import { formatCivilDate } from '../time/civil-date.ts'
import { calendarJson, calendarTable, type Calendar } from './calendar-table.ts'
import { parameterTable, type ParameterRow, type ParameterTable } from './parameter-table.ts'

/** The data that the functions read besides their input: numbers with dates, and the holidays. */
export interface LawBook {
  readonly parameters: ParameterTable
  readonly calendar: Calendar
}

/** Checks decoded JSON of `parameters.json` and `calendar.json` form. Throws {@link LawError}. */
export function createLawBook(source: { readonly parameters: unknown; readonly calendar: unknown }): LawBook {
  return { parameters: parameterTable(source.parameters), calendar: calendarTable(source.calendar) }
}

/**
 * Canonical JSON of all tables, keys in code-point order. Two law books with the same text give the same answers; its
 * digest names the version of the law in receipts.
 */
export function parameterVersion({ parameters, calendar }: LawBook): string {
  const rows = [...parameters.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, versions]) => versions.map(rowJson))
  return canonicalText({ calendar: calendarJson(calendar) as unknown as Json, parameters: rows })
}

export function rowJson({ effectiveFrom, effectiveTo, ...row }: ParameterRow): { readonly [key: string]: Json } {
  return {
    ...row,
    effectiveFrom: effectiveFrom === null ? null : formatCivilDate(effectiveFrom),
    effectiveTo: effectiveTo === null ? null : formatCivilDate(effectiveTo),
  }
}
