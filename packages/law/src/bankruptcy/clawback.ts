import { LawError } from '../law-error.ts'
import type { LawReading } from '../law-book/law-reading.ts'
import { addCivilMonths, addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { boolean, date, enumeration, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['VOIDABLE', 'NOT_VOIDABLE'] as const
const RULE = 'R25-10'
const ACT_KINDS = [
  'GRATUITOUS',
  'UNREASONABLE_PRICE',
  'SECURITY_FOR_EXISTING_DEBT',
  'EARLY_PAYMENT',
  'WAIVER',
  'PREFERENTIAL_PAYMENT',
] as const

/** Bankruptcy Law arts. 31–32. First match. */
export const clawback = defineFunction({
  name: 'bankruptcy.clawback',
  question: { zh: '受理前的行为是否可以撤销？', en: 'Is an act before the acceptance voidable?' },
  rules: [RULE, 'X-05', 'X-09'],
  parameters: ['P-25-12.oneYear', 'P-25-12.sixMonths'],
  reasons: ['NOT_INSOLVENT_THEN', 'OUTSIDE_WINDOW', 'WITHIN_WINDOW'].map((code) => `${code} ${RULE}`),
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'acceptanceOn',
  input: object({
    acceptanceOn: date(),
    act: object({ kind: enumeration(ACT_KINDS), on: date(), insolventThen: boolean() }),
  }),
  output: judged(VERDICTS, { windowFrom: date() }),
  evaluate({ acceptanceOn, act }, law) {
    if (act.on >= acceptanceOn) throw new LawError('DEADLINE_ORDER', '/act/on', { later: 'acceptanceOn' })
    const preferential = act.kind === 'PREFERENTIAL_PAYMENT'
    const windowFrom = preferential ? sixMonthsBefore(law, acceptanceOn) : oneYearBefore(law, acceptanceOn)
    const code =
      act.on < windowFrom
        ? 'OUTSIDE_WINDOW'
        : preferential && !act.insolventThen
          ? 'NOT_INSOLVENT_THEN'
          : 'WITHIN_WINDOW'
    return {
      verdict: code === 'WITHIN_WINDOW' ? 'VOIDABLE' : 'NOT_VOIDABLE',
      reasons: [{ code, rule: RULE }],
      windowFrom,
    }
  },
})

function sixMonthsBefore(law: LawReading, day: CivilDate): CivilDate {
  return addCivilMonths(day, -law.count('P-25-12.sixMonths', 'month'))
}

function oneYearBefore(law: LawReading, day: CivilDate): CivilDate {
  return addYears(day, -law.count('P-25-12.oneYear', 'year'))
}
