import type { ReadContext } from '@xiezhi/kernel'
import { cases } from './state.ts'

/** What the query module calls when an answer or a status event has come. */
export { onAnswer } from './handlers/verify-agent.ts'
export { scheduleRenewal } from './handlers/renew-verifications.ts'
export { onNotice } from './handlers/receive-status-event.ts'

/** Whether papers can still be filed in a case. */
export function isCaseOpen({ store }: ReadContext, caseRef: string): boolean {
  return cases(store).get(caseRef)?.state === 'OPEN'
}
