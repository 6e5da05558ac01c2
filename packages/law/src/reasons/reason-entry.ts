import type { Bilingual } from '../registry/define-function.ts'
import type { Reason } from '../registry/judgement.ts'

/** Text of one reason. The code and the rule are the data; this is what a person reads. */
export interface ReasonEntry extends Reason {
  readonly zh: string
  readonly en: string
  /** The same with facts of the case: `{field}` stands for a top-level field of input or output. */
  readonly detail?: Bilingual
}
