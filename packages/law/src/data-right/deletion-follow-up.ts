import { addDays } from '../time/civil-date.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import { boolean, date, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['CONFIRMED', 'WAITING', 'CONFIRMED_LATE', 'ESCALATE'] as const
const rule = 'S23.5'

/** A licensee confirms deletion with a digest; without one nothing is confirmed. */
export const deletionFollowUp = defineFunction({
  name: 'dataRight.deletionFollowUp',
  question: { zh: '被许可人是否已确认删除？', en: 'Did the licensee confirm deletion?' },
  rules: ['S23.5'],
  parameters: ['PB-T23-5.confirm'],
  reasons: ['DELETION_DIGEST_MISSING S23.5', 'DELETION_NOT_CONFIRMED S23.5'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'endedOn',
  input: object({
    endedOn: date(),
    confirmation: nullable(object({ on: date(), digestPresent: boolean() })),
    asOf: date(),
  }),
  output: judged(VERDICTS, { dueOn: date(), keepEvidence: boolean() }),
  evaluate({ endedOn, confirmation, asOf }, law) {
    const dueOn = addDays(endedOn, law.count('PB-T23-5.confirm', 'day'))
    if (confirmation?.digestPresent === true) {
      const late = confirmation.on > dueOn
      return { ...decided(late ? 'CONFIRMED_LATE' : 'CONFIRMED'), dueOn, keepEvidence: late }
    }
    const missed = asOf > dueOn
    const reasons: Reason[] = []
    if (confirmation !== null) reasons.push({ code: 'DELETION_DIGEST_MISSING', rule })
    if (missed) reasons.push({ code: 'DELETION_NOT_CONFIRMED', rule })
    return { ...decided(missed ? 'ESCALATE' : 'WAITING', ...reasons), dueOn, keepEvidence: missed }
  },
})
