import type { Json } from '@xiezhi/codec'
import { lawSwitches } from '../data/switches.ts'
import { LawError } from '../law-error.ts'
import { read } from '../schema/read.ts'
import { date, enumeration, list, object, optional, positive, text, type Value } from '../schema/schema.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'
import { calendarJson, type CalendarSource } from './calendar-table.ts'
import { createLawBook, rowJson, type LawBook } from './law-book.ts'
import { VERIFICATION_MARKS, type ParameterRow } from './parameter-table.ts'

/** A value and the days on which it is in force. What is not given is as in the row that it takes the place of. */
const newRowSchema = object({
  key: text(),
  effectiveFrom: date(),
  effectiveTo: optional(date()),
  source: text(),
  unit: optional(text()),
  verified: optional(enumeration(VERIFICATION_MARKS)),
  title: optional(text()),
})
const settingSchema = object({ key: text(), value: text(), from: date(), source: text() })
const yearSchema = object({ year: positive() })
const changeSchema = object({
  parameters: optional(list(newRowSchema)),
  switches: optional(list(settingSchema)),
  calendars: optional(list(yearSchema)),
})

type NewRow = Value<typeof newRowSchema>
type Setting = Value<typeof settingSchema>

/** JSON object as it was given, beside its checked parts. */
interface Given {
  readonly parameters?: readonly Readonly<Record<string, unknown>>[] | null
  readonly calendars?: readonly unknown[] | null
}

type Table = Map<string, readonly ParameterRow[]>

/**
 * A law book with changed numbers, switches that a court has set, and notices of years:
 *
 * `{parameters?: [{key, value, effectiveFrom, effectiveTo?, source, unit?, verified?, title?}],
 * switches?: [{key, value, from, source}], calendars?: [a year as in calendar.json]}`
 *
 * Days outside the new period keep their rows. A new row without an end ends with the row that it takes the place of. A
 * notice takes the place of the one of its year. Throws {@link LawError}: `FORMAT_…`, `VERSION_PARAMETER_MISSING` for a
 * key that no row has, `FORMAT_ENUM` for a switch or a choice that does not exist, `DEADLINE_ORDER`.
 */
export function changeLaw(law: LawBook, change: unknown): LawBook {
  const { parameters, switches } = read(changeSchema, change)
  const given = change as Given
  const table: Table = new Map(law.parameters)
  parameters?.forEach((row, index) => {
    const path = `/parameters/${index}`
    const value = given.parameters?.[index]?.['value']
    if (value === undefined) throw new LawError('FORMAT_MISSING', `${path}/value`, { key: 'value' })
    putRow(table, row, value, path)
  })
  switches?.forEach((setting, index) => {
    const path = `/switches/${index}`
    refuseUnknownChoice(setting, path)
    const { key, value, from, source } = setting
    const row = { key, source, effectiveFrom: from, effectiveTo: null, unit: null, verified: 'D', title: null } as const
    putRow(table, row, value, path)
  })
  return createLawBook({
    parameters: [...table.values()].flat().map(rowJson),
    calendar: withNotices(calendarJson(law.calendar), given.calendars ?? []),
  })
}

function putRow(table: Table, row: NewRow, value: unknown, path: string): void {
  const versions = table.get(row.key) ?? []
  const model = versions.findLast(({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= row.effectiveFrom)
  const before = model ?? versions[0]
  if (before === undefined) throw new LawError('VERSION_PARAMETER_MISSING', `${path}/key`, { key: row.key, on: null })
  const added = addedRow(row, value, before)
  if (added.effectiveTo !== null && added.effectiveTo < row.effectiveFrom) {
    throw new LawError('DEADLINE_ORDER', `${path}/effectiveTo`, { earlier: 'effectiveFrom' })
  }
  const rest = versions.flatMap((one) => outside(one, row.effectiveFrom, added.effectiveTo))
  table.set(row.key, [...rest, added].sort(byStart))
}

function addedRow(
  { effectiveFrom, effectiveTo, ...stated }: NewRow,
  value: unknown,
  before: ParameterRow,
): ParameterRow {
  const covered = before.effectiveTo === null || effectiveFrom <= before.effectiveTo
  return {
    ...before,
    // The form of the value is checked with the law book.
    value: value as Json,
    source: stated.source,
    unit: stated.unit ?? before.unit,
    verified: stated.verified ?? before.verified,
    title: stated.title ?? before.title,
    effectiveFrom,
    effectiveTo: effectiveTo ?? (covered ? before.effectiveTo : null),
  }
}

/** The parts of a row that lie before and after a period. */
function outside(row: ParameterRow, from: CivilDate, to: CivilDate | null): ParameterRow[] {
  const parts: ParameterRow[] = []
  const startsBefore = row.effectiveFrom === null || row.effectiveFrom < from
  if (startsBefore) parts.push({ ...row, effectiveTo: earlier(row.effectiveTo, addDays(from, -1)) })
  const endsAfter = to !== null && (row.effectiveTo === null || row.effectiveTo > to)
  if (endsAfter) parts.push({ ...row, effectiveFrom: later(row.effectiveFrom, addDays(to, 1)) })
  return parts
}

function earlier(one: CivilDate | null, other: CivilDate): CivilDate {
  return one === null || other < one ? other : one
}

function later(one: CivilDate | null, other: CivilDate): CivilDate {
  return one === null || other > one ? other : one
}

function refuseUnknownChoice({ key, value }: Setting, path: string): void {
  const found = lawSwitches.find((one) => one.key === key)
  if (found === undefined) {
    throw new LawError('FORMAT_ENUM', `${path}/key`, { expected: lawSwitches.map((one) => one.key).join(' ') })
  }
  const choices = found.choices.map((choice) => choice.value)
  if (!choices.includes(value)) throw new LawError('FORMAT_ENUM', `${path}/value`, { expected: choices.join(' ') })
}

function withNotices(calendar: CalendarSource, notices: readonly unknown[]): unknown {
  const years = new Set(notices.map((notice) => (notice as { readonly year: number }).year))
  return { ...calendar, years: [...calendar.years.filter(({ year }) => !years.has(year)), ...notices] }
}

function byStart(one: ParameterRow, other: ParameterRow): number {
  return (one.effectiveFrom ?? Number.NEGATIVE_INFINITY) < (other.effectiveFrom ?? Number.NEGATIVE_INFINITY) ? -1 : 1
}
