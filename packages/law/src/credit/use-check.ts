import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import {
  boolean,
  date,
  enumeration,
  list,
  nullable,
  object,
  optional,
  text,
  type FieldValues,
} from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['ALLOW', 'REJECT', 'VIOLATION'] as const
const ACTIONS = ['LOG', 'FORCE_PURGE', 'MONTHLY_REPORT'] as const

const recordFields = {
  effectiveFrom: date(),
  term: nullable(object({ type: enumeration(['FIXED', 'UNTIL_EVENT']), to: optional(date()) })),
  legalBasis: nullable(text()),
  status: enumeration(['ACTIVE', 'REMOVED', 'REPAIRED', 'CORRECTED', 'EXPIRED']),
  statusOn: nullable(date()),
  objection: nullable(enumeration(['IDENTITY', 'DELETION', 'CONTENT'])),
}
const useFields = { on: date(), measureCode: text(), purposeInTask: boolean(), fromCache: boolean() }
type CreditRecord = FieldValues<typeof recordFields>
type Use = FieldValues<typeof useFields>
type UseGround = Ground<(typeof VERDICTS)[number]>

/** A record may be used within its term, on its basis, for the task, by a listed measure, and while it is active. */
export const useCheck = defineFunction({
  name: 'credit.useCheck',
  question: { zh: '接收方现在能否使用共享的信用记录？', en: 'May a receiver use a shared record now?' },
  rules: ['R26-03', 'R26-09', 'R26-10', 'R26-12', 'S26.4'],
  parameters: [],
  reasons: [
    'BASIS_MISSING R26-03',
    'NOT_YET_EFFECTIVE R26-03',
    'NO_TERM R26-03',
    'RECORD_EXPIRED R26-03',
    'PURPOSE_OUT_OF_TASK R26-09',
    'NO_LEGAL_BASIS R26-10',
    'RECORD_NOT_ACTIVE R26-12',
    'USED_AFTER_REMOVAL R26-12',
    'OBJECTED S26.4',
  ],
  errors: ['FORMAT_MISSING'],
  decisiveDate: null,
  input: object({ record: object(recordFields), use: object(useFields), allowedMeasures: list(text()) }),
  output: judged(VERDICTS, { actions: list(enumeration(ACTIONS)) }),
  evaluate({ record, use, allowedMeasures }) {
    const grounds = [...recordGrounds(record, use), ...useGrounds(record, use, allowedMeasures)]
    const { verdict, reasons } = judge(VERDICTS, grounds)
    return { verdict, reasons, actions: verdict === 'VIOLATION' ? ACTIONS : [] }
  },
})

function recordGrounds(record: CreditRecord, { on, fromCache }: Use): UseGround[] {
  const codes: string[] = []
  const lastDay = lastDayOf(record)
  if (record.term === null) codes.push('NO_TERM')
  if (record.legalBasis === null) codes.push('BASIS_MISSING')
  if (on < record.effectiveFrom) codes.push('NOT_YET_EFFECTIVE')
  if (lastDay !== null && on > lastDay) codes.push('RECORD_EXPIRED')
  const grounds = codes.map((code): UseGround => ({ verdict: 'REJECT', code, rule: 'R26-03' }))
  if (isInactive(record, on)) {
    grounds.push(
      fromCache
        ? { verdict: 'VIOLATION', code: 'USED_AFTER_REMOVAL', rule: 'R26-12' }
        : { verdict: 'REJECT', code: 'RECORD_NOT_ACTIVE', rule: 'R26-12' },
    )
  }
  return grounds
}

function useGrounds({ objection }: CreditRecord, use: Use, allowedMeasures: readonly string[]): UseGround[] {
  const grounds: UseGround[] = []
  if (objection === 'IDENTITY' || objection === 'DELETION') {
    grounds.push({ verdict: 'REJECT', code: 'OBJECTED', rule: 'S26.4' })
  }
  if (!allowedMeasures.includes(use.measureCode)) {
    grounds.push({ verdict: 'REJECT', code: 'NO_LEGAL_BASIS', rule: 'R26-10' })
  }
  if (!use.purposeInTask) grounds.push({ verdict: 'REJECT', code: 'PURPOSE_OUT_OF_TASK', rule: 'R26-09' })
  return grounds
}

/** Null for a record without a last day. */
function lastDayOf({ term }: CreditRecord): CivilDate | null {
  if (term?.type !== 'FIXED') return null
  return needed(term.to, '/record/term/to')
}

/** Not active any more on the day of the use. */
function isInactive({ status, statusOn }: CreditRecord, on: CivilDate): boolean {
  return status !== 'ACTIVE' && needed(statusOn, '/record/statusOn') <= on
}
