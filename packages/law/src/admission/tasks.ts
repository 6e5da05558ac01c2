import { reasonKey } from '../registry/judgement.ts'
import type { FindingGround, Task } from './finding.ts'

/** What a ground asks of a person, whatever else was found. */
const TASK_OF_REASON: Readonly<Record<string, Omit<Task, 'code' | 'rule'>>> = {
  // Validity of acts done meanwhile is for the judge.
  'ACTED_WHILE_BARRED R18-04': { role: 'COURT_JUDGE', kind: 'DECISION' },
  // Whether the agent is guardian or close relative is a fact that the court establishes.
  'LICENCE_REVOKED R18-05': { role: 'COURT_JUDGE', kind: 'DUTY' },
  'FORMER_AREA_FIRM R18-09': { role: 'JUSTICE_BUREAU', kind: 'DUTY' },
  'ORDER_TO_STOP R18-12': { role: 'COURT_JUDGE', kind: 'DECISION' },
  'CONFLICT_MATCH R18-13': { role: 'COURT_JUDGE', kind: 'DECISION' },
  'SCOPE_NOT_CHECKED R18-22': { role: 'COURT_CLERK', kind: 'DUTY' },
  'RECEIPT_STALE R18-24': { role: 'COURT_CLERK', kind: 'DUTY' },
  'YEAR_DIFFERS S18.3': { role: 'JUSTICE_BUREAU', kind: 'DECISION' },
  'GENDER_DIFFERS S18.3': { role: 'JUSTICE_BUREAU', kind: 'DECISION' },
  'CATEGORY_DIFFERS S18.3': { role: 'JUSTICE_BUREAU', kind: 'DECISION' },
}

/** A ground that waits for a person and has no role of its own is the judge's. */
export function tasksOf(grounds: readonly FindingGround[]): Task[] {
  return grounds.flatMap(({ code, rule, verdict }) => {
    const known = TASK_OF_REASON[reasonKey({ code, rule })]
    if (known !== undefined) return appliesTo(code, verdict) ? [{ code, rule, ...known }] : []
    return verdict === 'PERSON_DECIDES' ? [{ code, rule, role: 'COURT_JUDGE', kind: 'DECISION' }] : []
  })
}

// A revoked lawyer who claims no exception is barred: there is no relation to establish.
function appliesTo(code: string, verdict: string): boolean {
  return code !== 'LICENCE_REVOKED' || verdict !== 'BLOCK'
}
