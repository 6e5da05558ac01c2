import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shiftCivilDate } from '../../ids.ts'
import type { StatusPeriod } from '../state.ts'
import { overlay, setAside, statusOn } from './status-timeline.ts'

const START: StatusPeriod = { status: 'ACTIVE', from: '2020-01-01', to: null, sanctionId: null }
const suspension = (from: string, days: number, sanctionId: string): StatusPeriod => ({
  status: 'SUSPENDED',
  from,
  to: shiftCivilDate(from, days),
  sanctionId,
})
const offset = fc.integer({ min: 0, max: 2_000 })

describe('status timeline', () => {
  test('every day has one status whatever is laid over it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(offset, fc.integer({ min: 0, max: 400 })), { maxLength: 6 }),
        offset,
        (laid, day) => {
          const periods = laid.reduce<StatusPeriod[]>(
            (all, [at, days], index) => overlay(all, suspension(shiftCivilDate('2020-01-01', at), days, String(index))),
            [START],
          )
          const on = shiftCivilDate('2020-01-01', day)
          const covering = periods.filter(({ from, to }) => from <= on && (to === null || on <= to))
          expect(covering).toHaveLength(1)
          const barred = laid.some(([at, days]) => at <= day && day <= at + days)
          expect(statusOn(periods, on)).toBe(barred ? 'SUSPENDED' : 'ACTIVE')
        },
      ),
    )
  })

  test('setting aside gives back the days from then on and leaves the days before', () => {
    fc.assert(
      fc.property(offset, fc.integer({ min: 0, max: 400 }), offset, (at, days, setAsideAt) => {
        const from = shiftCivilDate('2020-01-01', at)
        const on = shiftCivilDate('2020-01-01', setAsideAt)
        const periods = setAside(overlay([START], suspension(from, days, 'one')), 'one', on)
        const last = shiftCivilDate(from, days)
        expect(statusOn(periods, on)).toBe('ACTIVE')
        if (on <= from) expect(periods).toEqual([START])
        else expect(statusOn(periods, from)).toBe('SUSPENDED')
        expect(statusOn(periods, shiftCivilDate(last, 1))).toBe('ACTIVE')
      }),
    )
  })

  test('a period without end replaces what was planned after it', () => {
    const planned = overlay([START], suspension('2026-04-01', 90, 'one'))
    const ended = overlay(planned, { status: 'CANCELLED', from: '2026-03-01', to: null, sanctionId: null })

    expect(ended).toEqual([
      { ...START, to: '2026-02-28' },
      { status: 'CANCELLED', from: '2026-03-01', to: null, sanctionId: null },
    ])
  })
})
