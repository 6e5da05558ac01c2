import type { Json } from '@xiezhi/codec'
import type { LawBook } from '../law-book/law-book.ts'
import type { ParameterRow } from '../law-book/parameter-table.ts'
import { LawError, seenOf } from '../law-error.ts'
import { formatCivilDate, parseCivilDate, type CivilDate } from '../time/civil-date.ts'
import { functions } from './functions.ts'

/** A row that the result rests on. */
export interface ParameterUse {
  readonly key: string
  readonly value: Json
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
  readonly source: string
  readonly verified: string
  /** The day on which the row had to be in force; null: the only row of its key. */
  readonly on: string | null
}

export interface CalendarUse {
  readonly year: number
  /** Null: the year is not loaded. */
  readonly version: string | null
}

export interface Evaluation {
  readonly function: string
  readonly output: { readonly [key: string]: Json }
  /** The day that decided which rows applied; null: the facts name none. */
  readonly decisiveOn: string | null
  /** In the order in which they were read. */
  readonly parameters: readonly ParameterUse[]
  readonly calendars: readonly CalendarUse[]
  /** A year that it rests on is not loaded: to be evaluated again when its notice is. */
  readonly provisional: boolean
}

export interface EvaluateOptions {
  /** `YYYY-MM-DD`: the rows in force on this day apply, whatever day the facts make decisive. */
  readonly at?: string
}

/**
 * Throws {@link LawError}; a name that no function has is `FORMAT_ENUM` at `/function`, an `at` that is no day
 * `FORMAT_DATE` at `/at`.
 */
export function evaluate(name: string, input: unknown, law: LawBook, { at }: EvaluateOptions = {}): Evaluation {
  const found = functions.get(name)
  if (found === undefined) throw new LawError('FORMAT_ENUM', '/function', { expected: 'the name of a law function' })
  const { output, reading } = found.run(input, law, at === undefined ? undefined : dayOfText(at))
  const calendars = [...reading.yearsRead].map(([year, version]) => ({ year, version }))
  return {
    function: name,
    output: output as Evaluation['output'],
    decisiveOn: dateText(reading.decisiveOn),
    parameters: reading.rowsRead.map(({ row, on }) => parameterUse(row, on)),
    calendars,
    provisional: calendars.some(({ version }) => version === null),
  }
}

function parameterUse(row: ParameterRow, on: CivilDate | null): ParameterUse {
  return {
    key: row.key,
    value: row.value,
    effectiveFrom: dateText(row.effectiveFrom),
    effectiveTo: dateText(row.effectiveTo),
    source: row.source,
    verified: row.verified,
    on: dateText(on),
  }
}

function dayOfText(text: string): CivilDate {
  const day = parseCivilDate(text)
  if (day === undefined) throw new LawError('FORMAT_DATE', '/at', { expected: 'YYYY-MM-DD', seen: seenOf(text) })
  return day
}

function dateText(date: CivilDate | null): string | null {
  return date === null ? null : formatCivilDate(date)
}
