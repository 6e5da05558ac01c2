import { expect, test } from 'vitest'
import type { EntryDetails } from './entry-views.ts'
import { forPerson } from './own-views.ts'

const UNIT = 'sha256:11'
const REPRESENTATIVE = 'sha256:22'
const OTHER = 'sha256:33'

const details = {
  objection: { outcome: 'PENDING' },
  repair: { outcome: 'PENDING' },
  exceptions: [
    { category: 1, to: '2026-12-01' },
    { category: 2, to: '2026-12-02' },
  ],
} as unknown as EntryDetails
const entry = { subject: UNIT, exceptions: [{ subject: UNIT }, { subject: REPRESENTATIVE }] } as never
const categoriesOf = (shown: EntryDetails): number[] => shown.exceptions.map(({ category }) => category)

test('who is limited with a unit sees the own exceptions, the unit all; nobody else what the unit asked for', () => {
  const [unit, representative, other] = [UNIT, REPRESENTATIVE, OTHER].map((one) => forPerson(details, entry, one))
  expect([unit, representative, other].map((shown) => categoriesOf(shown!))).toEqual([[1, 2], [2], []])
  expect(unit).toMatchObject({ objection: { outcome: 'PENDING' }, repair: { outcome: 'PENDING' } })
  for (const shown of [representative, other]) {
    expect(shown?.objection).toBeNull()
    expect(shown).not.toHaveProperty('repair')
  }
})
