import { canonicalText } from '@xiezhi/codec'
import type { LawBook } from '../law-book/law-book.ts'
import { rowInForce, type ParameterTable } from '../law-book/parameter-table.ts'
import { LawError } from '../law-error.ts'
import { parseCivilDate } from '../time/civil-date.ts'
import type { CalendarUse, Evaluation, ParameterUse } from './evaluate.ts'

/** What a stored result keeps of the law that it rests on. */
export type Foundation = Pick<Evaluation, 'parameters' | 'calendars'>

/** Parts of the foundation that another law book has otherwise. */
export interface Outdated {
  /** Keys whose row on the day in question has another value or is gone. */
  readonly parameters: readonly string[]
  /** Years whose notice has another version, or was loaded since. */
  readonly calendars: readonly number[]
}

/** Which rows and years of a stored result a law book has otherwise. Both empty: the result stands as it is. */
export function outdatedBy({ parameters, calendars }: Foundation, law: LawBook): Outdated {
  return {
    parameters: [...new Set(parameters.filter((use) => !stillInForce(law.parameters, use)).map(({ key }) => key))],
    calendars: calendars.filter((use) => !sameNotice(law, use)).map(({ year }) => year),
  }
}

/** The stored results that must be evaluated again under a law book, in their order. */
export function toEvaluateAgain<F extends Foundation>(stored: readonly F[], law: LawBook): readonly F[] {
  return stored.filter((one) => {
    const { parameters, calendars } = outdatedBy(one, law)
    return parameters.length > 0 || calendars.length > 0
  })
}

function sameNotice({ calendar }: LawBook, { year, version }: CalendarUse): boolean {
  return (calendar.years.get(year)?.version ?? null) === version
}

function stillInForce(table: ParameterTable, { key, value, on }: ParameterUse): boolean {
  try {
    const row = rowInForce(table, key, on === null ? null : (parseCivilDate(on) ?? null))
    return canonicalText(row.value) === canonicalText(value)
  } catch (error) {
    if (error instanceof LawError) return false
    throw error
  }
}
