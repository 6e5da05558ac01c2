import { LawError } from '../law-error.ts'
import type { Shape } from './schema.ts'

const lists = new WeakMap<Readonly<Record<string, Shape>>, readonly (readonly [key: string, shape: Shape])[]>()

/** The fields of an object shape as a list, made once for each shape. */
export function fieldList(fields: Readonly<Record<string, Shape>>): readonly (readonly [key: string, shape: Shape])[] {
  const known = lists.get(fields)
  if (known !== undefined) return known
  const made = Object.entries(fields)
  lists.set(fields, made)
  return made
}

/** The same refusal with the place of what holds the value before its path; other errors as they are. */
export function placedIn(error: unknown, place: string | number): unknown {
  return error instanceof LawError ? new LawError(error.code, `/${place}${error.path}`, error.facts) : error
}
