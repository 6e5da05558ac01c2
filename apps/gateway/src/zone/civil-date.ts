/** Asia/Shanghai has been UTC+8 without summer time since 1991-09-15. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const DATE_LENGTH = 10

/** The day in Asia/Shanghai of an instant. */
export function civilDateOf(ms: number): string {
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, DATE_LENGTH)
}

/** First instant of a day in Asia/Shanghai. */
export function startOfDayMs(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - SHANGHAI_OFFSET_MS
}
