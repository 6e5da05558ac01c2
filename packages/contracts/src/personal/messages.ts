import { boolean, enumeration, integer, nullable, object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { caseReference, civilDate, digest, randomId } from '../ids.ts'
import { conductSchema, KINDS, LIFT_GROUNDS, SUBJECT_KINDS, SUBJECT_ROLES } from './state.ts'

const one = { measureId: randomId }

/** President and judge fine or detain a person, or restrict the exit (R20-94, R20-95). */
export const decideSchema = object({
  ...one,
  kind: enumeration(KINDS),
  caseRef: caseReference,
  subject: digest,
  subjectKind: enumeration(SUBJECT_KINDS),
  subjectRole: enumeration(SUBJECT_ROLES),
  /** What is punished; an exit restriction punishes nothing. */
  conduct: nullable(conductSchema),
  amountCents: nullable(integer({ min: 1, max: 1_000_000_000_000 })),
  days: nullable(integer({ min: 1, max: 366 })),
  decidedOn: civilDate,
  decisionDigest: digest,
})
export type Decide = Infer<typeof decideSchema>

/** The decision was served; the time to ask for reconsideration begins. */
export const recordServiceSchema = object({ ...one, servedOn: civilDate, evidenceDigest: digest })

/** The fine was paid, the detention began, or the border was told. */
export const carryOutSchema = object({ ...one, on: civilDate, evidenceDigest: digest })

/** President and judge end it early. */
export const liftSchema = object({ ...one, ground: enumeration(LIFT_GROUNDS), decisionDigest: digest })

/** The person asks the court above to reconsider; the measure goes on (民诉解释 185). */
export const reconsiderSchema = object({ ...one, askedOn: civilDate, documentDigest: digest })

/** A judge of a court above decides. */
export const decideReconsiderationSchema = object({
  ...one,
  isRevoked: boolean(),
  on: civilDate,
  decisionDigest: digest,
})
