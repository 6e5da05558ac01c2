import { enforcementRules } from './enforcement-rules.ts'
import { financeRules } from './finance-rules.ts'
import { lawyerRules } from './lawyer-rules.ts'
import type { RuleEntry } from './rule-entry.ts'
import { timeRules } from './time-rules.ts'

/** By rule id. */
export const ruleTable: ReadonlyMap<string, RuleEntry> = new Map(
  [...timeRules, ...lawyerRules, ...enforcementRules, ...financeRules].map((entry) => [entry.id, entry]),
)
