import type { LawReading } from '../law-book/law-reading.ts'
import { exactOf, multiplyExact } from '../money/exact.ts'
import type { Rational } from '../time/rational.ts'
import { percentOf } from './simple-interest.ts'

export const PRIVATE_CAP_PARAMETERS = ['P-24-01', 'PB-R24-03.lpr1y'] as const
export const COURT_LIMIT_PARAMETERS = ['O-09', 'P-24-02'] as const

/** R24-03: so many times the one-year LPR of the decisive day, the day on which the contract was concluded. */
export function privateLendingCap(law: LawReading): Rational {
  const times = exactOf(BigInt(law.count('P-24-01', 'multiple of LPR-1Y at contract')))
  return multiplyExact(times, percentOf(law.fraction('PB-R24-03.lpr1y', 'percent/year')))
}

/** R24-05: what courts support in total for a financial loan; null where a court has switched the limit off (O-09). */
export function courtLimit(law: LawReading): Rational | null {
  if (law.word('O-09', ['ON', 'OFF']) === 'OFF') return null
  return percentOf(law.fraction('P-24-02', 'percent/year'))
}
