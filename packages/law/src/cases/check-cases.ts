import type { LawBook } from '../law-book/law-book.ts'
import { LawError } from '../law-error.ts'
import { evaluate } from '../registry/evaluate.ts'
import { functions } from '../registry/functions.ts'
import { readCases, type LawCase } from './case-list.ts'
import { firstMismatch } from './match.ts'

export interface CheckOptions {
  /** Only cases of these areas (`lawyer` of `lawyer.standing`) are run and counted. */
  readonly areas?: readonly string[]
}

export interface CaseResult {
  readonly id: string
  readonly fn: string
  readonly passed: boolean
  /** What went wrong; null for a case that passed. */
  readonly failure: CaseFailure | null
}

export type CaseFailure =
  | { readonly kind: 'UNKNOWN_FUNCTION' }
  | { readonly kind: 'MISMATCH'; readonly path: string; readonly expected: unknown; readonly seen: unknown }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly path: string; readonly expected: unknown }
  | { readonly kind: 'NOT_REFUSED'; readonly expected: string }

export interface CheckReport {
  readonly passed: number
  readonly failed: number
  readonly results: readonly CaseResult[]
}

/**
 * Runs a list of `{id, fn, input, expect}`. A function that does not exist fails the case. Throws `FORMAT_TYPE` or
 * `FORMAT_MISSING` if `cases` is no such list.
 */
export function checkCases(cases: unknown, law: LawBook, { areas }: CheckOptions = {}): CheckReport {
  const wanted = expecting(readCases(cases)).filter(
    ({ fn }) => areas === undefined || areas.includes(fn.split('.')[0] ?? ''),
  )
  const results = wanted.map((one): CaseResult => {
    const failure = runCase(one, law)
    return { id: one.id, fn: one.fn, passed: failure === null, failure }
  })
  const passed = results.filter((result) => result.passed).length
  return { passed, failed: results.length - passed, results }
}

function runCase({ fn, input, expect }: LawCase, law: LawBook): CaseFailure | null {
  if (!functions.has(fn)) return { kind: 'UNKNOWN_FUNCTION' }
  const expectedCode = errorCodeOf(expect)
  try {
    const { output } = evaluate(fn, input, law)
    if (expectedCode !== null) return { kind: 'NOT_REFUSED', expected: expectedCode }
    const mismatch = firstMismatch(expect, output)
    return mismatch === null ? null : { kind: 'MISMATCH', ...mismatch }
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    if (error.code === expectedCode) return null
    return { kind: 'REFUSED', code: error.code, path: error.path, expected: expectedCode ?? expect }
  }
}

function errorCodeOf(expect: unknown): string | null {
  if (typeof expect !== 'object' || expect === null || !('$error' in expect)) return null
  return typeof expect.$error === 'string' ? expect.$error : null
}

function expecting(cases: readonly LawCase[]): readonly LawCase[] {
  // A case that expects nothing would pass whatever the function does.
  const index = cases.findIndex(({ expect }) => expect === undefined)
  if (index >= 0) throw new LawError('FORMAT_MISSING', `/${index}/expect`, { key: 'expect' })
  return cases
}
