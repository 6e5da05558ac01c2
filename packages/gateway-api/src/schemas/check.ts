import { Type } from 'typebox'
import type { Static } from 'typebox'
import { bilingual, oneOf, text } from './scalars.ts'

/** From best to worst. */
export const VERDICTS = ['PASS', 'WARN', 'ALERT', 'PERSON_DECIDES', 'BLOCK'] as const
export type Verdict = (typeof VERDICTS)[number]
export const verdict = oneOf(VERDICTS)

export const USES = ['FILING', 'FILE_ACCESS', 'HEARING', 'SETTLEMENT'] as const
export const use = oneOf(USES)

/** A ground with its rule; the statute's texts are empty where the rule is a design of this project. */
export const reasonView = Type.Object({ code: text, rule: text, text: bilingual, statute: bilingual })
export type ReasonView = Static<typeof reasonView>

/** One check: what it looks at, the rule, its statute, the result, and why. */
export const checkView = Type.Object({
  rule: text,
  result: verdict,
  what: bilingual,
  statute: bilingual,
  reasons: Type.Array(reasonView),
})
export type CheckView = Static<typeof checkView>
