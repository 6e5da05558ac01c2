export type { Check, CheckId, NotCovered, Statement, VerificationResult, ZoneAssurance } from './verdict.ts'
export { verifyBundle } from './verify-bundle.ts'
export { verifyRecord } from './verify-record.ts'
export type { RecordEvidence, RecordResult } from './verify-record.ts'
