import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { boolean, date, enumeration, nullable, object } from '../schema/schema.ts'

const STAGE_PARAMETERS = {
  PRE_FILING: 'PA-S19C.preFiling',
  POST_FILING_ORDINARY: 'PA-S19C.ordinary',
  POST_FILING_SIMPLIFIED: 'PA-S19C.simplified',
} as const

/** Online mediation rules art. 24; the parties may agree on a later day, which stands as it is. */
export const mediationWindow = defineFunction({
  name: 'civilFlow.mediationWindow',
  question: { zh: '在线调解可以进行到何时？', en: 'Until when may online mediation run?' },
  rules: ['S19C', 'X-02', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, ...Object.values(STAGE_PARAMETERS)],
  reasons: [],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'acceptedOn',
  input: object({
    stage: enumeration(['PRE_FILING', 'POST_FILING_ORDINARY', 'POST_FILING_SIMPLIFIED']),
    acceptedOn: date(),
    agreedExtensionTo: nullable(date()),
  }),
  output: object({ statutory: object(periodFields), endOn: nullable(date()), extended: boolean() }),
  evaluate({ stage, acceptedOn, agreedExtensionTo }, law) {
    const length = law.count(STAGE_PARAMETERS[stage], 'day')
    const statutory = endOfPeriod(law, { start: acceptedOn, length, unit: 'DAY', regime: 'CIVIL' })
    const { legalEnd } = statutory
    if (agreedExtensionTo !== null && legalEnd !== null && agreedExtensionTo <= legalEnd) {
      throw new LawError('DEADLINE_ORDER', '/agreedExtensionTo', { earlier: 'statutory end' })
    }
    return { statutory, endOn: agreedExtensionTo ?? legalEnd, extended: agreedExtensionTo !== null }
  },
})
