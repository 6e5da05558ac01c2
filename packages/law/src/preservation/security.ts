import { LawError } from '../law-error.ts'
import { exactOf, exactOne, floorExact, multiplyExact } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, enumeration, exact, nullable, object } from '../schema/schema.ts'

/** Preservation provisions art. 5: the most that may be asked, rounded down. */
export const security = defineFunction({
  name: 'preservation.security',
  question: { zh: '财产保全最多可以要求多少担保？', en: 'How much security may be asked?' },
  rules: ['R20-50'],
  parameters: ['P-20-09'],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({
    stage: enumeration(['IN_SUIT', 'PRE_SUIT']),
    requestedCents: cents(),
    disputedAssetCents: nullable(cents()),
  }),
  output: object({ ratio: exact(), basisCents: cents(), securityCents: cents() }),
  evaluate({ stage, requestedCents, disputedAssetCents }, law) {
    if (requestedCents === 0n) {
      throw new LawError('FORMAT_NUMBER', '/requestedCents', { expected: 'positive integer', seen: 'zero' })
    }
    if (stage === 'PRE_SUIT') return { ratio: exactOne, basisCents: requestedCents, securityCents: requestedCents }
    const ratio = law.fraction('P-20-09', 'fraction')
    const basisCents = disputedAssetCents ?? requestedCents
    return { ratio, basisCents, securityCents: floorExact(multiplyExact(ratio, exactOf(basisCents))) }
  },
})
