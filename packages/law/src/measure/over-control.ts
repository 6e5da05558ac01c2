import { lessCents, minCents, totalOf } from '../money/cents.ts'
import { compareExact, exactOf, multiplyExact } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { boolean, cents, enumeration, list, listOfUnique, object, text, type Value } from '../schema/schema.ts'
import { byLiquidity, LIQUIDITIES } from './liquidity.ts'

const VERDICTS = ['OK', 'OVER'] as const

const measures = listOfUnique(
  object({ measureId: text(), kind: enumeration(LIQUIDITIES), cents: cents(), divisible: boolean() }),
  'measureId',
)

interface Proposal {
  readonly measureId: string
  readonly releaseCents: bigint
  readonly keepCents: bigint
}

/** T20-4. A release is a proposal; a judge signs (O-22). */
export const overControl = defineFunction({
  name: 'measure.overControl',
  question: {
    zh: '是否超标的额查控，应当提议解除哪些？',
    en: 'Is more controlled than the claim, and what is to be released?',
  },
  rules: ['R20-14', 'T20-4', 'O-22'],
  parameters: ['PA-T20-4.tolerance'],
  reasons: ['OVER_CONTROL R20-14'],
  errors: [],
  decisiveDate: null,
  input: object({ targetCents: cents(), measures }),
  output: judged(VERDICTS, {
    controlledCents: cents(),
    overCents: cents(),
    proposals: list(object({ measureId: text(), releaseCents: cents(), keepCents: cents() })),
  }),
  evaluate({ targetCents, measures: given }, law) {
    const controlledCents = totalOf(given)
    const limit = multiplyExact(exactOf(targetCents), law.fraction('PA-T20-4.tolerance', 'fraction of the claim'))
    const overCents = lessCents(controlledCents, targetCents)
    if (compareExact(exactOf(controlledCents), limit) <= 0) {
      return { ...decided('OK'), controlledCents, overCents, proposals: [] }
    }
    return {
      ...decided('OVER', { code: 'OVER_CONTROL', rule: 'R20-14' }),
      controlledCents,
      overCents,
      proposals: proposalsFor(given, overCents),
    }
  },
})

/** From the least liquid class and, inside a class, from the last; an indivisible measure only if it fits whole. */
function proposalsFor(given: Value<typeof measures>, over: bigint): Proposal[] {
  const proposals: Proposal[] = []
  let left = over
  for (const { measureId, cents: controlled, divisible } of byLiquidity(given).reverse()) {
    const release = divisible ? minCents(controlled, left) : controlled <= left ? controlled : 0n
    if (release === 0n) continue
    proposals.push({ measureId, releaseCents: release, keepCents: controlled - release })
    left -= release
  }
  return proposals
}
