import type { Json } from '@xiezhi/codec'
import type { LawBook } from '../law-book/law-book.ts'
import { LawError } from '../law-error.ts'
import { formatCivilDate } from '../time/civil-date.ts'
import { functions } from './functions.ts'

/** A row that the result rests on. */
export interface ParameterUse {
  readonly key: string
  readonly value: Json
  readonly effectiveFrom: string | null
  readonly effectiveTo: string | null
  readonly source: string
  readonly verified: string
  /** The day on which the row had to be in force; null: the row whose period is open. */
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
  /** In the order in which they were read. */
  readonly parameters: readonly ParameterUse[]
  readonly calendars: readonly CalendarUse[]
}

/** Throws {@link LawError}; a name that no function has is `FORMAT_ENUM` at `/function`. */
export function evaluate(name: string, input: unknown, law: LawBook): Evaluation {
  const found = functions.get(name)
  if (found === undefined) throw new LawError('FORMAT_ENUM', '/function', { expected: 'the name of a law function' })
  const { output, reading } = found.run(input, law)
  return {
    function: name,
    output: output as Evaluation['output'],
    parameters: reading.rowsRead.map(({ row, on }) => ({
      key: row.key,
      value: row.value,
      effectiveFrom: dateText(row.effectiveFrom),
      effectiveTo: dateText(row.effectiveTo),
      source: row.source,
      verified: row.verified,
      on: dateText(on),
    })),
    calendars: [...reading.yearsRead].map(([year, version]) => ({ year, version })),
  }
}

function dateText(date: Parameters<typeof formatCivilDate>[0] | null): string | null {
  return date === null ? null : formatCivilDate(date)
}
