import { adverseRetention } from './adverse-retention.ts'
import { matchIdentity } from './match-identity.ts'
import { objectionDeadline } from './objection-deadline.ts'
import { reconcileList } from './reconcile-list.ts'
import { removalSync } from './removal-sync.ts'
import { repairWindow } from './repair-window.ts'
import { restructuringRelief } from './restructuring-relief.ts'
import { useCheck } from './use-check.ts'

/** Credit records (信用). */
export const credit = {
  removalSync,
  useCheck,
  repairWindow,
  restructuringRelief,
  objectionDeadline,
  adverseRetention,
  matchIdentity,
  reconcileList,
}
