import { provisionalReasons } from '../period/end-day.ts'
import { periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import { date, enumeration, nullable, object } from '../schema/schema.ts'
import { NOTICE_KINDS, NOTICE_PARAMETERS, noticeStanding } from './notice.ts'

const VERDICTS = ['EFFECTIVE', 'EXERCISED', 'LAPSED'] as const
const rule = 'R22-09'

/** Civil Code arts. 220, 221. */
export const noticeRegistration = defineFunction({
  name: 'property.noticeRegistration',
  question: {
    zh: '预告登记、异议登记是否仍然有效？',
    en: 'Does a pre-notice or objection registration still stand?',
  },
  rules: ['R22-09', 'X-02', 'X-14'],
  parameters: NOTICE_PARAMETERS,
  reasons: ['NOT_YET_REGISTRABLE R22-09', 'NOT_ACTED_IN_TIME R22-09', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'startOn',
  input: object({
    kind: enumeration(NOTICE_KINDS),
    /** Registrable since, or registered on. */
    startOn: nullable(date()),
    /** Applied on, or sued on. */
    actOn: nullable(date()),
    asOf: date(),
  }),
  output: judged(VERDICTS, { due: nullable(object(periodFields)) }),
  evaluate({ kind, startOn, actOn, asOf }, law) {
    if (kind === 'PRE_NOTICE' && startOn === null) {
      return { ...decided('EFFECTIVE', { code: 'NOT_YET_REGISTRABLE', rule }), due: null }
    }
    const { standing, due } = noticeStanding(law, kind, { startOn: needed(startOn, '/startOn'), actOn, asOf })
    const lapsed = standing === 'LAPSED' ? [{ code: 'NOT_ACTED_IN_TIME', rule }] : []
    return { ...decided(standing, ...lapsed, ...provisionalReasons([due])), due }
  },
})
