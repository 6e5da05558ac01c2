import { LawError } from '../law-error.ts'
import { endOfPeriod, PERIOD_PARAMETERS } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { date, integer, object } from '../schema/schema.ts'

const VERDICTS = ['VALID', 'TOO_SHORT', 'TOO_LONG'] as const

/** Bankruptcy Law art. 45: thirty days to three months from the announcement, both included. */
export const claimPeriod = defineFunction({
  name: 'bankruptcy.claimPeriod',
  question: { zh: '债权申报期限是否合法？', en: 'Is the period for declaring claims lawful?' },
  rules: ['R25-03', 'X-01', 'X-05', 'X-09'],
  parameters: ['P-25-01.min', 'P-25-01.max', ...PERIOD_PARAMETERS],
  reasons: ['CLAIM_PERIOD_TOO_SHORT R25-03', 'CLAIM_PERIOD_TOO_LONG R25-03'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'announcedOn',
  input: object({ announcedOn: date(), deadlineOn: date() }),
  output: judged(VERDICTS, { days: integer(), earliestOn: date(), latestOn: date() }),
  evaluate({ announcedOn: start, deadlineOn }, law) {
    if (deadlineOn < start) throw new LawError('DEADLINE_ORDER', '/deadlineOn', { earlier: 'announcedOn' })
    const least = law.count('P-25-01.min', 'day')
    const most = law.count('P-25-01.max', 'month')
    const earliestOn = endOfPeriod(law, { start, length: least, unit: 'DAY', regime: 'MEASURE' }).legalEnd ?? start
    const latestOn = endOfPeriod(law, { start, length: most, unit: 'MONTH', regime: 'MEASURE' }).legalEnd ?? start
    const facts = { days: deadlineOn - start, earliestOn, latestOn }
    if (deadlineOn < earliestOn) {
      return { verdict: 'TOO_SHORT', reasons: [{ code: 'CLAIM_PERIOD_TOO_SHORT', rule: 'R25-03' }], ...facts }
    }
    if (deadlineOn > latestOn) {
      return { verdict: 'TOO_LONG', reasons: [{ code: 'CLAIM_PERIOD_TOO_LONG', rule: 'R25-03' }], ...facts }
    }
    return { verdict: 'VALID', reasons: [], ...facts }
  },
})
