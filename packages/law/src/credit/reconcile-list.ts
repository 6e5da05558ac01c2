import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { integer, list, listOfUnique, object, text } from '../schema/schema.ts'
import { ordered } from '../text/code-points.ts'

const VERDICTS = ['EQUAL', 'DIFFERENT'] as const

/** T26-4: what the receiver lacks is sent again, what it has too much is withdrawn. */
export const reconcileList = defineFunction({
  name: 'credit.reconcileList',
  question: { zh: '法院名单与接收方名单是否一致？', en: 'Do the court list and a receiver list agree?' },
  rules: ['T26-4', 'R26-04', 'R26-12', 'S26.5'],
  parameters: [],
  reasons: ['MISSING_AT_RECEIVER S26.5', 'SURPLUS_AT_RECEIVER S26.5'],
  errors: [],
  decisiveDate: null,
  input: object({ courtIds: listOfUnique(text(), null), receiverIds: listOfUnique(text(), null) }),
  output: judged(VERDICTS, {
    courtCount: integer(),
    receiverCount: integer(),
    resend: list(text()),
    withdraw: list(text()),
  }),
  evaluate({ courtIds, receiverIds }) {
    const [court, receiver] = [new Set(courtIds), new Set(receiverIds)]
    const resend = ordered(courtIds.filter((id) => !receiver.has(id)))
    const withdraw = ordered(receiverIds.filter((id) => !court.has(id)))
    const grounds: Ground<'DIFFERENT'>[] = []
    if (resend.length > 0) grounds.push({ verdict: 'DIFFERENT', code: 'MISSING_AT_RECEIVER', rule: 'S26.5' })
    if (withdraw.length > 0) grounds.push({ verdict: 'DIFFERENT', code: 'SURPLUS_AT_RECEIVER', rule: 'S26.5' })
    return {
      ...judge(VERDICTS, grounds),
      courtCount: courtIds.length,
      receiverCount: receiverIds.length,
      resend,
      withdraw,
    }
  },
})
