import { bureauFinding } from './bureau-finding.ts'
import { courtFinding } from './court-finding.ts'
import { overall } from './overall.ts'

/** Whether a lawyer is admitted in a case (article 18): our combination of the catalogue's functions. */
export const admission = { bureauFinding, courtFinding, overall }
