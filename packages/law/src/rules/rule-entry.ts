import type { Bilingual } from '../registry/define-function.ts'
import type { Citation } from './citation.ts'

/**
 * Where a rule comes from: L text of the law, W stored web page, D design of this project, U unverified, I the text is
 * verified and practice differs (rulebook 0.1).
 */
export type RuleMark = 'L' | 'W' | 'D' | 'U' | 'I'

/** A rule of the rulebook in one sentence. */
export interface RuleEntry extends Bilingual {
  readonly id: string
  readonly mark: RuleMark
  readonly citations: readonly Citation[]
}
