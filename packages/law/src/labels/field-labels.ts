import type { Bilingual } from '../registry/define-function.ts'
import type { Shape } from '../schema/schema.ts'
import { aToC } from './fields-a-c.ts'
import { dToI } from './fields-d-i.ts'
import { jToP } from './fields-j-p.ts'
import { qToZ } from './fields-q-z.ts'

export type LabelTable = Readonly<Record<string, readonly [zh: string, en: string]>>

/** What a field of a function is called; one name means one thing in all of them. */
export const fieldLabels: ReadonlyMap<string, Bilingual> = new Map(
  [aToC, dToI, jToP, qToZ].flatMap((table) =>
    Object.entries(table).map(([name, [zh, en]]): [string, Bilingual] => [name, { zh, en }]),
  ),
)

/** Names of all fields in a shape, at any depth. */
export function fieldsOf(shape: Shape): Set<string> {
  const names = new Set<string>()
  collect(shape, names)
  return names
}

function collect(shape: Shape, names: Set<string>): void {
  if ('inner' in shape) collect(shape.inner, names)
  else if (shape.kind === 'list') collect(shape.item, names)
  else if (shape.kind === 'object') {
    for (const [name, inner] of Object.entries(shape.fields)) {
      names.add(name)
      collect(inner, names)
    }
  }
}
