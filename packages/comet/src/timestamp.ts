import { ProtoReader, ProtoWriter } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'

/** google.protobuf.Timestamp. CometBFT times have nanoseconds, which `Date` and numbers of milliseconds lose. */
export interface Timestamp {
  readonly seconds: bigint
  /** 0 … 999,999,999. */
  readonly nanos: number
}

/** 0001-01-01T00:00:00Z, Go's zero time: stands for "absent". */
export const ZERO_TIME: Timestamp = { seconds: -62_135_596_800n, nanos: 0 }

const NANOS_PER_MS = 1_000_000
const NANOS_MAX = 999_999_999
/** 9999-12-31T23:59:59Z. */
const SECONDS_MAX = 253_402_300_799n

/** @throws CometError TIME_INVALID if it is no whole number of milliseconds within the years 1 to 9999 */
export function timestampFromMs(ms: number): Timestamp {
  if (!Number.isSafeInteger(ms)) throw new CometError('TIME_INVALID', { expected: 'whole milliseconds', seen: ms })
  const seconds = Math.floor(ms / 1000)
  return inYears({ seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * NANOS_PER_MS })
}

/** Milliseconds, rounded down. */
export function timestampToMs({ seconds, nanos }: Timestamp): number {
  return Number(seconds) * 1000 + Math.floor(nanos / NANOS_PER_MS)
}

export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  if (a.seconds !== b.seconds) return a.seconds < b.seconds ? -1 : 1
  return a.nanos - b.nanos
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/

/** RFC 3339 as CometBFT reads it: UTC with a Z, up to nine digits of a second. @throws CometError TIME_INVALID */
export function parseRfc3339(text: string): Timestamp {
  const match = RFC3339.exec(text)
  if (match === null) throw new CometError('TIME_INVALID', { expected: 'RFC 3339 in UTC', seenLength: text.length })
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const inRange =
    month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && hour < 24 && minute < 60 && second < 60
  if (!inRange) throw new CometError('TIME_INVALID', { expected: 'a real instant', seen: text })
  const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
  return inYears({ seconds: BigInt(seconds), nanos: Number((match[7] ?? '').padEnd(9, '0')) })
}

/** RFC 3339 in UTC as Go's RFC3339Nano: trailing zeros of the fraction are cut. */
export function formatRfc3339({ seconds, nanos }: Timestamp): string {
  const whole = Number(seconds)
  const days = Math.floor(whole / 86_400)
  const rest = whole - days * 86_400
  const { year, month, day } = civilFromDays(days)
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`
  const clock = [Math.floor(rest / 3_600), Math.floor(rest / 60) % 60, rest % 60].map((n) => pad(n, 2)).join(':')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}${fraction}Z`
}

export function encodeTimestamp({ seconds, nanos }: Timestamp): Uint8Array {
  return new ProtoWriter().int64(1, seconds).int64(2, nanos).finish()
}

/** @throws CodecError, CometError TIME_INVALID */
export function decodeTimestamp(bytes: Uint8Array): Timestamp {
  let seconds = 0n
  let nanos = 0
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) seconds = reader.int64()
    else if (reader.field === 2) nanos = reader.int32()
    else reader.refuseUnknown()
  }
  if (nanos < 0 || nanos > NANOS_MAX) throw new CometError('TIME_INVALID', { nanosMax: NANOS_MAX, seen: nanos })
  return inYears({ seconds, nanos })
}

/** Years 1 to 9999, the range of google.protobuf.Timestamp. */
function inYears(time: Timestamp): Timestamp {
  if (time.seconds < ZERO_TIME.seconds || time.seconds > SECONDS_MAX) {
    throw new CometError('TIME_INVALID', { expected: 'years 1 to 9999', seen: String(time.seconds) })
  }
  return time
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; years are counted from March. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}
