import { array, boolean, enumeration, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import {
  actId,
  caseReference,
  civilDate,
  code,
  creditCode,
  digest,
  firmUscc,
  licenceNumber,
  randomId,
  shortId,
} from '../ids.ts'
import {
  AGENT_ROLES,
  CONNECTED_CASES_MAX,
  courtCode,
  documentsSchema,
  EXCEPTIONS,
  formerStaffFields,
  GENERAL_ACTS,
  powersSchema,
  PROCEDURES,
  servingStaffFields,
  SIDES,
  SPECIAL_ACTS,
  staffRelativeFields,
  USES,
} from './state.ts'

/** Opens a case. The number stands on the ledger for public cases only; others give a keyed tag of it. */
export const openCaseSchema = object({
  caseRef: caseReference,
  courtCode,
  procedure: enumeration(PROCEDURES),
  caseNumber: nullable(string({ bytesMin: 1, bytesMax: 96 })),
  caseNumberTag: nullable(digest),
  filedOn: civilDate,
  connectedRefs: array(caseReference, { max: CONNECTED_CASES_MAX }),
})
export type OpenCase = Infer<typeof openCaseSchema>

export const addPartySchema = object({
  caseRef: caseReference,
  partyId: randomId,
  side: enumeration(SIDES),
  commitment: digest,
  organisationCode: optional(creditCode),
})
export type AddParty = Infer<typeof addPartySchema>

/** Enters an agent or defender: runs the court's own checks and joins them with the receipt, if there is one (T18-3). */
export const enterAgentSchema = object({
  caseRef: caseReference,
  agentId: randomId,
  partyId: randomId,
  role: enumeration(AGENT_ROLES),
  licenceNo: licenceNumber,
  letterFirmUscc: firmUscc,
  /** Unit that the letter of a public or company lawyer names. */
  unitCode: optional(creditCode),
  exception: enumeration(EXCEPTIONS),
  powers: powersSchema,
  documents: documentsSchema,
  enteredOn: civilDate,
  /** Dispatch id of the receipt; null: the verification waits for the answer. */
  receiptId: nullable(actId),
})
export type EnterAgent = Infer<typeof enterAgentSchema>

/** Verifies an agent anew for a use: by a receipt, or by a ratified paper check. */
export const verifyAgentSchema = object({
  caseRef: caseReference,
  agentId: randomId,
  use: enumeration(USES),
  onDate: civilDate,
  receiptId: nullable(actId),
  fallbackId: nullable(actId),
})
export type VerifyAgent = Infer<typeof verifyAgentSchema>

/** Opens the electronic file for an agent whose verification is fresh (R18-24). */
export const openFileAccessSchema = object({ caseRef: caseReference, agentId: randomId })
export type OpenFileAccess = Infer<typeof openFileAccessSchema>

/** Ends the powers of an agent, as notified in writing (民诉法 63). */
export const endPowersSchema = object({
  caseRef: caseReference,
  agentId: randomId,
  from: civilDate,
  noticeDigest: digest,
})
export type EndPowers = Infer<typeof endPowersSchema>

/** The judge orders an agent to stop (回避规定 10). Nothing automatic does that. */
export const stopAgentSchema = object({
  caseRef: caseReference,
  agentId: randomId,
  from: civilDate,
  decisionDigest: digest,
})
export type StopAgent = Infer<typeof stopAgentSchema>

/** Start of a hearing: says of each agent whether the verification is fresh, and tasks what is not (T18-5). */
export const startHearingSchema = object({ caseRef: caseReference, hearingId: randomId })
export type StartHearing = Infer<typeof startHearingSchema>

/** An act of an agent; special ones need special authorisation (民诉法 62). */
export const recordActSchema = object({
  caseRef: caseReference,
  agentId: randomId,
  act: enumeration([...SPECIAL_ACTS, ...GENERAL_ACTS]),
  onDate: civilDate,
  documentDigest: digest,
})
export type RecordAct = Infer<typeof recordActSchema>

/** Enters or replaces a former judge or procurator, by lawyer serial. */
export const registerFormerStaffSchema = object(formerStaffFields)
export type RegisterFormerStaff = Infer<typeof registerFormerStaffSchema>

/** Enters a lawyer who is a relative of serving staff. */
export const registerStaffRelativeSchema = object(staffRelativeFields)
export type RegisterStaffRelative = Infer<typeof registerStaffRelativeSchema>

/** Enters or replaces a lawyer's office in the justice system. */
export const registerServingStaffSchema = object(servingStaffFields)
export type RegisterServingStaff = Infer<typeof registerServingStaffSchema>

/** An agent is said to be a close relative of a party, or interested in the outcome. */
export const recordConflictSchema = object({
  caseRef: caseReference,
  agentId: randomId,
  partyId: randomId,
  kind: enumeration(['CLOSE_RELATIVE', 'OUTCOME_INTEREST']),
  groundsDigest: digest,
})
export type RecordConflict = Infer<typeof recordConflictSchema>

/** The judge's decision on a clue, entered by a person or found by program. */
export const decideConflictSchema = object({
  caseRef: caseReference,
  agentId: randomId,
  againstId: randomId,
  confirmed: boolean(),
  decisionDigest: digest,
})
export type DecideConflict = Infer<typeof decideConflictSchema>

export const completeTaskSchema = object({
  taskId: shortId,
  resolution: code,
  resolutionDigest: nullable(digest),
})
export type CompleteTask = Infer<typeof completeTaskSchema>

export const closeCaseSchema = object({ caseRef: caseReference, closedOn: civilDate })
export type CloseCase = Infer<typeof closeCaseSchema>
