import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { movable } from './area.ts'

const anySecurities = fc
  .array(
    fc.record({
      kind: fc.constantFrom('MORTGAGE' as const, 'PLEDGE' as const, 'LIEN' as const),
      claimCents: fc.nat(1_000),
      registered: fc.boolean(),
      pmsiDeliveredOn: fc.option(fc.constantFrom('2026-04-24', '2026-05-20'), { nil: null }),
    }),
    { maxLength: 8 },
  )
  .map((securities) =>
    securities.map(({ registered, ...security }, index) => ({
      ...security,
      id: `S${index}`,
      effectiveAt: registered ? `2026-05-0${index + 1}T09:00:00+08:00` : null,
    })),
  )

test('movable.rankSecurity pays no more than there is and than is owed, and a rank only when those before it are paid', () => {
  fc.assert(
    fc.property(fc.nat(5_000), anySecurities, (proceedsCents, securities) => {
      const { ranking, surplusCents, verdict } = movable.rankSecurity({ proceedsCents, securities }, law)
      const claimOf = new Map(securities.map(({ id, claimCents }) => [id, claimCents]))
      const paid = ranking.reduce((sum, one) => sum + one.paidCents, 0)
      expect(paid + surplusCents).toBe(proceedsCents)
      const open = ranking.filter(({ id, paidCents }) => paidCents < claimOf.get(id)!)
      expect(verdict).toBe(open.length > 0 ? 'SHORTFALL' : 'PAID_IN_FULL')
      if (open.length > 0) expect(surplusCents).toBe(0)
      for (const { rank } of open) {
        for (const later of ranking.filter((one) => one.rank > rank)) expect(later.paidCents).toBe(0)
      }
    }),
  )
})

test('movable.rankSecurity: ranks of registered securities do not depend on the order of the input', () => {
  fc.assert(
    fc.property(anySecurities, (all) => {
      const securities = all.filter(({ effectiveAt }) => effectiveAt !== null)
      const ranksOf = (list: typeof securities): unknown =>
        new Map(
          movable
            .rankSecurity({ proceedsCents: 0, securities: list }, law)
            .ranking.map(({ id, rank, basis }) => [id, `${rank} ${basis}`]),
        )
      expect(ranksOf([...securities].reverse())).toEqual(ranksOf(securities))
    }),
  )
})
