import type { AuditVolume } from '@xiezhi/gateway-api'

interface ReadsByDay {
  readonly days: readonly string[]
  /** For each purpose the reads of each day, in the order of `days`. */
  readonly purposes: readonly { readonly purpose: string; readonly reads: readonly number[] }[]
}

/** Sums over routes and roles, for the graph. */
export function readsByDay(volumes: readonly AuditVolume[]): ReadsByDay {
  const days = [...new Set(volumes.map(({ day }) => day))].sort()
  const names = [...new Set(volumes.map(({ purpose }) => purpose))].sort()
  const sum = (day: string, purpose: string): number =>
    volumes.reduce((total, row) => (row.day === day && row.purpose === purpose ? total + row.reads : total), 0)
  return { days, purposes: names.map((purpose) => ({ purpose, reads: days.map((day) => sum(day, purpose)) })) }
}
