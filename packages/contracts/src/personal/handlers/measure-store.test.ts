import { expect, test } from 'vitest'
import { CASE, SUBJECT } from '../fixtures.ts'
import { conductKey, stateOf } from './measure-store.ts'

test('a conduct is known by case, person, kind and day; a measure that punishes nothing has none', () => {
  const conduct = { kind: 'HIDING_OR_TRANSFER', on: '2026-02-20' } as const
  const key = conductKey({ caseRef: CASE, subject: SUBJECT, conduct, kind: 'FINE' })
  expect(key).toEqual([CASE, '5b'.repeat(32), 'HIDING_OR_TRANSFER', '2026-02-20', 'FINE'])
  expect(conductKey({ caseRef: CASE, subject: SUBJECT, conduct: null, kind: 'EXIT_RESTRICTION' })).toBeUndefined()
})

test('a state that a machine adds leaves the measure as it is', () => {
  expect(stateOf('SERVED', 'DECIDED')).toBe('SERVED')
  expect(stateOf('PAUSED', 'DECIDED')).toBe('DECIDED')
})
