import { array, json, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { actId, code, digest, shortId } from '../ids.ts'
import { DUTIES_MAX, grantSchema, instant, keyText, name, personId, PROPOSAL_BYTES_MAX } from './state.ts'

/** Accredits an organisation below another. Two persons of the organisation above, or of one above that. */
export const accreditOrganisationSchema = object({
  organisation: shortId,
  parent: shortId,
  zh: name,
  en: name,
  grant: grantSchema,
})
export type AccreditOrganisation = Infer<typeof accreditOrganisationSchema>

/** Signatures of the organisation and of those below it do not count while it lasts. Two persons from above. */
export const suspendOrganisationSchema = object({
  organisation: shortId,
  /** Null: from the stamp on. */
  fromMs: nullable(instant),
  toMs: nullable(instant),
  reason: code,
})
export type SuspendOrganisation = Infer<typeof suspendOrganisationSchema>

/** Ends the running or coming suspension at the stamp. Two persons from above. */
export const reinstateOrganisationSchema = object({ organisation: shortId })
export type ReinstateOrganisation = Infer<typeof reinstateOrganisationSchema>

export const openOfficeSchema = object({
  organisation: shortId,
  office: shortId,
  zh: name,
  en: name,
  grant: grantSchema,
})
export type OpenOffice = Infer<typeof openOfficeSchema>

/** Appoints a natural person. The first key, if given, signs the transaction too. */
export const appointOfficerSchema = object({
  organisation: shortId,
  office: shortId,
  officer: shortId,
  personId,
  grant: grantSchema,
  key: nullable(keyText),
  keyValidToMs: nullable(instant),
})
export type AppointOfficer = Infer<typeof appointOfficerSchema>

/** An officer leaves: keys end, open duties pass to the successor. */
export const releaseOfficerSchema = object({
  organisation: shortId,
  officer: shortId,
  successor: nullable(shortId),
  /** Null: at the stamp. */
  leavesAtMs: nullable(instant),
  /** Open matters that stand elsewhere, named for the successor. */
  duties: array(object({ kind: code, subject: shortId }), { max: DUTIES_MAX }),
})
export type ReleaseOfficer = Infer<typeof releaseOfficerSchema>

/** A first, further or replacing key, by two persons who are not the officer; the new key signs too. */
export const enrolKeySchema = object({
  organisation: shortId,
  officer: shortId,
  key: keyText,
  validToMs: nullable(instant),
  /** The key that was lost: it ends at the stamp. */
  lostKey: nullable(keyText),
})
export type EnrolKey = Infer<typeof enrolKeySchema>

/** Replaces a key. Signed by the old key or by two persons, and by the new key. */
export const rotateKeySchema = object({ oldKey: keyText, newKey: keyText, validToMs: nullable(instant) })
export type RotateKey = Infer<typeof rotateKeySchema>

/** Ends a key at the stamp. By its officer or by two persons. */
export const revokeKeySchema = object({
  key: keyText,
  /** When it may have come into other hands; null: it did not. */
  compromisedFromMs: nullable(instant),
})
export type RevokeKey = Infer<typeof revokeKeySchema>

/** Lets another officer of the organisation use a part of one's own rights. */
export const delegateSchema = object({ organisation: shortId, from: shortId, to: shortId, grant: grantSchema })
export type Delegate = Infer<typeof delegateSchema>

/** Two persons let one officer act for another who is absent. */
export const appointSubstituteSchema = object({ ...delegateSchema.fields })
export type AppointSubstitute = Infer<typeof appointSubstituteSchema>

/** Ends it at the stamp: by its giver or by two persons. */
export const endDelegationSchema = object({ delegationId: actId })
export type EndDelegation = Infer<typeof endDelegationSchema>

/** The first half of a two-person act whose second signature may come after the lifetime of a transaction. */
export const proposeSchema = object({
  type: string({ bytesMin: 3, bytesMax: 64 }),
  value: json({ bytesMax: PROPOSAL_BYTES_MAX }),
  expiresAtMs: instant,
})
export type Propose = Infer<typeof proposeSchema>

/** The second half: the act takes effect as of this stamp. */
export const approveSchema = object({ proposalId: actId, digest })
export type Approve = Infer<typeof approveSchema>

export const withdrawProposalSchema = object({ proposalId: actId })
export type WithdrawProposal = Infer<typeof withdrawProposalSchema>
