import { Type } from 'typebox'
import type { Static } from 'typebox'
import { anyJson, bilingual, text } from './scalars.ts'

/** RFC 9457. `code` and `facts` are stable; the texts follow from them. */
export const problem = Type.Object({
  type: text,
  title: bilingual,
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  code: text,
  facts: Type.Record(Type.String(), anyJson),
  /** What the reader can do about it. */
  todo: bilingual,
})
export type Problem = Static<typeof problem>
