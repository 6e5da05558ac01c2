import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { object, timestamp } from '../schema/schema.ts'
import { addSeconds, HOUR_SECONDS } from '../time/instant.ts'

const VERDICTS = ['FRESH', 'STALE'] as const

/** Design rule: verify anew at filing, file access, each hearing, and before settlement or withdrawal. */
export const receiptFreshness = defineFunction({
  name: 'lawyer.receiptFreshness',
  question: { zh: '核验回执是否仍在时效内？', en: 'Is a verification receipt still fresh?' },
  rules: ['R18-24'],
  parameters: ['P-18-07'],
  reasons: ['RECEIPT_STALE R18-24'],
  errors: ['CLOCK_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'usedAt',
  input: object({ verifiedAt: timestamp(), usedAt: timestamp() }),
  output: judged(VERDICTS, { freshUntil: timestamp() }),
  evaluate({ verifiedAt, usedAt }, law) {
    if (usedAt < verifiedAt) throw new LawError('CLOCK_ORDER', '/usedAt', { earlier: 'verifiedAt' })
    const freshUntil = addSeconds(verifiedAt, law.count('P-18-07', 'hour') * HOUR_SECONDS)
    const grounds = usedAt > freshUntil ? ([{ verdict: 'STALE', code: 'RECEIPT_STALE', rule: 'R18-24' }] as const) : []
    return { ...judge(VERDICTS, grounds), freshUntil }
  },
})
