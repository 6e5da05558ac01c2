import { enforcementRules } from './enforcement-rules.ts'
import { lawyerRules } from './lawyer-rules.ts'
import type { RuleEntry } from './rule-entry.ts'
import { timeRules } from './time-rules.ts'

/** By rule id. */
export const ruleTable: ReadonlyMap<string, RuleEntry> = new Map(
  [...timeRules, ...lawyerRules, ...enforcementRules].map((entry) => [entry.id, entry]),
)
