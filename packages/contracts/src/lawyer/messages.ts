import { array, boolean, enumeration, integer, nullable, object, variants } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { civilDate, digest, firmUscc, licenceNumber, randomId } from '../ids.ts'
import { COMMITMENTS_MAX, firmSchema, FIRM_GRADES, FIRM_STATUSES, LAWYER_GRADES, SANCTION_KINDS } from './state.ts'

const year = integer({ min: 1980, max: 9_999 })

/** Registers a law firm (律师法 14, 18). Two persons of the province's department. */
export const registerFirmSchema = object({
  uscc: firmUscc,
  firmName: firmSchema.fields.firmName,
  region: firmSchema.fields.region,
  orgForm: firmSchema.fields.orgForm,
  from: civilDate,
})
export type RegisterFirm = Infer<typeof registerFirmSchema>

/** Changes a firm's status from a day on. Two persons of the province's department. */
export const changeFirmStatusSchema = object({
  uscc: firmUscc,
  status: enumeration(FIRM_STATUSES),
  from: civilDate,
  instrumentDigest: digest,
})
export type ChangeFirmStatus = Infer<typeof changeFirmStatusSchema>

/** A new licence (律师法 5, 6). Two persons of the province's department. */
export const grantLicenceSchema = object({
  /** Random, drawn by the sender. */
  lawyerId: randomId,
  licenceNo: licenceNumber,
  firmUscc,
  from: civilDate,
  firstPracticeDate: civilDate,
  commitments: array(digest, { max: COMMITMENTS_MAX }),
  instrumentDigest: digest,
})
export type GrantLicence = Infer<typeof grantLicenceSchema>

/** A lawyer leaves the firm and applies for a licence at another (律师法 10). */
export const startTransferSchema = object({ licenceNo: licenceNumber, from: civilDate, instrumentDigest: digest })
export type StartTransfer = Infer<typeof startTransferSchema>

/** The licence at the new firm; the number changes with the city, the serial stays. Two persons of the department. */
export const completeTransferSchema = object({
  licenceNo: licenceNumber,
  newLicenceNo: licenceNumber,
  newFirmUscc: firmUscc,
  from: civilDate,
  instrumentDigest: digest,
})
export type CompleteTransfer = Infer<typeof completeTransferSchema>

/** A sanction, administrative (律师法 47–51) or of the association. */
export const sanctionLawyerSchema = object({
  sanctionId: randomId,
  licenceNo: licenceNumber,
  kind: enumeration(SANCTION_KINDS),
  /** Administrative sanctions: article 47, 48 or 49, and the kind that the offence by itself deserves. */
  offence: nullable(
    object({
      on: civilDate,
      article: integer({ min: 47, max: 49 }),
      deserved: enumeration(['WARNING', 'SUSPENSION', 'REVOCATION']),
    }),
  ),
  decidedOn: civilDate,
  from: civilDate,
  /** Length of a suspension; null for other kinds. The last day follows from it. */
  months: nullable(integer({ min: 1, max: 12 })),
  publicUntil: nullable(civilDate),
  instrumentDigest: digest,
})
export type SanctionLawyer = Infer<typeof sanctionLawyerSchema>

/** Sets a sanction aside after review or judgment; the status returns. Two persons of the organ that decided. */
export const setAsideSanctionSchema = object({ sanctionId: randomId, on: civilDate, instrumentDigest: digest })
export type SetAsideSanction = Infer<typeof setAsideSanctionSchema>

/** Ends a licence: cancelled (注销) or withdrawn (撤销许可, 律师法 9). Two persons of the department. */
export const endLicenceSchema = object({
  licenceNo: licenceNumber,
  status: enumeration(['CANCELLED', 'WITHDRAWN']),
  from: civilDate,
  instrumentDigest: digest,
})
export type EndLicence = Infer<typeof endLicenceSchema>

/** Offices that bar litigation work or practice (律师法 11). Two persons of the department. */
export const changeOfficeSchema = object({
  licenceNo: licenceNumber,
  npcStandingMember: boolean(),
  civilServant: boolean(),
  from: civilDate,
  instrumentDigest: digest,
})
export type ChangeOffice = Infer<typeof changeOfficeSchema>

/** Annual assessment (年度考核): of lawyers by the association, of firms by the bureau. */
export const recordAssessmentSchema = variants('subject', {
  lawyer: object({ licenceNo: licenceNumber, year, grade: enumeration(LAWYER_GRADES), filedOn: civilDate }),
  firm: object({ uscc: firmUscc, year, grade: enumeration(FIRM_GRADES), filedOn: civilDate }),
})
export type RecordAssessment = Infer<typeof recordAssessmentSchema>

/** Anchors a credit report by a salted commitment. */
export const anchorCreditReportSchema = object({
  licenceNo: licenceNumber,
  reportDigest: digest,
  generatedAtMs: integer({ min: 0 }),
  validUntilMs: integer({ min: 0 }),
})
export type AnchorCreditReport = Infer<typeof anchorCreditReportSchema>

/** A lawyer or court contests the record; it reads DISPUTED until the bureau has decided. */
export const raiseObjectionSchema = object({ objectionId: randomId, licenceNo: licenceNumber, groundsDigest: digest })
export type RaiseObjection = Infer<typeof raiseObjectionSchema>

export const decideObjectionSchema = object({ objectionId: randomId, upheld: boolean(), decisionDigest: digest })
export type DecideObjection = Infer<typeof decideObjectionSchema>

export const IMPORT_ROWS_MAX = 400
export const importRowSchema = object({
  lawyerId: randomId,
  licenceNo: licenceNumber,
  firmUscc,
  from: civilDate,
  firstPracticeDate: civilDate,
  commitments: array(digest, { max: COMMITMENTS_MAX }),
})
export type ImportRow = Infer<typeof importRowSchema>
/** Brings the bureau's list in. Rows that are refused are reported by number and code; the others stand. */
export const importLawyersSchema = object({
  instrumentDigest: digest,
  rows: array(importRowSchema, { min: 1, max: IMPORT_ROWS_MAX }),
})
export type ImportLawyers = Infer<typeof importLawyersSchema>
