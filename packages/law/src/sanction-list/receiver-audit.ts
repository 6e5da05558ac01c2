import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { enumeration, list, listOfUnique, nullable, object, text, timestamp, type Value } from '../schema/schema.ts'
import { addSeconds, HOUR_SECONDS, type Instant } from '../time/instant.ts'

const VERDICTS = ['OK', 'ALARM'] as const
const BREACHES = ['RECEIPT_LATE', 'STILL_SHOWN'] as const
type Breach = (typeof BREACHES)[number]

const receivers = listOfUnique(
  object({ agency: text(), receiptAt: nullable(timestamp()), lastShownAt: nullable(timestamp()) }),
  'agency',
)
type Receiver = Value<typeof receivers>[number]

/** T20-22: every receiver confirms a withdrawal and stops showing the entry within the time limit. */
export const receiverAudit = defineFunction({
  name: 'sanctionList.receiverAudit',
  question: { zh: '各接收单位是否都已落实撤除？', en: 'Did every receiver act on a withdrawal?' },
  rules: ['R20-93', 'T20-22'],
  parameters: ['PA-T20-22.receipt'],
  reasons: ['RECEIVER_BREACH R20-93'],
  errors: ['CLOCK_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'withdrawnAt',
  input: object({ withdrawnAt: timestamp(), now: timestamp(), receivers }),
  output: judged(VERDICTS, {
    deadlineAt: timestamp(),
    breaches: list(object({ agency: text(), code: enumeration(BREACHES) })),
  }),
  evaluate({ withdrawnAt, now, receivers: given }, law) {
    if (now < withdrawnAt) throw new LawError('CLOCK_ORDER', '/now', { earlier: 'withdrawnAt' })
    const deadlineAt = addSeconds(withdrawnAt, law.count('PA-T20-22.receipt', 'hour') * HOUR_SECONDS)
    const breaches = given.flatMap((receiver) =>
      breachesOf(receiver, now, deadlineAt).map((code) => ({ agency: receiver.agency, code })),
    )
    const alarm = breaches.length > 0
    return {
      ...(alarm ? decided('ALARM', { code: 'RECEIVER_BREACH', rule: 'R20-93' }) : decided('OK')),
      deadlineAt,
      breaches,
    }
  },
})

function breachesOf({ receiptAt, lastShownAt }: Receiver, now: Instant, deadlineAt: Instant): Breach[] {
  const late = receiptAt === null ? now >= deadlineAt : receiptAt > deadlineAt
  const shown = lastShownAt !== null && lastShownAt >= deadlineAt
  return [...(late ? (['RECEIPT_LATE'] as const) : []), ...(shown ? (['STILL_SHOWN'] as const) : [])]
}
