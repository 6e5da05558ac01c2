import { endOfPeriod, PERIOD_PARAMETERS, periodFields } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { boolean, nullable, object, timestamp } from '../schema/schema.ts'
import { addSeconds, dayOf, HOUR_SECONDS, type Instant } from '../time/instant.ts'

/** the hour of receipt is not counted, so urgent periods run from the next full hour and do not roll. */
export const rulingDue = defineFunction({
  name: 'preservation.rulingDue',
  question: { zh: '法院应当在何时之前作出保全裁定？', en: 'Until when must the court rule?' },
  rules: ['R20-51', 'X-01', 'X-02', 'X-14'],
  parameters: [...PERIOD_PARAMETERS, 'P-20-08.normal', 'P-20-08.urgent'],
  reasons: [],
  errors: ['LIMIT_EXCEEDED'],
  decisiveDate: 'receivedAt',
  input: object({
    /** Receipt of the application, or of the security. */
    receivedAt: timestamp(),
    urgent: boolean(),
  }),
  output: object({ dueAt: nullable(timestamp()), due: nullable(object(periodFields)) }),
  evaluate({ receivedAt, urgent }, law) {
    if (urgent) {
      const hour = (Math.floor(receivedAt / HOUR_SECONDS) * HOUR_SECONDS) as Instant
      const hours = 1 + law.count('P-20-08.urgent', 'hour')
      return { dueAt: addSeconds(hour, hours * HOUR_SECONDS), due: null }
    }
    const length = law.count('P-20-08.normal', 'day')
    const due = endOfPeriod(law, { start: dayOf(receivedAt), length, unit: 'DAY', regime: 'CIVIL' })
    return { dueAt: null, due }
  },
})
