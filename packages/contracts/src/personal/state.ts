import { enumeration, integer, nullable, object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { caseReference, civilDate, digest, randomId, shortId } from '../ids.ts'

export const MACHINE_ID = 'personal-measure'
export const MEASURES_PER_CASE_MAX = 64

export const KINDS = ['FINE', 'DETENTION', 'EXIT_RESTRICTION'] as const
export const SUBJECT_KINDS = ['NATURAL', 'UNIT'] as const
/** Whom a measure may meet: the debtor, who acts for a unit (R20-95), or who has to assist and does not. */
export const SUBJECT_ROLES = [
  'DEBTOR',
  'LEGAL_REPRESENTATIVE',
  'MAIN_RESPONSIBLE',
  'DIRECTLY_RESPONSIBLE',
  'ASSISTING',
] as const
/** What is punished (民诉法 114, 117). */
export const CONDUCTS = [
  'NO_PROPERTY_REPORT',
  'FALSE_PROPERTY_REPORT',
  'BREACH_OF_CONSUMPTION_LIMITS',
  'HIDING_OR_TRANSFER',
  'VIOLENCE_OR_THREAT',
  'FORGED_EVIDENCE',
  'REFUSAL_TO_PERFORM',
  'REFUSAL_TO_ASSIST',
] as const
export const LIFT_GROUNDS = ['PERFORMED', 'SECURITY_SUFFICIENT', 'APPLICANT_CONSENT', 'ADMITTED_AND_CORRECTED'] as const
export const CARRY_OUT_EVENTS = {
  FINE: 'PAID',
  DETENTION: 'TAKEN_INTO_DETENTION',
  EXIT_RESTRICTION: 'BORDER_NOTIFIED',
} as const

export const conductSchema = object({ kind: enumeration(CONDUCTS), on: civilDate })

const reconsiderationSchema = object({
  askedOn: civilDate,
  documentDigest: digest,
  decideBy: nullable(civilDate),
  outcome: enumeration(['PENDING', 'UPHELD', 'REVOKED']),
  outcomeOn: nullable(civilDate),
  decisionDigest: nullable(digest),
})

/** A decision against a person. Commitments, numbers, days and codes: who it is stands in the vault. */
export const personalMeasureSchema = object({
  measureId: randomId,
  kind: enumeration(KINDS),
  caseRef: caseReference,
  organisation: shortId,
  subject: digest,
  subjectKind: enumeration(SUBJECT_KINDS),
  subjectRole: enumeration(SUBJECT_ROLES),
  conduct: nullable(conductSchema),
  amountCents: nullable(integer({ min: 1 })),
  days: nullable(integer({ min: 1 })),
  decidedOn: civilDate,
  decisionDigest: digest,
  servedOn: nullable(civilDate),
  carriedOutOn: nullable(civilDate),
  /** Last day of a detention. */
  endsOn: nullable(civilDate),
  /** Last day to ask for reconsideration; null: not served, not open for this kind, or the calendar is not loaded. */
  reconsiderBy: nullable(civilDate),
  reconsideration: nullable(reconsiderationSchema),
  state: enumeration(['DECIDED', 'SERVED', 'CARRIED_OUT', 'ENDED', 'LIFTED', 'REVOKED']),
  changedAtMs: integer({ min: 0 }),
})
export type PersonalMeasure = Infer<typeof personalMeasureSchema>
/** `personal/measure/<id>` */
export const personalMeasures = collection('personal/measure', personalMeasureSchema)

/** `personal/of-case/<case>/<id>` */
export const measuresOfCase = collection('personal/of-case', enumeration(KINDS))

/** `personal/conduct/<case>/<subject>/<conduct>/<day>/<kind>`: a conduct is punished once in each way (R20-94). */
export const punished = collection('personal/conduct', randomId)
