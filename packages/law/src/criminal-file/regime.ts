import type { Regime } from '../period/period.ts'

/** a period in custody ends on its last day, also on a holiday. */
export function regimeOf(inCustody: boolean): Regime {
  return inCustody ? 'CUSTODY' : 'CRIMINAL'
}
