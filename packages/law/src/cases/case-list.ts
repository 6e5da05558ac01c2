import { LawError, seenOf } from '../law-error.ts'

export interface LawCase {
  readonly id: string
  readonly fn: string
  readonly input: unknown
  /** Undefined where the file states none. */
  readonly expect: unknown
}

/** A list of `{id, fn, input}`. Throws `FORMAT_TYPE` if it is none. */
export function readCases(cases: unknown): LawCase[] {
  if (!Array.isArray(cases)) throw new LawError('FORMAT_TYPE', '', { expected: 'list of cases', seen: seenOf(cases) })
  return cases.map((one: unknown, index) => {
    const path = `/${index}`
    if (typeof one !== 'object' || one === null) {
      throw new LawError('FORMAT_TYPE', path, { expected: 'case', seen: seenOf(one) })
    }
    const { id, fn, input, expect } = one as Partial<LawCase>
    if (typeof id !== 'string') throw new LawError('FORMAT_TYPE', `${path}/id`, { expected: 'text', seen: seenOf(id) })
    if (typeof fn !== 'string') throw new LawError('FORMAT_TYPE', `${path}/fn`, { expected: 'text', seen: seenOf(fn) })
    return { id, fn, input, expect }
  })
}
