import { endDayOf, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons, type Reason } from '../registry/judgement.ts'
import { boolean, date, enumeration, nullable, object, optional } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['PENDING', 'ENFORCEABLE', 'ENDED', 'NOT_BOUND'] as const
const RULE = 'R24-13'

interface Objection {
  readonly form: 'WRITTEN' | 'ORAL'
  readonly ground: 'DEBT_DISPUTED' | 'ABILITY_ONLY'
  readonly receivedOn: CivilDate
}

/** Civil Procedure Law arts. 227–228, its interpretation arts. 435–437: only a written objection to the debt counts. */
export const paymentOrderEffect = defineFunction({
  name: 'loan.paymentOrderEffect',
  question: { zh: '支付令是否可以申请执行？', en: 'Is a payment order enforceable?' },
  rules: [RULE, 'X-01', 'X-02', 'X-14'],
  parameters: ['P-24-04.pay', ...PERIOD_PARAMETERS],
  reasons: [
    ...['GUARANTOR_NOT_NAMED', 'VALID_OBJECTION', 'ORAL_OBJECTION', 'ABILITY_OBJECTION', 'OBJECTION_LATE'].map(
      (code) => `${code} ${RULE}`,
    ),
    'CALENDAR_NOT_LOADED X-14',
  ],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'servedOn',
  input: object({
    servedOn: date(),
    asOf: date(),
    against: enumeration(['DEBTOR', 'UNNAMED_GUARANTOR']),
    objection: nullable(
      object({
        form: enumeration(['WRITTEN', 'ORAL']),
        ground: enumeration(['DEBT_DISPUTED', 'ABILITY_ONLY']),
        receivedOn: date(),
      }),
    ),
    applicantRefusesSuit: optional(boolean()),
  }),
  output: judged(VERDICTS, {
    objectionBy: nullable(object(periodFields)),
    nextStep: nullable(enumeration(['LITIGATION', 'NONE'])),
  }),
  evaluate({ servedOn, asOf, against, objection, applicantRefusesSuit }, law) {
    if (against === 'UNNAMED_GUARANTOR') {
      return {
        verdict: 'NOT_BOUND',
        reasons: [{ code: 'GUARANTOR_NOT_NAMED', rule: RULE }],
        objectionBy: null,
        nextStep: null,
      }
    }
    const length = law.count('P-24-04.pay', 'day')
    const objectionBy = endOfPeriod(law, { start: servedOn, length, unit: 'DAY', regime: 'CIVIL' })
    const end = endDayOf(objectionBy) ?? servedOn
    const provisional = provisionalReasons([objectionBy])
    const defects = objection === null ? [] : defectsOf(objection, end)
    if (objection !== null && defects.length === 0 && objection.receivedOn <= asOf) {
      return {
        verdict: 'ENDED',
        reasons: sortReasons([{ code: 'VALID_OBJECTION', rule: RULE }, ...provisional]),
        objectionBy,
        nextStep: applicantRefusesSuit === true ? 'NONE' : 'LITIGATION',
      }
    }
    return {
      verdict: asOf <= end ? 'PENDING' : 'ENFORCEABLE',
      reasons: sortReasons([...defects, ...provisional]),
      objectionBy,
      nextStep: null,
    }
  },
})

function defectsOf({ form, ground, receivedOn }: Objection, end: CivilDate): Reason[] {
  const defects: Reason[] = []
  if (form === 'ORAL') defects.push({ code: 'ORAL_OBJECTION', rule: RULE })
  if (ground === 'ABILITY_ONLY') defects.push({ code: 'ABILITY_OBJECTION', rule: RULE })
  if (receivedOn > end) defects.push({ code: 'OBJECTION_LATE', rule: RULE })
  return defects
}
