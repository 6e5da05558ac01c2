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

/** Whether `YYYY-MM-DD` is a day of the calendar. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(ms) && new Date(ms).toISOString().slice(0, DATE_LENGTH) === text
}
