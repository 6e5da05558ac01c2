import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { boolean, date, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['OLD_FACT_PREVAILS', 'NEW_FACT_PREVAILS', 'JUDGE'] as const
const rule = 'R22-01'

/** Company Law arts. 32, 34. First match. */
export const changeOpposability = defineFunction({
  name: 'enterprise.changeOpposability',
  question: {
    zh: '未经登记的变更能否对抗第三人？',
    en: 'Does an unregistered change work against a third party?',
  },
  rules: ['R22-01'],
  parameters: [],
  reasons: [
    'ACT_BEFORE_CHANGE R22-01',
    'SAME_DAY_ORDER_UNKNOWN R22-01',
    'REGISTERED_BEFORE_ACT R22-01',
    'NOT_REGISTERED_BONA_FIDE R22-01',
    'NOT_BONA_FIDE R22-01',
  ],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: null,
  input: object({ changeOn: date(), registeredOn: nullable(date()), thirdPartyActOn: date(), goodFaith: boolean() }),
  output: judged(VERDICTS, {}),
  evaluate({ changeOn, registeredOn, thirdPartyActOn, goodFaith }) {
    if (registeredOn !== null && registeredOn < changeOn) {
      throw new LawError('DEADLINE_ORDER', '/registeredOn', { earlier: 'changeOn' })
    }
    if (thirdPartyActOn < changeOn) return decided('OLD_FACT_PREVAILS', { code: 'ACT_BEFORE_CHANGE', rule })
    if (thirdPartyActOn === registeredOn) return decided('JUDGE', { code: 'SAME_DAY_ORDER_UNKNOWN', rule })
    if (registeredOn !== null && thirdPartyActOn > registeredOn) {
      return decided('NEW_FACT_PREVAILS', { code: 'REGISTERED_BEFORE_ACT', rule })
    }
    return goodFaith
      ? decided('OLD_FACT_PREVAILS', { code: 'NOT_REGISTERED_BONA_FIDE', rule })
      : decided('NEW_FACT_PREVAILS', { code: 'NOT_BONA_FIDE', rule })
  },
})
