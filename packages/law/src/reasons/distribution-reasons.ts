import type { ReasonEntry } from './reason-entry.ts'

/** Reasons of the areas interest and distribution. */
export const distributionReasons: readonly ReasonEntry[] = [
  {
    code: 'STAY_NOT_EXCLUDED',
    rule: 'R20-63',
    zh: '该中止、暂缓的期间不在可扣除之列，请法官确认。',
    en: 'This stay is not excluded by the text; ask the judge.',
  },
  {
    code: 'CONSENT_TO_BANKRUPTCY',
    rule: 'R20-73',
    zh: '被执行人企业不能清偿，且有人同意，移送破产审查。',
    en: 'The enterprise is insolvent and there is consent: the file moves to the bankruptcy court.',
  },
  {
    code: 'OBJECTION_LATE',
    rule: 'R20-72',
    zh: '对分配方案的异议超过期限，按原方案执行。',
    en: 'The objection came late: the plan is executed.',
  },
  {
    code: 'NO_COUNTER_OBJECTION',
    rule: 'R20-72',
    zh: '期限内无人反对异议，按异议修正方案。',
    en: 'Nobody opposed the objection in time: the plan is amended.',
  },
  {
    code: 'SUIT_PENDING',
    rule: 'R20-72',
    zh: '异议人已在期限内起诉，争议部分提存。',
    en: 'The objector sued in time: the disputed part is deposited.',
  },
  {
    code: 'NO_SUIT_IN_TIME',
    rule: 'R20-72',
    zh: '异议人未在期限内起诉，按原方案执行。',
    en: 'No suit in time: the plan is executed.',
  },
  {
    code: 'PRIORITY_PERIOD_OVER',
    rule: 'R20-77c',
    zh: '建设工程价款优先受偿权的行使期限已过，普通债权仍在。',
    en: 'The period of the construction priority is over; the ordinary claim remains.',
    detail: { zh: '优先受偿权的行使期限于 {limitOn} 届满。', en: 'The priority ended on {limitOn}.' },
  },
]
