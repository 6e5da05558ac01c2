import type { CivilDate } from '../time/civil-date.ts'

/** Days from `from` to `to`, both included. */
export interface DaySpan {
  readonly from: number
  readonly to: number
}

/** Spans without overlap, in order, with the same days. */
export function mergeSpans(spans: readonly { readonly from: CivilDate; readonly to: CivilDate }[]): DaySpan[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/**
 * Counts, for periods that follow one another, how many of their days lie in merged spans. A period counts the days after
 * `from` up to and with `to`.
 */
export class SpanCounter {
  readonly #spans: readonly DaySpan[]
  #at = 0

  constructor(spans: readonly DaySpan[]) {
    this.#spans = spans
  }

  daysIn(from: CivilDate, to: CivilDate): number {
    let days = 0
    for (; ; this.#at += 1) {
      const span = this.#spans[this.#at]
      if (span === undefined) return days
      const overlap = Math.min(span.to, to) - Math.max(span.from, from + 1) + 1
      days += Math.max(overlap, 0)
      // A span that reaches beyond this period is met again in the next one.
      if (span.to > to) return days
    }
  }
}
