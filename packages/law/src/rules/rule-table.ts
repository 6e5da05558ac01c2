import { caseHandlingRules } from './case-handling-rules.ts'
import { chainRules } from './chain-rules.ts'
import { bankruptcyRules } from './bankruptcy-rules.ts'
import { creditRules } from './credit-rules.ts'
import { distributionRules } from './distribution-rules.ts'
import { enforcementRules } from './enforcement-rules.ts'
import { financeRules } from './finance-rules.ts'
import { lawyerRules } from './lawyer-rules.ts'
import { rightsRules } from './rights-rules.ts'
import type { RuleEntry } from './rule-entry.ts'
import { sanctionListRules } from './sanction-list-rules.ts'
import { timeRules } from './time-rules.ts'

/** By rule id. */
export const ruleTable: ReadonlyMap<string, RuleEntry> = new Map(
  [
    ...rightsRules,
    ...chainRules,
    ...timeRules,
    ...lawyerRules,
    ...caseHandlingRules,
    ...enforcementRules,
    ...distributionRules,
    ...sanctionListRules,
    ...financeRules,
    ...bankruptcyRules,
    ...creditRules,
  ].map((entry) => [entry.id, entry]),
)
