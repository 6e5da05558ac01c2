import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { isAfterEnd, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields, type Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, sortReasons, type Ground } from '../registry/judgement.ts'
import { date, nullable, object, optional } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['IN_TIME', 'LATE_STEP', 'ENDED_UNSERVED'] as const
const LATER_STEPS = ['acceptedOn', 'issuedOn', 'servedOn'] as const
const TERMS = { acceptance: 'P-24-04.accept', issue: 'P-24-04.issue', service: 'P-24-04.serve', answer: 'P-24-04.pay' }

type Steps = { readonly appliedOn: CivilDate } & Readonly<Record<(typeof LATER_STEPS)[number], CivilDate | null>>

/** Civil Procedure Law arts. 225–228. */
export const paymentOrderDeadlines = defineFunction({
  name: 'loan.paymentOrderDeadlines',
  question: { zh: '支付令各步骤的期限到哪一天？', en: 'When do the periods of a payment order end?' },
  rules: ['R24-13', 'X-01', 'X-02', 'X-14'],
  parameters: [...Object.values(TERMS), ...PERIOD_PARAMETERS],
  reasons: ['ACCEPTED_LATE R24-13', 'ISSUED_LATE R24-13', 'NOT_SERVED_IN_30_DAYS R24-13', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'appliedOn',
  input: object({
    appliedOn: date(),
    acceptedOn: optional(date()),
    issuedOn: optional(date()),
    servedOn: optional(date()),
  }),
  output: judged(VERDICTS, {
    acceptNoticeBy: object(periodFields),
    issueBy: nullable(object(periodFields)),
    unservedEndsOn: nullable(object(periodFields)),
    objectionBy: nullable(object(periodFields)),
  }),
  evaluate(input, law) {
    refuseDisorder(input)
    const { appliedOn, acceptedOn, issuedOn, servedOn } = input
    const acceptNoticeBy = endOfTerm(law, TERMS.acceptance, appliedOn)
    const issueBy = acceptedOn === null ? null : endOfTerm(law, TERMS.issue, acceptedOn)
    const unservedEndsOn = issuedOn === null ? null : endOfTerm(law, TERMS.service, issuedOn)
    const objectionBy = servedOn === null ? null : endOfTerm(law, TERMS.answer, servedOn)

    const grounds: Ground<(typeof VERDICTS)[number]>[] = []
    if (isLate(acceptedOn, acceptNoticeBy))
      grounds.push({ verdict: 'LATE_STEP', code: 'ACCEPTED_LATE', rule: 'R24-13' })
    if (isLate(issuedOn, issueBy)) grounds.push({ verdict: 'LATE_STEP', code: 'ISSUED_LATE', rule: 'R24-13' })
    if (isLate(servedOn, unservedEndsOn)) {
      grounds.push({ verdict: 'ENDED_UNSERVED', code: 'NOT_SERVED_IN_30_DAYS', rule: 'R24-13' })
    }
    const { verdict, reasons } = judge(VERDICTS, grounds)
    const periods = { acceptNoticeBy, issueBy, unservedEndsOn, objectionBy }
    return { verdict, reasons: sortReasons([...reasons, ...provisionalReasons(Object.values(periods))]), ...periods }
  },
})

function endOfTerm(law: LawReading, parameter: string, start: CivilDate): Period {
  return endOfPeriod(law, { start, length: law.count(parameter, 'day'), unit: 'DAY', regime: 'CIVIL' })
}

function isLate(actedOn: CivilDate | null, period: Period | null): boolean {
  return actedOn !== null && period !== null && isAfterEnd(actedOn, period) === true
}

function refuseDisorder(steps: Steps): void {
  let before = steps.appliedOn
  for (const step of LATER_STEPS) {
    const day = steps[step]
    if (day === null) continue
    if (day < before) throw new LawError('DEADLINE_ORDER', `/${step}`, { earlier: 'the step before' })
    before = day
  }
}
