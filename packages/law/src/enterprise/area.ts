import { abnormalStatus } from './abnormal-status.ts'
import { beneficialOwners } from './beneficial-owners.ts'
import { changeOpposability } from './change-opposability.ts'
import { equityPenetration } from './equity-penetration.ts'
import { equityTitle } from './equity-title.ts'
import { filingDeadline } from './filing-deadline.ts'
import { preemption } from './preemption.ts'
import { relatedParty } from './related-party.ts'

/** Enterprises, their owners and their registers (企业), article 22. */
export const enterprise = {
  equityPenetration,
  beneficialOwners,
  relatedParty,
  filingDeadline,
  changeOpposability,
  preemption,
  equityTitle,
  abnormalStatus,
}
