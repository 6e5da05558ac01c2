export type { Check, CheckId, NotCovered, Statement, VerificationResult, ZoneAssurance } from './verdict.ts'
export { verifyBundle } from './verify-bundle.ts'
