import { LawError } from '../law-error.ts'
import { periodFields } from '../period/period.ts'
import { endOfWorkingDays } from '../period/working-day-period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, enumeration, list, listOfUnique, nullable, object, text, timestamp } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'
import { dayOf, HOUR_SECONDS, type Instant } from '../time/instant.ts'

const VERDICTS = ['ALL_CONFIRMED', 'WAITING', 'ALARM', 'VIOLATION'] as const
const STATUSES = ['CONFIRMED', 'CONFIRMED_LATE', 'WAITING', 'ALARM', 'VIOLATION'] as const
type Status = (typeof STATUSES)[number]

interface Clock {
  readonly removedAt: Instant
  readonly now: Instant
  readonly dueOn: CivilDate
  readonly alarmSeconds: number
}

/** Every receiver deletes within three working days; the receipt within 24 hours is a rule of this project. */
export const removalSync = defineFunction({
  name: 'credit.removalSync',
  question: { zh: '各接收方是否都已删除撤回的记录？', en: 'Has every receiver deleted a removed entry?' },
  rules: ['R26-04', 'R20-85', 'T26-2', 'S26.5', 'X-12', 'X-14'],
  parameters: ['P-20-17', 'PA-T20-22.receipt', 'PB-T26-2.report'],
  reasons: ['NO_RECEIPT_AFTER_24H S26.5', 'NOT_DELETED_IN_3_WORKDAYS R26-04'],
  errors: ['CLOCK_ORDER', 'VERSION_CALENDAR_MISSING'],
  decisiveDate: 'removedAt',
  input: object({
    removedAt: timestamp(),
    now: timestamp(),
    receivers: listOfUnique(object({ id: text(), confirmedAt: nullable(timestamp()) }), 'id'),
  }),
  output: judged(VERDICTS, {
    due: object(periodFields),
    receivers: list(object({ id: text(), status: enumeration(STATUSES), reported: boolean() })),
  }),
  evaluate({ removedAt, now, receivers }, law) {
    if (now < removedAt) throw new LawError('CLOCK_ORDER', '/now', { earlier: 'removedAt' })
    receivers.forEach(({ confirmedAt }, index) => {
      if (confirmedAt !== null && confirmedAt < removedAt) {
        throw new LawError('CLOCK_ORDER', `/receivers/${index}/confirmedAt`, { earlier: 'removedAt' })
      }
    })
    const due = endOfWorkingDays(law, dayOf(removedAt), law.count('P-20-17', 'workday'))
    if (due.legalEnd === null) throw new LawError('VERSION_CALENDAR_MISSING', '/removedAt')
    const alarmSeconds = law.count('PA-T20-22.receipt', 'hour') * HOUR_SECONDS
    const reportSeconds = law.count('PB-T26-2.report', 'hour') * HOUR_SECONDS
    const clock = { removedAt, now, dueOn: due.legalEnd, alarmSeconds }
    const found = receivers.map(({ id, confirmedAt }) => ({
      id,
      status: statusOf(confirmedAt, clock),
      reported: confirmedAt === null && now - removedAt >= reportSeconds,
    }))
    const { verdict, reasons } = judge(
      VERDICTS,
      found.flatMap(({ status }) => groundsOf(status)),
    )
    const waiting = verdict === 'ALL_CONFIRMED' && found.some(({ status }) => status === 'WAITING')
    return { verdict: waiting ? 'WAITING' : verdict, reasons, due, receivers: found }
  },
})

function statusOf(confirmedAt: Instant | null, { removedAt, now, dueOn, alarmSeconds }: Clock): Status {
  if (confirmedAt !== null) return dayOf(confirmedAt) > dueOn ? 'CONFIRMED_LATE' : 'CONFIRMED'
  if (dayOf(now) > dueOn) return 'VIOLATION'
  return now - removedAt >= alarmSeconds ? 'ALARM' : 'WAITING'
}

/** A receiver in violation has been silent for longer than the receipt may take as well. */
function groundsOf(status: Status): Ground<(typeof VERDICTS)[number]>[] {
  switch (status) {
    case 'CONFIRMED':
    case 'CONFIRMED_LATE':
    case 'WAITING':
      return []
    case 'ALARM':
      return [{ verdict: 'ALARM', code: 'NO_RECEIPT_AFTER_24H', rule: 'S26.5' }]
    case 'VIOLATION':
      return [
        { verdict: 'ALARM', code: 'NO_RECEIPT_AFTER_24H', rule: 'S26.5' },
        { verdict: 'VIOLATION', code: 'NOT_DELETED_IN_3_WORKDAYS', rule: 'R26-04' },
      ]
  }
}
