import { LawError } from '../law-error.ts'
import { formatCivilDate, partsOf, type CivilDate } from '../time/civil-date.ts'
import { read } from '../schema/read.ts'
import type { Schema } from '../schema/schema.ts'
import { parseRational, type Rational } from '../time/rational.ts'
import { dayKindOf, type DayKind } from './calendar-table.ts'
import type { LawBook } from './law-book.ts'
import { isInForce, rowInForce, type ParameterRow } from './parameter-table.ts'

/** A row that an evaluation read, and the day on which it had to be in force (null: the only row of its key). */
export interface RowRead {
  readonly row: ParameterRow
  readonly on: CivilDate | null
}

/** One evaluation's view of a law book. It remembers what was read, so that the result can name it. */
export class LawReading {
  readonly rowsRead: RowRead[] = []
  /** Year → version of its calendar, null where the year is not loaded. */
  readonly yearsRead = new Map<number, string | null>()
  readonly #book: LawBook
  /** The day that decides which rows apply, unless the rule names another. */
  readonly decisiveOn: CivilDate | null

  constructor(book: LawBook, decisiveOn: CivilDate | null) {
    this.#book = book
    this.decisiveOn = decisiveOn
  }

  /** The row in force on the decisive day of the function, or on another day that the rule names. */
  row(key: string, on: CivilDate | null = this.decisiveOn): ParameterRow {
    const row = rowInForce(this.#book.parameters, key, on)
    if (!this.rowsRead.some((one) => one.row === row && one.on === on)) this.rowsRead.push({ row, on })
    return row
  }

  /** Whether a row of the key is in force on a day. */
  holds(key: string, on: CivilDate): boolean {
    return isInForce(this.#book.parameters, key, on)
  }

  /** A whole number in the given unit; `on`: the day that the rule names, if it is not the decisive one. */
  count(key: string, unit: string, on: CivilDate | null = this.decisiveOn): number {
    const { value, unit: stated } = this.row(key, on)
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || stated !== unit) {
      throw this.#unfit(key, unit)
    }
    return value
  }

  /** An exact fraction in the given unit, written `n/d` or as a plain decimal. */
  fraction(key: string, unit: string): Rational {
    const { value, unit: stated } = this.row(key)
    const fraction = typeof value === 'string' ? parseRational(value) : undefined
    if (fraction === undefined || stated !== unit) throw this.#unfit(key, unit)
    return fraction
  }

  /** A list or table in the given unit. */
  table<T, J>(key: string, unit: string, schema: Schema<T, J>): T {
    const { value, unit: stated } = this.row(key)
    if (stated !== unit) throw this.#unfit(key, unit)
    try {
      return read(schema, value)
    } catch (error) {
      if (error instanceof LawError) throw this.#unfit(key, unit)
      throw error
    }
  }

  /** A rule that stands as a word: only the versions that the program knows can be applied. */
  word<const W extends string>(key: string, known: readonly W[]): W {
    const { value } = this.row(key)
    const word = known.find((one) => one === value)
    if (word === undefined) throw this.#unfit(key, known.join(' '))
    return word
  }

  /** Null if the year is not loaded. */
  dayKind(day: CivilDate): DayKind | null {
    this.calendarVersion(day)
    return dayKindOf(this.#book.calendar, day)
  }

  /** Version of the year in which a day lies; null if it is not loaded. */
  calendarVersion(day: CivilDate): string | null {
    const { year } = partsOf(day)
    const version = this.#book.calendar.years.get(year)?.version ?? null
    this.yearsRead.set(year, version)
    return version
  }

  #unfit(key: string, expected: string): LawError {
    const on = this.decisiveOn === null ? null : formatCivilDate(this.decisiveOn)
    return new LawError('VERSION_PARAMETER_MISSING', '', { key, on, expected })
  }
}
