import type { Bilingual } from '../registry/define-function.ts'
import type { Shape } from '../schema/schema.ts'
import { codesAToD } from './codes-a-d.ts'
import { codesEToO } from './codes-e-o.ts'
import { codesPToZ } from './codes-p-z.ts'

/** By code, by `field.CODE`, or by `function:field.CODE`. */
export const codeWords: ReadonlyMap<string, Bilingual> = new Map(
  [codesAToD, codesEToO, codesPToZ].flatMap((table) =>
    Object.entries(table).map(([name, [zh, en]]): [string, Bilingual] => [name, { zh, en }]),
  ),
)

/** Codes that a field may hold, by field. Numbers speak for themselves. */
export function codesOf(...shapes: readonly Shape[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const shape of shapes) collect(shape, '', found)
  return found
}

/** What the codes of a function's fields say: field → code → words. */
export function codeWordsOf(
  name: string,
  ...shapes: readonly Shape[]
): Readonly<Record<string, Readonly<Record<string, Bilingual>>>> {
  return Object.fromEntries(
    [...codesOf(...shapes)].map(([field, codes]) => [
      field,
      Object.fromEntries([...codes].map((code) => [code, wordsOf(name, field, code)])),
    ]),
  )
}

function wordsOf(name: string, field: string, code: string): Bilingual {
  return (
    codeWords.get(`${name}:${field}.${code}`) ??
    codeWords.get(`${field}.${code}`) ??
    codeWords.get(code) ?? { zh: code, en: code }
  )
}

function collect(shape: Shape, field: string, found: Map<string, Set<string>>): void {
  if ('inner' in shape) collect(shape.inner, field, found)
  else if (shape.kind === 'list') collect(shape.item, field, found)
  else if (shape.kind === 'object')
    for (const [name, inner] of Object.entries(shape.fields)) collect(inner, name, found)
  else if (shape.kind === 'enumeration') {
    const codes = found.get(field) ?? new Set()
    for (const member of shape.members) if (typeof member === 'string') codes.add(member)
    if (codes.size > 0) found.set(field, codes)
  }
}
