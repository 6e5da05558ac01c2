import { LawError } from '../law-error.ts'
import { lessCents, minCents, totalOf } from '../money/cents.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { boolean, cents, enumeration, list, listOfUnique, object, text, type Value } from '../schema/schema.ts'
import { byLiquidity, LIQUIDITIES } from './liquidity.ts'

const VERDICTS = ['COVERED', 'PARTIAL', 'NONE'] as const

const assets = listOfUnique(
  object({
    assetId: text(),
    kind: enumeration(LIQUIDITIES),
    availableCents: cents(),
    encumberedCents: cents(),
    divisible: boolean(),
  }),
  'assetId',
)

interface Control {
  readonly assetId: string
  readonly cents: bigint
  /** The asset cannot be divided and is controlled as it is. */
  readonly whole: boolean
}

/** R20-14: by liquidity until the claim is covered; an indivisible asset that is not needed is left alone. */
export const allocate = defineFunction({
  name: 'measure.allocate',
  question: { zh: '为该债权应当查控哪些财产？', en: 'Which assets are controlled for this claim?' },
  rules: ['R20-14', 'T20-2', 'T20-3'],
  parameters: [],
  reasons: ['INDIVISIBLE_OVER_LIMIT R20-14'],
  errors: ['AMOUNT_NOT_POSITIVE'],
  decisiveDate: null,
  input: object({ targetCents: cents(), assets }),
  output: judged(VERDICTS, {
    controls: list(object({ assetId: text(), cents: cents(), whole: boolean() })),
    controlledCents: cents(),
    remainingCents: cents(),
    overCents: cents(),
  }),
  evaluate({ targetCents, assets: given }) {
    if (targetCents === 0n) throw new LawError('AMOUNT_NOT_POSITIVE', '/targetCents', { least: 1 })
    const controls = withoutNeedless(take(given, targetCents), targetCents)
    const controlledCents = totalOf(controls)
    const overCents = lessCents(controlledCents, targetCents)
    const verdict = controlledCents === 0n ? 'NONE' : controlledCents < targetCents ? 'PARTIAL' : 'COVERED'
    const reasons = overCents > 0n ? [{ code: 'INDIVISIBLE_OVER_LIMIT', rule: 'R20-14' }] : []
    return {
      ...decided(verdict, ...reasons),
      controls,
      controlledCents,
      remainingCents: lessCents(targetCents, controlledCents),
      overCents,
    }
  },
})

function take(given: Value<typeof assets>, target: bigint): Control[] {
  const taken: Control[] = []
  let missing = target
  for (const { assetId, availableCents, encumberedCents, divisible } of byLiquidity(given)) {
    if (missing === 0n) break
    const net = lessCents(availableCents, encumberedCents)
    if (net === 0n) continue
    const controlled = divisible ? minCents(net, missing) : net
    taken.push({ assetId, cents: controlled, whole: !divisible })
    missing = lessCents(missing, controlled)
  }
  return taken
}

function withoutNeedless(taken: readonly Control[], target: bigint): Control[] {
  let total = totalOf(taken)
  return taken.filter((control) => {
    if (!control.whole || total - control.cents < target) return true
    total -= control.cents
    return false
  })
}
