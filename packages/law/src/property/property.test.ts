import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { property } from './area.ts'

test('property.rankRights: ranks run from 1 without holes, one seal is in force, the input order is nothing', () => {
  const entries = fc
    .array(
      fc.record({
        kind: fc.constantFrom('MORTGAGE' as const, 'SEAL' as const, 'PRE_NOTICE' as const),
        registrableSince: fc.option(fc.constantFrom('2026-01-05', '2026-04-01'), { nil: null }),
      }),
      { maxLength: 9 },
    )
    .map((list) =>
      list.map((entry, index) => ({ ...entry, id: `R${index}`, registeredAt: `2026-03-0${index + 1}T09:00:00+08:00` })),
    )
  fc.assert(
    fc.property(entries, (list) => {
      const { ranking } = property.rankRights({ asOf: '2026-05-06', entries: list }, law)
      expect(property.rankRights({ asOf: '2026-05-06', entries: [...list].reverse() }, law).ranking).toEqual(ranking)
      const ranks = ranking.map(({ rank }) => rank).filter((rank) => rank !== null)
      expect(ranks).toEqual(ranks.map((_, index) => index + 1))
      const sealed = ranking.filter(({ effect }) => effect === 'SEALED')
      expect(sealed).toHaveLength(list.some(({ kind }) => kind === 'SEAL') ? 1 : 0)
      const first = ranking.findIndex(({ effect }) => effect === 'SEALED')
      ranking.forEach(({ effect }, index) => {
        if (effect === 'PRIORITY' || effect === 'PROTECTED') expect(first < 0 || index < first).toBe(true)
        if (effect === 'AFTER_SEAL' || effect === 'WAITING') expect(index).toBeGreaterThan(first)
      })
    }),
  )
})
