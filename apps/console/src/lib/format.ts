const BEIJING_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** Beijing time to the second, the same in both languages: `2026-03-02 09:15:30`. */
export function formatInstant(ms: number): string {
  return new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** Beijing time of day: `09:15:30`. */
export function formatClock(ms: number): string {
  return formatInstant(ms).slice(11)
}

/** The civil date in Beijing on which an instant lies. */
export function civilDateOf(ms: number): string {
  return formatInstant(ms).slice(0, 10)
}

/** Midnight in Beijing at which a civil date begins. */
export function startOfDay(civilDate: string): number {
  return Date.parse(`${civilDate}T00:00:00+08:00`)
}

/** The instant of a second in Beijing, as a field for it gives it: `2026-03-02T09:15:30`. */
export function instantOf(local: string): number {
  return Date.parse(`${local}+08:00`)
}

/** Days from one civil date to another; negative: back. */
export function daysBetween(from: string, to: string): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS)
}

/** Digits in groups of three: `1,000,000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** The ends of a long identifier; the whole stands in the title of the element. */
export function shorten(text: string, head = 8, tail = 6): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`
}

export type DurationUnit = 'days' | 'hours' | 'minutes' | 'seconds'

/** The largest unit that fits, rounded down: what a person needs to see how much time is left. */
export function largestUnit(ms: number): { readonly unit: DurationUnit; readonly count: number } {
  const size = Math.abs(ms)
  if (size >= DAY_MS) return { unit: 'days', count: Math.floor(size / DAY_MS) }
  if (size >= HOUR_MS) return { unit: 'hours', count: Math.floor(size / HOUR_MS) }
  if (size >= MINUTE_MS) return { unit: 'minutes', count: Math.floor(size / MINUTE_MS) }
  return { unit: 'seconds', count: Math.floor(size / 1_000) }
}

/** Bytes in binary units with one decimal: `23.4 KiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1_024 ** step
  return `${step === 0 ? value : value.toFixed(1)} ${units[step] ?? ''}`
}
