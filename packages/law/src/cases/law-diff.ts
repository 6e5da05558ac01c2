import type { LawBook } from '../law-book/law-book.ts'
import { changeLaw } from '../law-book/change.ts'
import { LawError } from '../law-error.ts'
import { evaluate, type EvaluateOptions, type Evaluation } from '../registry/evaluate.ts'
import { outdatedBy, type Outdated } from '../registry/resting-on.ts'
import { readCases, type LawCase } from './case-list.ts'

export interface Difference {
  /** JSON pointer into the output; empty where a refusal came or went. */
  readonly path: string
  /** Absent members are null. */
  readonly before: unknown
  readonly after: unknown
}

export interface CaseChange {
  readonly id: string
  readonly fn: string
  readonly differences: readonly Difference[]
  /** Rows and years behind the result that the change concerns. */
  readonly because: Outdated
}

export interface LawDiff {
  readonly cases: number
  readonly changed: readonly CaseChange[]
}

/** What a case gives: an output, or the refusal as `{"$error": code}`. */
interface Outcome {
  readonly output: unknown
  readonly evaluation: Evaluation | null
}

/**
 * Which of the cases (`{id, fn, input}`) a change of the law alters, and how. Throws as `changeLaw` and `evaluate`; a
 * case that the law refuses before or after is compared by the code of its refusal.
 */
export function lawDiff(change: unknown, cases: unknown, law: LawBook, options: EvaluateOptions = {}): LawDiff {
  const changedLaw = changeLaw(law, change)
  const list = readCases(cases)
  const changed = list.flatMap((one): CaseChange[] => {
    const before = outcomeOf(one, law, options)
    const after = outcomeOf(one, changedLaw, options)
    const differences = differencesOf(before.output, after.output, '')
    if (differences.length === 0) return []
    const because =
      before.evaluation === null ? { parameters: [], calendars: [] } : outdatedBy(before.evaluation, changedLaw)
    return [{ id: one.id, fn: one.fn, differences, because }]
  })
  return { cases: list.length, changed }
}

function outcomeOf({ fn, input }: LawCase, law: LawBook, options: EvaluateOptions): Outcome {
  try {
    const evaluation = evaluate(fn, input, law, options)
    return { output: evaluation.output, evaluation }
  } catch (error) {
    if (!(error instanceof LawError) || error.path === '/function') throw error
    return { output: { $error: error.code }, evaluation: null }
  }
}

function differencesOf(before: unknown, after: unknown, path: string): Difference[] {
  if (Object.is(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => differencesOf(item, after[index], `${path}/${index}`))
  }
  if (isRecord(before) && isRecord(after) && isRefusal(before) === isRefusal(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => differencesOf(memberOf(before, key), memberOf(after, key), `${path}/${key}`))
  }
  return [{ path, before, after }]
}

function memberOf(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : null
}

function isRefusal(record: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(record, '$error')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
