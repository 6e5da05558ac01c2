import { applicationTime } from './application-time.ts'
import { buyerObjection } from './buyer-objection.ts'
import { thirdPartyDebt } from './third-party-debt.ts'

/** Enforcement (执行). */
export const enforcement = { applicationTime, thirdPartyDebt, buyerObjection }
