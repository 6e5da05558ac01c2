import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { date, object } from '../schema/schema.ts'

const VERDICTS = ['CONVERTED', 'EXPIRED'] as const

/** The measure becomes one of enforcement with its term unchanged, if it still stands when the case is filed. */
export const conversion = defineFunction({
  name: 'preservation.conversion',
  question: {
    zh: '保全措施是否自动转为执行措施，期限如何？',
    en: 'Does the measure pass into enforcement with its term?',
  },
  rules: ['R20-54', 'R20-11'],
  parameters: [],
  reasons: ['MEASURE_EXPIRED R20-11'],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: 'enforcementFiledOn',
  input: object({ from: date(), to: date(), enforcementFiledOn: date() }),
  output: judged(VERDICTS, { to: date() }),
  evaluate({ from, to, enforcementFiledOn }) {
    if (to < from) throw new LawError('DEADLINE_ORDER', '/to', { earlier: 'from' })
    if (enforcementFiledOn < from) throw new LawError('DEADLINE_ORDER', '/enforcementFiledOn', { earlier: 'from' })
    const expired = enforcementFiledOn > to
    return { ...(expired ? decided('EXPIRED', { code: 'MEASURE_EXPIRED', rule: 'R20-11' }) : decided('CONVERTED')), to }
  },
})
