import { LawError } from '../law-error.ts'
import type { AnyLawFunction } from '../registry/define-function.ts'
import { judge, judged, reasonKey, sortReasons, type Ground, type Judgement } from '../registry/judgement.ts'
import { enumeration, list, object, text, type Schema, type Shape, type Value } from '../schema/schema.ts'

/**
 * From good to bad. ALERT tells the judge and does not stand in the way; PERSON_DECIDES waits for the decision of the
 * role that the tasks name; BLOCK bars by law.
 */
export const FINDING_VERDICTS = ['PASS', 'WARN', 'ALERT', 'PERSON_DECIDES', 'BLOCK'] as const
export type FindingVerdict = (typeof FINDING_VERDICTS)[number]
export type FindingGround = Ground<FindingVerdict>

export const TASK_ROLES = ['COURT_CLERK', 'COURT_JUDGE', 'JUSTICE_BUREAU'] as const
/** DECISION: the admission waits for it. DUTY: something that the role must do in any case. */
export const TASK_KINDS = ['DECISION', 'DUTY'] as const

const taskSchema = object({
  code: text(),
  rule: text(),
  role: enumeration(TASK_ROLES),
  kind: enumeration(TASK_KINDS),
})
export type Task = Value<typeof taskSchema>

/** What persons have to do about a finding. */
export const findingFields = { tasks: list(taskSchema) }

export const findingSchema = judged(FINDING_VERDICTS, findingFields)
export type Finding = Judgement<FindingVerdict> & { readonly tasks: readonly Task[] }

/** A result of another function, as far as the admission reads it. */
export type PartResult = Judgement<string>

/** Schema of the result of a function that judges. */
export function partOf(source: AnyLawFunction): Schema<PartResult, PartResult> {
  return { shape: { kind: 'object', fields: judgementFields(source.declaration.output) } }
}

function judgementFields(output: Shape): Readonly<Record<string, Shape>> {
  const fields = output.kind === 'object' ? output.fields : {}
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key === 'verdict' || key === 'reasons'))
}

const MEANING: Readonly<Record<string, FindingVerdict>> = {
  PASS: 'PASS',
  SAME: 'PASS',
  FRESH: 'PASS',
  WARN: 'WARN',
  ALERT: 'ALERT',
  STALE: 'ALERT',
  REVIEW: 'PERSON_DECIDES',
  REFUSE: 'BLOCK',
  DIFFERENT: 'BLOCK',
  BLOCK: 'BLOCK',
}

/** The grounds of a part under the verdict that the part has as a whole. No part, no ground. */
export function groundsOfPart(result: PartResult | null, source: AnyLawFunction, path: string): FindingGround[] {
  if (result === null) return []
  checkReasons(result, MEANING[result.verdict] === 'PASS', new Set(source.declaration.reasons), path)
  const verdict = MEANING[result.verdict] ?? 'PERSON_DECIDES'
  return result.reasons.map(({ code, rule }) => ({ verdict, code, rule }))
}

/**
 * A verdict without a ground, a ground under a good verdict, or a reason that the function never gives: such a result
 * was not made by the function.
 */
export function checkReasons({ reasons }: PartResult, good: boolean, known: ReadonlySet<string>, path: string): void {
  if (good && reasons.length > 0) throw new LawError('FORMAT_ENUM', `${path}/verdict`, { reasons: reasons.length })
  if (!good && reasons.length === 0) throw new LawError('FORMAT_MISSING', `${path}/reasons`, { key: 'reasons' })
  const unknown = reasons.findIndex((reason) => !known.has(reasonKey(reason)))
  if (unknown >= 0)
    throw new LawError('FORMAT_ENUM', `${path}/reasons/${unknown}`, { expected: 'a reason of the function' })
}

/** A finding that waits for a person names the person. */
export function checkDecision({ verdict, tasks }: Finding, path: string): void {
  if (verdict !== 'PERSON_DECIDES' || tasks.some(({ kind }) => kind === 'DECISION')) return
  throw new LawError('FORMAT_MISSING', `${path}/tasks`, { key: 'a task of kind DECISION' })
}

export function findingOf(grounds: readonly FindingGround[], tasks: readonly Task[]): Finding {
  return { ...judge(FINDING_VERDICTS, grounds), tasks: sortTasks(tasks) }
}

/** Tasks of both, each once; the worse verdict; all reasons. */
export function mergeFindings(one: Finding, other: Finding): Finding {
  const rank = Math.max(FINDING_VERDICTS.indexOf(one.verdict), FINDING_VERDICTS.indexOf(other.verdict))
  return {
    verdict: FINDING_VERDICTS[rank] ?? 'BLOCK',
    reasons: sortReasons([...one.reasons, ...other.reasons]),
    tasks: sortTasks([...one.tasks, ...other.tasks]),
  }
}

/** By rule, then code; a task is the same task whoever found it. */
function sortTasks(tasks: readonly Task[]): readonly Task[] {
  const keyOf = ({ rule, code, role }: Task): string => `${rule} ${code} ${role}`
  const unique = new Map(tasks.map((task) => [keyOf(task), task]))
  return [...unique.values()].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}
