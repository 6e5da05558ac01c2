import { LawError } from '../law-error.ts'
import type { CivilDate } from '../time/civil-date.ts'
import { divideExact, multiplyExact } from '../money/exact.ts'
import type { Rational } from '../time/rational.ts'

const PERCENT = 100n

/** Bases on which a year of interest is split into days. */
export const DAY_BASES = [360, 365] as const
export type DayBasis = (typeof DAY_BASES)[number]

/** Unrounded: principal × annual rate × days ÷ basis. */
export function interestOfDays(principal: bigint, annualRate: Rational, days: number, basis: DayBasis): Rational {
  return multiplyExact(annualRate, { numerator: principal * BigInt(days), denominator: BigInt(basis) })
}

/** Difference of two dates; throws `DEADLINE_ORDER` if the later one lies before the earlier one. */
export function daysBetween(from: CivilDate, to: CivilDate, path: string): number {
  if (to < from) throw new LawError('DEADLINE_ORDER', path, { earlier: 'from' })
  return to - from
}

/** A number of percent as a fraction. */
export function percentOf(percent: Rational): Rational {
  return divideExact(percent, PERCENT)
}
