import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, list, nullable, object, text, type Value } from '../schema/schema.ts'
import { formatCivilDate } from '../time/civil-date.ts'
import { checkOrder, covers } from './interval.ts'

const VERDICTS = ['PASS', 'ALERT', 'BLOCK'] as const
type StandingGround = Ground<'ALERT' | 'BLOCK'>

export const LICENCE_STATUSES = ['ACTIVE', 'TRANSFERRING', 'SUSPENDED', 'CANCELLED', 'REVOKED', 'WITHDRAWN'] as const
export const EXCEPTIONS = ['NONE', 'GUARDIAN', 'CLOSE_RELATIVE'] as const

const input = object({
  on: date(),
  statusPeriods: list(object({ status: enumeration(LICENCE_STATUSES), from: date(), to: nullable(date()) })),
  firmPeriods: list(object({ uscc: text(), from: date(), to: nullable(date()) })),
  letterFirmUscc: text(),
  exception: enumeration(EXCEPTIONS),
})
type Facts = Value<typeof input>

/**
 * Lawyers Law arts. 10, 13, 47–51, 53. A revoked lawyer who is guardian or close relative of the party may act as such,
 * which the judge is told (ALERT).
 */
export const standing = defineFunction({
  name: 'lawyer.standing',
  question: {
    zh: '就执业证和律师事务所而言，该律师当日能否执业？',
    en: 'May this lawyer act on this day by licence and firm?',
  },
  rules: ['R18-01', 'R18-02', 'R18-03', 'R18-05', 'S18.4'],
  parameters: [],
  reasons: [
    'LICENCE_NOT_HELD R18-01',
    'FIRM_MISMATCH R18-02',
    'TWO_FIRMS R18-02',
    'LICENCE_SUSPENDED R18-03',
    'LICENCE_REVOKED R18-05',
  ],
  errors: ['DEADLINE_ORDER', 'STATE_OVERLAP'],
  decisiveDate: 'on',
  input,
  output: judged(VERDICTS, { statusOnDay: nullable(enumeration(LICENCE_STATUSES)) }),
  evaluate(facts) {
    const statusOnDay = statusOn(facts)
    const grounds = [...licenceGrounds(statusOnDay, facts), ...firmGrounds(statusOnDay, facts)]
    return { ...judge(VERDICTS, grounds), statusOnDay }
  },
})

function statusOn({ statusPeriods, firmPeriods, on }: Facts): Facts['statusPeriods'][number]['status'] | null {
  checkOrder(statusPeriods, '/statusPeriods')
  checkOrder(firmPeriods, '/firmPeriods')
  const current = statusPeriods.filter((period) => covers(period, on))
  if (current.length > 1) throw new LawError('STATE_OVERLAP', '/statusPeriods', { on: formatCivilDate(on) })
  return current[0]?.status ?? null
}

function licenceGrounds(status: ReturnType<typeof statusOn>, { exception }: Facts): StandingGround[] {
  switch (status) {
    case null:
    case 'CANCELLED':
    case 'WITHDRAWN':
      return [{ verdict: 'BLOCK', code: 'LICENCE_NOT_HELD', rule: 'R18-01' }]
    case 'SUSPENDED':
      return [{ verdict: 'BLOCK', code: 'LICENCE_SUSPENDED', rule: 'R18-03' }]
    case 'REVOKED':
      return [{ verdict: exception === 'NONE' ? 'BLOCK' : 'ALERT', code: 'LICENCE_REVOKED', rule: 'R18-05' }]
    case 'ACTIVE':
    case 'TRANSFERRING':
      return []
  }
}

// Who holds no licence has no firm either: one ground says it.
function firmGrounds(status: ReturnType<typeof statusOn>, facts: Facts): StandingGround[] {
  if (status !== 'ACTIVE' && status !== 'TRANSFERRING' && status !== 'SUSPENDED') return []
  const { firmPeriods, letterFirmUscc, on } = facts
  const firms = new Set(firmPeriods.filter((period) => covers(period, on)).map(({ uscc }) => uscc))
  if (firms.size > 1) return [{ verdict: 'BLOCK', code: 'TWO_FIRMS', rule: 'R18-02' }]
  return firms.has(letterFirmUscc) ? [] : [{ verdict: 'BLOCK', code: 'FIRM_MISMATCH', rule: 'R18-02' }]
}
