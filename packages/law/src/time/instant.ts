import { addDays, formatCivilDate, parseCivilDate, type CivilDate } from './civil-date.ts'

declare const instantBrand: unique symbol

/** An instant as whole seconds since 1970-01-01T00:00:00 in Asia/Shanghai (UTC+8 without summer time). */
export type Instant = number & { readonly [instantBrand]: true }

export const DAY_SECONDS = 86_400
export const HOUR_SECONDS = 3_600
export const MINUTE_SECONDS = 60
const SHANGHAI_OFFSET_SECONDS = 8 * HOUR_SECONDS

const SHAPE = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\+08:00$/

/** RFC 3339 with whole seconds and the offset +08:00, or undefined. */
export function parseInstant(text: string): Instant | undefined {
  const match = SHAPE.exec(text)
  const date = match?.[1] === undefined ? undefined : parseCivilDate(match[1])
  if (match === null || date === undefined) return undefined
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return (date * DAY_SECONDS + hour * HOUR_SECONDS + minute * 60 + second) as Instant
}

export function formatInstant(instant: Instant): string {
  const rest = instant - dayOf(instant) * DAY_SECONDS
  const clock = [Math.floor(rest / HOUR_SECONDS), Math.floor((rest % HOUR_SECONDS) / 60), rest % 60]
  return `${formatCivilDate(dayOf(instant))}T${clock.map((part) => String(part).padStart(2, '0')).join(':')}+08:00`
}

/** The instant of UTC milliseconds since 1970-01-01T00:00:00Z, parts of a second left out. */
export function instantOf(ms: number): Instant {
  return (Math.floor(ms / 1_000) + SHANGHAI_OFFSET_SECONDS) as Instant
}

/** The civil day in which an instant lies. */
export function dayOf(instant: Instant): CivilDate {
  return Math.floor(instant / DAY_SECONDS) as CivilDate
}

/** Throws `LIMIT_EXCEEDED` behind the year 9999. */
export function addSeconds(instant: Instant, seconds: number): Instant {
  const sum = (instant + seconds) as Instant
  addDays(dayOf(sum), 0)
  return sum
}
