/** What the primitive of orders calls: before an instrument is signed, and as its orders go and come back. */
export { checkIssue } from './handlers/check-issue.ts'
export { onIssued, onNotice, onResult } from './handlers/follow-orders.ts'
export { onObjection } from './handlers/objection.ts'
