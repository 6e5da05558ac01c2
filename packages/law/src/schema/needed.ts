import { LawError } from '../law-error.ts'

/** The fact, or the refusal `FORMAT_MISSING` where this branch needs it and it is null or absent. */
export function needed<T>(fact: T | null, path: string): T {
  if (fact === null) throw new LawError('FORMAT_MISSING', path, { key: path.slice(path.lastIndexOf('/') + 1) })
  return fact
}
