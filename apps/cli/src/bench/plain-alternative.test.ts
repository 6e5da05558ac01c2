import { availableBinaries } from '@xiezhi/postgres'
import { expect, test } from 'vitest'
import { plainAlternative } from './plain-alternative.ts'

test('signed requests are answered from PostgreSQL, or it is said why not', async () => {
  const { figures, notRun } = await plainAlternative(1, 5)

  if (availableBinaries().length === 0) {
    expect(figures).toEqual([])
    expect(notRun[0]?.why).toMatch(/PostgreSQL/)
    return
  }
  expect(notRun).toEqual([])
  expect(figures.map(({ name }) => name)).toEqual(['plainP50', 'plainP95'])
  for (const { runs } of figures) expect(runs.every((ms) => ms > 0)).toBe(true)
}, 240_000)
