import { refine, string } from '@xiezhi/codec'
import type { Schema } from '@xiezhi/codec'

/** Ids and scalars that cross modules, declared once. All are ASCII, so that they can be key parts. */

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether `YYYY-MM-DD` is a day of the Gregorian calendar. */
export function isCivilDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0)
  return year > 0 && day >= 1 && day <= days
}

/** A day in Asia/Shanghai, `YYYY-MM-DD`; texts compare as days do. */
export const civilDate: Schema<string> = refine(string({ bytesMin: 10, bytesMax: 10 }), isCivilDate, 'a civil date')

/** `sha256:` or `sm3:` and 64 lower-case hexadecimal digits. */
export const digest: Schema<string> = string({ bytesMin: 68, bytesMax: 71, pattern: /^(sha256|sm3):[0-9a-f]{64}$/ })

/** Licence number of a lawyer (律师执业证号), 17 digits; what they say is judged by `lawyer.parseLicence`. */
export const licenceNumber: Schema<string> = string({ bytesMin: 17, bytesMax: 17, pattern: /^\d{17}$/ })

/** The last six digits of a licence number: stays when the lawyer moves. */
export const licenceSerial: Schema<string> = string({ bytesMin: 6, bytesMax: 6, pattern: /^\d{6}$/ })

/** Unified social credit code (GB 32100) of a law firm. */
export const firmUscc: Schema<string> = string({ bytesMin: 18, bytesMax: 18, pattern: /^31[0-9A-HJ-NPQRTUWXY]{16}$/ })

/** Unified social credit code (GB 32100) of any organisation. */
export const creditCode: Schema<string> = string({ bytesMin: 18, bytesMax: 18, pattern: /^[0-9A-HJ-NPQRTUWXY]{18}$/ })

/** Random id of a record, 16 bytes in hexadecimal: says nothing about the person or case behind it. */
export const randomId: Schema<string> = string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ })

/** Pseudonymous reference of a case (案件代号): never the case number. */
export const caseReference: Schema<string> = string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ })

/** One act in its transaction: `<transaction id>-<message index>`. */
export const actId: Schema<string> = string({ bytesMin: 66, bytesMax: 70, pattern: /^[0-9a-f]{64}-\d{1,4}$/ })

/** A light client's id, `name-N`. */
export const clientId: Schema<string> = string({ bytesMin: 3, bytesMax: 64, pattern: /^[a-z0-9-]+-\d+$/ })

/** Short id of an organisation, officer, or policy. */
export const shortId: Schema<string> = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })

/** A code in capitals: purposes, legal bases, reasons. */
export const code: Schema<string> = string({ bytesMin: 1, bytesMax: 48, pattern: /^[A-Z][A-Z0-9_]*$/ })

const DAY_MS = 86_400_000
/** Asia/Shanghai has been UTC+8 without summer time since 1991-09-15. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000

/** The civil date in Asia/Shanghai of an instant in UTC milliseconds. */
export function civilDateOf(ms: number): string {
  const days = Math.floor((ms + SHANGHAI_OFFSET_MS) / DAY_MS)
  // Days since 0000-03-01 in the proleptic Gregorian calendar: 719468 of them before 1970.
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** First instant of a civil date in Asia/Shanghai, UTC milliseconds. */
export function startOfCivilDateMs(date: string): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146_097 + dayOfEra - 719_468) * DAY_MS - SHANGHAI_OFFSET_MS
}

/** The day before or after. */
export function shiftCivilDate(date: string, days: number): string {
  return civilDateOf(startOfCivilDateMs(date) + days * DAY_MS)
}

/** RFC 3339 text of an instant with the offset of Asia/Shanghai, to the second. */
export function shanghaiTimestamp(ms: number): string {
  const date = civilDateOf(ms)
  const second = Math.floor((ms - startOfCivilDateMs(date)) / 1_000)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${date}T${two(Math.floor(second / 3_600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}+08:00`
}

/** The same day of a later month, or the last day of that month if it has no such day (民法典 202). */
export function shiftCivilMonths(date: string, months: number): string {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
  const index = year * 12 + month - 1 + months
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
  for (let last = day; last > 28; last--) if (isCivilDate(`${first}-${last}`)) return `${first}-${last}`
  return `${first}-${String(Math.min(day, 28)).padStart(2, '0')}`
}

/** UTC milliseconds of a text as `shanghaiTimestamp` writes it. */
export function msOfShanghaiTimestamp(text: string): number {
  const [hour, minute, second] = [Number(text.slice(11, 13)), Number(text.slice(14, 16)), Number(text.slice(17, 19))]
  return startOfCivilDateMs(text.slice(0, 10)) + ((hour * 60 + minute) * 60 + second) * 1_000
}
