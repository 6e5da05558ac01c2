import { assessment } from './assessment.ts'
import { courtTies } from './court-ties.ts'
import { objectionTerm } from './objection-term.ts'
import { parseLicence } from './parse-licence.ts'
import { powerCheck } from './power-check.ts'
import { receiptFreshness } from './receipt-freshness.ts'
import { representation } from './representation.ts'
import { samePerson } from './same-person.ts'
import { standing } from './standing.ts'

/** Lawyers before the court (律师), article 18. */
export const lawyer = {
  parseLicence,
  samePerson,
  standing,
  courtTies,
  representation,
  powerCheck,
  assessment,
  receiptFreshness,
  objectionTerm,
}
