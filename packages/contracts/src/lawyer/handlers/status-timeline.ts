import { shiftCivilDate } from '../../ids.ts'
import { FINAL_STATUSES } from '../state.ts'
import type { Status, StatusPeriod } from '../state.ts'

/** The period that covers a day; undefined before the first licence. */
export function periodOn(periods: readonly StatusPeriod[], day: string): StatusPeriod | undefined {
  return periods.find(({ from, to }) => from <= day && (to === null || day <= to))
}

export function statusOn(periods: readonly StatusPeriod[], day: string): Status | undefined {
  return periodOn(periods, day)?.status
}

/** Whether the licence has ended on some day. */
export function hasEnded(periods: readonly StatusPeriod[]): boolean {
  return periods.some(({ status }) => FINAL_STATUSES.includes(status))
}

/** Whether a suspension covers a day between both ends. */
export function hasSuspension(periods: readonly StatusPeriod[], from: string, to: string): boolean {
  return periods.some(
    (period) => period.status === 'SUSPENDED' && period.from <= to && (period.to === null || from <= period.to),
  )
}

/**
 * Lays a period over the timeline. What was before stays; after its last day the timeline goes on as it was, which is
 * how a suspension returns to practice. A period without an end replaces all that follows.
 */
export function overlay(periods: readonly StatusPeriod[], period: StatusPeriod): StatusPeriod[] {
  const { from, to } = period
  const before = periods
    .filter((one) => one.from < from)
    .map((one) => (one.to === null || one.to >= from ? { ...one, to: shiftCivilDate(from, -1) } : one))
  const after =
    to === null
      ? []
      : periods
          .filter((one) => one.to === null || one.to > to)
          .map((one) => (one.from <= to ? { ...one, from: shiftCivilDate(to, 1) } : one))
  return merged([...before, period, ...after])
}

/** Takes the effect of a sanction away from a day on: those days read ACTIVE, earlier ones stay as they were. */
export function setAside(periods: readonly StatusPeriod[], sanctionId: string, on: string): StatusPeriod[] {
  const kept = periods.flatMap((one): StatusPeriod[] => {
    if (one.sanctionId !== sanctionId) return [one]
    const restored = (from: string): StatusPeriod => ({ status: 'ACTIVE', from, to: one.to, sanctionId: null })
    if (one.from >= on) return [restored(one.from)]
    if (one.to !== null && one.to < on) return [one]
    return [{ ...one, to: shiftCivilDate(on, -1) }, restored(on)]
  })
  return merged(kept)
}

function merged(periods: readonly StatusPeriod[]): StatusPeriod[] {
  const out: StatusPeriod[] = []
  for (const period of periods) {
    const last = out.at(-1)
    if (last?.status === period.status && last.sanctionId === period.sanctionId) {
      out[out.length - 1] = { ...last, to: period.to }
    } else out.push(period)
  }
  return out
}
