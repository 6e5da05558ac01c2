import { bundledLaw } from '@xiezhi/law'
import { expect, test } from 'vitest'
import { startOfCivilDateMs } from '../../ids.ts'
import { enforcementChain } from '../fixtures.ts'
import { afterPeriodMs, endOf, periodOf } from './period-end.ts'

const ports = { lawBook: () => bundledLaw }
const ctx = enforcementChain().context()

test('a period ends on a working day, and is looked at on the day after', () => {
  const end = periodOf(ctx, ports, 'P-20-11', '2026-04-20')
  expect(end).toEqual({ rawEnd: '2026-05-05', legalEnd: '2026-05-06' })
  expect(afterPeriodMs(ctx, end)).toBe(startOfCivilDateMs('2026-05-07'))
})

test('without the calendar of its end it has a raw end only; what is over is looked at tomorrow', () => {
  expect(periodOf(ctx, ports, 'P-20-11', '2026-12-28')).toEqual({ rawEnd: '2027-01-12', legalEnd: null })
  expect(afterPeriodMs(ctx, { rawEnd: '2026-01-12', legalEnd: null })).toBe(startOfCivilDateMs('2026-03-31'))
  expect(endOf({ rawEnd: null, legalEnd: null }, '2026-03-30')).toEqual({ rawEnd: '2026-03-30', legalEnd: null })
})
