import { compareExact } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import { boolean, enumeration, exact, nullable, object, type Value } from '../schema/schema.ts'

const VERDICTS = ['PROPOSE_LIFT', 'KEEP'] as const
const GROUNDS = ['PERFORMED', 'SECURITY_SUFFICIENT', 'APPLICANT_CONSENT', 'REPRESENTATIVE_CHANGED'] as const

/** A holder of more than half is the actual controller whatever is stated. */
const CONTROLLING_SHARE = { numerator: 1n, denominator: 2n } as const

const input = object({
  ground: enumeration(GROUNDS),
  changeGenuine: boolean(),
  actualController: boolean(),
  directlyResponsible: boolean(),
  shareRatio: nullable(exact()),
})
type Facts = Value<typeof input>

/** Consumption provisions art. 9. A proposal only. */
export const liftConsumption = defineFunction({
  name: 'sanctionList.liftConsumption',
  question: { zh: '应当解除限制消费措施吗？', en: 'Is a consumption order to be lifted?' },
  rules: ['R20-91', 'T20-24'],
  parameters: [],
  reasons: [
    'ACTUAL_CONTROLLER R20-91',
    'APPLICANT_CONSENT R20-91',
    'CHANGE_NOT_GENUINE R20-91',
    'DIRECTLY_RESPONSIBLE R20-91',
    'PERFORMED R20-91',
    'REPRESENTATIVE_CHANGED R20-91',
    'SECURITY_SUFFICIENT R20-91',
  ],
  errors: [],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {}),
  evaluate(facts) {
    const kept = facts.ground === 'REPRESENTATIVE_CHANGED' ? keepReasons(facts) : []
    if (kept.length > 0) return decided('KEEP', ...kept)
    return decided('PROPOSE_LIFT', { code: facts.ground, rule: 'R20-91' })
  },
})

function keepReasons({ changeGenuine, actualController, directlyResponsible, shareRatio }: Facts): Reason[] {
  const holdsControl = shareRatio !== null && compareExact(shareRatio, CONTROLLING_SHARE) > 0
  const codes = [
    ...(changeGenuine ? [] : ['CHANGE_NOT_GENUINE']),
    ...(actualController || holdsControl ? ['ACTUAL_CONTROLLER'] : []),
    ...(directlyResponsible ? ['DIRECTLY_RESPONSIBLE'] : []),
  ]
  return codes.map((code) => ({ code, rule: 'R20-91' }))
}
