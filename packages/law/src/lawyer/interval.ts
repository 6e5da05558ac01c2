import { LawError } from '../law-error.ts'
import type { CivilDate } from '../time/civil-date.ts'

/** Both ends included; no end: still open. */
export interface Interval {
  readonly from: CivilDate
  readonly to: CivilDate | null
}

export function covers({ from, to }: Interval, day: CivilDate): boolean {
  return from <= day && (to === null || day <= to)
}

/** Throws `DEADLINE_ORDER` for an interval that ends before it starts. */
export function checkOrder(intervals: readonly Interval[], path: string): void {
  const index = intervals.findIndex(({ from, to }) => to !== null && to < from)
  if (index >= 0) throw new LawError('DEADLINE_ORDER', `${path}/${index}/to`, { earlier: 'from' })
}
