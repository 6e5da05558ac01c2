import { startOfDay } from './format.ts'

const DAY_MS = 86_400_000
/** Room beyond the first and the last day. */
const MARGIN = 0.04
const YEAR_DAYS = 366

/** Something that lasts from one day to another. */
export interface TimelineSpan {
  readonly from: string
  /** Last day; null: not known. */
  readonly to: string | null
}

export interface TimelineScale {
  readonly fromMs: number
  readonly toMs: number
  /** First days of months, quarters or years, whichever are few enough to read. */
  readonly ticks: readonly string[]
}

/** The time that all spans and today lie in. */
export function scaleOf(spans: readonly TimelineSpan[], today: string): TimelineScale {
  const todayMs = startOfDay(today)
  const first = Math.min(todayMs, ...spans.map(({ from }) => startOfDay(from)))
  const ends = spans.flatMap(({ to }) => (to === null ? [] : [startOfDay(to) + DAY_MS]))
  const last = Math.max(todayMs + DAY_MS, ...ends)
  const margin = Math.max(DAY_MS, (last - first) * MARGIN)
  const [fromMs, toMs] = [first - margin, last + margin]
  return { fromMs, toMs, ticks: ticksOf(fromMs, toMs) }
}

function ticksOf(fromMs: number, toMs: number): string[] {
  const days = (toMs - fromMs) / DAY_MS
  const months = days > 4 * YEAR_DAYS ? 12 : days > YEAR_DAYS ? 6 : days > YEAR_DAYS / 3 ? 2 : 1
  const firstYear = Number(new Date(fromMs).toISOString().slice(0, 4))
  const lastYear = Number(new Date(toMs).toISOString().slice(0, 4))
  const ticks: string[] = []
  for (let year = firstYear; year <= lastYear; year++)
    for (let month = 1; month <= 12; month += months) ticks.push(`${year}-${String(month).padStart(2, '0')}-01`)
  return ticks.filter((day) => startOfDay(day) >= fromMs && startOfDay(day) <= toMs)
}

/** Where an instant lies, from 0 at the left to 1 at the right. */
export function shareOf({ fromMs, toMs }: TimelineScale, ms: number): number {
  return Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)))
}
