import { checkPatentNumber } from './check-patent-number.ts'
import { licenceOpposability } from './licence-opposability.ts'
import { preservationStatus } from './preservation-status.ts'
import { protectionTerm } from './protection-term.ts'
import { titleAsOf } from './title-as-of.ts'

/** Intellectual property (知识产权), article 21. */
export const ip = { checkPatentNumber, protectionTerm, titleAsOf, licenceOpposability, preservationStatus }
