import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement } from '../registry/judgement.ts'
import { boolean, cents, date, integer, object, type Value } from '../schema/schema.ts'

const VERDICTS = ['WITHIN_QUOTA', 'QUOTA_REACHED', 'PERIOD_ENDED', 'OVER_QUOTA'] as const
const rule = 'R23-13'

const input = object({
  callQuota: integer(),
  loggedCalls: integer(),
  unitPriceCents: cents(),
  periodFrom: date(),
  periodTo: date(),
  asOf: date(),
})

/** A program may stop the interface and put a sum in escrow; it decides no dispute and fines nobody. First match. */
export const usageSettlement = defineFunction({
  name: 'dataRight.usageSettlement',
  question: { zh: '约定用量是否用尽或者超出？', en: 'Is the agreed use exhausted or exceeded?' },
  rules: ['R23-13', 'S23.5'],
  parameters: [],
  reasons: ['QUOTA_EXCEEDED R23-13', 'PERIOD_ENDED R23-13', 'QUOTA_REACHED R23-13'],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {
    excessCalls: integer(),
    stopApi: boolean(),
    escrowCents: cents(),
    humanApprovalRequired: boolean(),
    automaticPenaltyCents: cents(),
  }),
  evaluate(facts) {
    if (facts.periodTo < facts.periodFrom) throw new LawError('DEADLINE_ORDER', '/periodTo', { earlier: 'periodFrom' })
    const excessCalls = Math.max(0, facts.loggedCalls - facts.callQuota)
    const judgement = standing(facts)
    return {
      ...judgement,
      excessCalls,
      stopApi: judgement.verdict !== 'WITHIN_QUOTA',
      escrowCents: BigInt(excessCalls) * facts.unitPriceCents,
      humanApprovalRequired: excessCalls > 0,
      automaticPenaltyCents: 0n,
    }
  },
})

function standing({
  callQuota,
  loggedCalls,
  periodTo,
  asOf,
}: Value<typeof input>): Judgement<(typeof VERDICTS)[number]> {
  if (loggedCalls > callQuota) return decided('OVER_QUOTA', { code: 'QUOTA_EXCEEDED', rule })
  if (asOf > periodTo) return decided('PERIOD_ENDED', { code: 'PERIOD_ENDED', rule })
  if (loggedCalls === callQuota) return decided('QUOTA_REACHED', { code: 'QUOTA_REACHED', rule })
  return decided('WITHIN_QUOTA')
}
