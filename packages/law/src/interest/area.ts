import { doubledPart } from './doubled-part.ts'
import { judgmentDebt } from './judgment-debt.ts'

/** Interest during delayed performance (迟延履行利息). */
export const interest = { doubledPart, judgmentDebt }
