import { defineFunction } from '../registry/define-function.ts'
import { cents, exact, list, listOfUnique, object } from '../schema/schema.ts'
import { claimFields } from './cents.ts'
import { splitProRata } from './pro-rata.ts'

/** S2.5: floor, then the largest remainder, ties by registration order; no claim is overpaid. */
export const allocate = defineFunction({
  name: 'money.allocate',
  question: { zh: '一笔款项如何按比例分配到分？', en: 'How is a sum shared pro rata to the cent?' },
  rules: ['S2.5'],
  parameters: [],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({ totalCents: cents(), claims: listOfUnique(object(claimFields), 'id') }),
  output: object({ ratio: exact(), shares: list(object(claimFields)), surplusCents: cents() }),
  evaluate({ totalCents, claims }) {
    const { ratio, shares, surplus } = splitProRata(
      totalCents,
      claims.map((claim) => claim.cents),
    )
    return {
      ratio,
      shares: claims.map(({ id }, index) => ({ id, cents: shares[index] ?? 0n })),
      surplusCents: surplus,
    }
  },
})
