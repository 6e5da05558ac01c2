import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { contractReview } from './area.ts'

test('contractReview.killSwitch halts exactly when two authorised signatures differ in role and signer', () => {
  const signature = fc.record({ role: fc.constantFrom('A', 'B', 'C'), signer: fc.constantFrom('x', 'y') })
  fc.assert(
    fc.property(fc.array(signature, { maxLength: 5 }), (signatures) => {
      const counted = signatures.filter(({ role }) => role !== 'C')
      const pair = counted.some((one) =>
        counted.some((other) => one.role !== other.role && one.signer !== other.signer),
      )
      const { verdict } = contractReview.killSwitch({ signatures, authorisedRoles: ['A', 'B'] }, law)
      expect(verdict).toBe(pair ? 'HALTED' : 'NO_EFFECT')
    }),
  )
})

test('contractReview.applicableVersion: later versions and any order leave the version of a running case', () => {
  const versions = ['2025-01-01', '2025-06-01', '2026-01-01', '2026-06-01'].map((activeFrom) => ({
    version: `v${activeFrom}`,
    activeFrom,
  }))
  fc.assert(
    fc.property(
      fc.shuffledSubarray(versions, { minLength: 4 }),
      fc.constantFrom('2025-05-31', '2025-06-01'),
      (all, day) => {
        const facts = { caseOpenedOn: day, asOf: '2026-01-01', migration: 'KEEP' } as const
        const answer = contractReview.applicableVersion({ ...facts, versions: all }, law)
        expect(answer.version).toBe(day === '2025-05-31' ? 'v2025-01-01' : 'v2025-06-01')
        expect(answer.latestVersion).toBe('v2026-01-01')
        const known = all.filter(({ activeFrom }) => activeFrom <= facts.asOf)
        expect(contractReview.applicableVersion({ ...facts, versions: known }, law)).toEqual(answer)
      },
    ),
  )
})
