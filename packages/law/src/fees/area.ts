import { executionFee } from './execution-fee.ts'

/** Litigation fees (诉讼费用). */
export const fees = { executionFee }
