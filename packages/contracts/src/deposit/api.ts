/** What pages and reports need to name a result and what it does not prove. */
export { checkDeposit, DEPOSIT_NOT_PROVED, digestFor, overallResult } from './handlers/check-deposit.ts'
export type { DepositCheck, DepositResult } from './handlers/check-deposit.ts'
