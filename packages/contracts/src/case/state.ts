import { array, boolean, enumeration, integer, json, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import {
  actId,
  caseReference,
  civilDate,
  clientId,
  code,
  creditCode,
  digest,
  firmUscc,
  licenceNumber,
  licenceSerial,
  randomId,
  shortId,
} from '../ids.ts'
import { calendarUsesSchema, restingSchema } from '../law-reading.ts'

export const PROCEDURES = ['CIVIL', 'ADMIN', 'CRIMINAL'] as const
export const SIDES = ['CLAIMANT', 'RESPONDENT', 'THIRD_PARTY', 'ACCUSED', 'VICTIM'] as const
export const AGENT_ROLES = ['AGENT', 'DEFENDER'] as const
export const STAGES = ['FIRST_INSTANCE', 'SECOND_INSTANCE', 'RETRIAL', 'ENFORCEMENT', 'INVESTIGATION'] as const
export const USES = ['FILING', 'FILE_ACCESS', 'HEARING', 'SETTLEMENT'] as const
export type Use = (typeof USES)[number]
export const EXCEPTIONS = ['NONE', 'GUARDIAN', 'CLOSE_RELATIVE'] as const
export const VERDICTS = ['PASS', 'WARN', 'ALERT', 'PERSON_DECIDES', 'BLOCK'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Acts that need special authorisation (民诉法 62). */
export const SPECIAL_ACTS = [
  'ADMIT_CLAIM',
  'WAIVE_CLAIM',
  'CHANGE_CLAIM',
  'SETTLE',
  'COUNTERCLAIM',
  'APPEAL',
  'SETTLE_IN_ENFORCEMENT',
] as const
export const GENERAL_ACTS = ['ATTEND_HEARING', 'SUBMIT_EVIDENCE', 'RECEIVE_SERVICE'] as const

export const AGENTS_PER_CASE_MAX = 64
export const PARTIES_PER_CASE_MAX = 128
export const CONNECTED_CASES_MAX = 16
export const COURTS_SERVED_MAX = 32
export const RELATIVES_PER_LAWYER_MAX = 16

/** Court code (法院代字), for example 京0105. */
export const courtCode = string({ bytesMin: 1, bytesMax: 24 })

export const caseSchema = object({
  caseRef: caseReference,
  courtCode,
  procedure: enumeration(PROCEDURES),
  /** Public cases only; null otherwise. */
  caseNumber: nullable(string({ bytesMin: 1, bytesMax: 96 })),
  /** Keyed tag by the court over the number of a case that is not public. */
  caseNumberTag: nullable(digest),
  filedOn: civilDate,
  /** Cases with connected facts (刑诉解释 43). */
  connectedRefs: array(caseReference, { max: CONNECTED_CASES_MAX }),
  state: enumeration(['OPEN', 'CLOSED']),
  closedOn: nullable(civilDate),
})
export type Case = Infer<typeof caseSchema>
/** `case/case/<case reference>` */
export const cases = collection('case/case', caseSchema)
/** `case/number/<hash of court and number, or tag>` → case reference: a number is given once. */
export const caseNumbers = collection('case/number', caseReference)

export const partySchema = object({
  partyId: randomId,
  side: enumeration(SIDES),
  commitment: digest,
  /** Credit code of an organisation, which is public; null for natural persons and where it is not known. */
  organisationCode: nullable(creditCode),
})
export type Party = Infer<typeof partySchema>
/** `case/party/<case reference>/<party id>` */
export const parties = collection('case/party', partySchema)

export const powersSchema = object({
  specialPowers: array(enumeration(SPECIAL_ACTS), { max: SPECIAL_ACTS.length }),
  stage: enumeration(STAGES),
  signedOn: civilDate,
  expiresOn: nullable(civilDate),
  documentDigest: digest,
})
export type Powers = Infer<typeof powersSchema>

/** Documents that the agent has filed (R18-18), by digest. */
export const documentsSchema = object({
  licence: nullable(digest),
  firmLetter: nullable(digest),
  legalAidLetter: nullable(digest),
})

export const agentSchema = object({
  agentId: randomId,
  partyId: randomId,
  role: enumeration(AGENT_ROLES),
  licenceNo: licenceNumber,
  serial: licenceSerial,
  letterFirmUscc: firmUscc,
  /** Own unit by the letter of a public or company lawyer (公职、公司律师); null for all others. */
  unitCode: nullable(creditCode),
  exception: enumeration(EXCEPTIONS),
  powers: powersSchema,
  documents: documentsSchema,
  enteredOn: civilDate,
  /** Day from which the powers have ended (R18-19), or the court has stopped the agent (R18-12). */
  endedOn: nullable(civilDate),
  /** `ALERT`: admitted, with a task for the judge. `PENDING`: no verification yet. */
  admission: enumeration(['PENDING', ...VERDICTS]),
  latestVerification: nullable(shortId),
  fileAccess: enumeration(['NONE', 'OPEN', 'FROZEN']),
  /** First day without access. */
  frozenFrom: nullable(civilDate),
  verifications: integer({ min: 0 }),
  /** When the other zone recorded the last status event that came here: older answers no longer count. */
  changedAtMs: nullable(integer({ min: 0 })),
})
export type Agent = Infer<typeof agentSchema>
/** `case/agent/<case reference>/<agent id>` */
export const agents = collection('case/agent', agentSchema)
/** `case/agent-of-serial/<serial>/<case reference>/<agent id>`: open cases only. */
export const agentsOfSerial = collection('case/agent-of-serial', object({ since: civilDate }))

export const reasonSchema = object({ code, rule: string({ bytesMin: 1, bytesMax: 16 }) })
export const checkSchema = object({
  rule: string({ bytesMin: 1, bytesMax: 24 }),
  result: enumeration(VERDICTS),
  reasons: array(reasonSchema, { max: 64 }),
})
export type Check = Infer<typeof checkSchema>

/** Permanent record: the court's own checks together with the bureau's receipt or the paper check. */
export const verificationSchema = object({
  verificationId: shortId,
  caseRef: caseReference,
  agentId: randomId,
  use: enumeration(USES),
  onDate: civilDate,
  verdict: enumeration(VERDICTS),
  reasons: array(reasonSchema, { max: 128 }),
  /** The court's own checks. */
  checks: array(checkSchema, { max: 16 }),
  source: enumeration(['RECEIPT', 'OFFLINE_FALLBACK', 'NONE']),
  receiptId: nullable(actId),
  fallbackId: nullable(actId),
  freshUntilMs: nullable(integer({ min: 0 })),
  parameterVersion: digest,
  /** Where a year that it rests on was not loaded: the years with the versions of their notices. */
  calendars: optional(calendarUsesSchema),
  madeAtMs: integer({ min: 0 }),
})
export type Verification = Infer<typeof verificationSchema>
/** `case/verification/<verification id>` */
export const verifications = collection('case/verification', verificationSchema)

/** What a verification says once the notice of a year that it rests on is loaded; the record itself stays. */
export const renewedVerificationSchema = object({
  verdict: enumeration(VERDICTS),
  reasons: array(reasonSchema, { max: 128 }),
  checks: array(checkSchema, { max: 16 }),
  calendars: calendarUsesSchema,
  parameterVersion: digest,
  renewedAtMs: integer({ min: 0 }),
})
export type RenewedVerification = Infer<typeof renewedVerificationSchema>
/** `case/renewed-verification/<verification id>/<number, 4 digits>`: permanent record, the last one holds. */
export const renewedVerifications = collection('case/renewed-verification', renewedVerificationSchema)
/** `case/verification-of-year/<year>/<verification id>`: provisional until the notice of the year is loaded. */
export const verificationsOfYear = collection('case/verification-of-year', restingSchema)
/** `case/provisional-facts/<verification id>`: what the court's finding was made from, while it is provisional. */
export const provisionalFacts = collection('case/provisional-facts', json({ bytesMax: 32 * 1024 }))

/** What the personnel office enters. */
export const formerStaffFields = {
  serial: licenceSerial,
  role: enumeration(['JUDGE', 'PROCURATOR']),
  courtsServed: array(courtCode, { min: 1, max: COURTS_SERVED_MAX }),
  leftOn: civilDate,
  leaveKind: enumeration(['RESIGNED', 'RETIRED', 'TRANSFERRED', 'DISMISSED']),
  senior: boolean(),
  firmInFormerArea: boolean(),
  commitment: digest,
}
export const formerStaffSchema = object({ ...formerStaffFields, recordedAtMs: integer({ min: 0 }) })
export type FormerStaff = Infer<typeof formerStaffSchema>
/** `case/former-staff/<serial>` */
export const formerStaff = collection('case/former-staff', formerStaffSchema)

/** What the personnel office enters. */
export const staffRelativeFields = {
  serial: licenceSerial,
  relation: enumeration(['SPOUSE', 'PARENT', 'CHILD', 'OTHER']),
  courtCode,
  commitment: digest,
}
export const staffRelativeSchema = object({ ...staffRelativeFields, recordedAtMs: integer({ min: 0 }) })
/** `case/staff-relative/<serial>/<number, 2 digits>` */
export const staffRelatives = collection('case/staff-relative', staffRelativeSchema)

export const OFFICES = ['SERVING_STAFF', 'ASSESSOR'] as const
/** What the personnel office enters: who may not defend while in office (刑诉解释 40, items 4 and 5). */
export const servingStaffFields = {
  serial: licenceSerial,
  office: enumeration(OFFICES),
  from: civilDate,
  to: nullable(civilDate),
  commitment: digest,
}
export const servingStaffSchema = object({ ...servingStaffFields, recordedAtMs: integer({ min: 0 }) })
export type ServingStaff = Infer<typeof servingStaffSchema>
/** `case/serving-staff/<serial>/<office>` */
export const servingStaff = collection('case/serving-staff', servingStaffSchema)

export const CONFLICTS_PER_AGENT_MAX = 32
/** SAME_FIRM is found by program; the others are entered by a person. */
export const CONFLICT_KINDS = ['SAME_FIRM', 'CLOSE_RELATIVE', 'OUTCOME_INTEREST'] as const
/** A clue to a conflict of interest (律师法 39). It bars nobody until a judge has confirmed it. */
export const conflictSchema = object({
  agentId: randomId,
  /** The other side's agent of the same firm, or the party to whom the tie is. */
  againstId: randomId,
  kind: enumeration(CONFLICT_KINDS),
  /** Null: found by program. */
  groundsDigest: nullable(digest),
  state: enumeration(['OPEN', 'CONFIRMED', 'DISMISSED']),
  recordedAtMs: integer({ min: 0 }),
  decision: nullable(object({ digest, atMs: integer({ min: 0 }), organisation: shortId, officer: shortId })),
})
export type Conflict = Infer<typeof conflictSchema>
/** `case/conflict/<case reference>/<agent id>/<against id>` */
export const conflicts = collection('case/conflict', conflictSchema)

export const TASK_KINDS = [
  'STATUS_EVENT',
  'RE_VERIFY',
  'FORMER_STAFF',
  'STAFF_RELATIVE',
  'SERVING_STAFF',
  'CONFLICT',
  'CHECK_SCOPE',
  'VERIFICATION_BLOCKED',
  'VERIFICATION_ALERT',
  'REQUERY_STALE',
  'ACT_WHILE_BARRED',
  'REPORT_TO_BUREAU',
  'RECORD_DISPUTED',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]
/** An alarm row: owner, due time, state. A person ends it. */
export const taskSchema = object({
  taskId: shortId,
  kind: enumeration(TASK_KINDS),
  owner: enumeration(['COURT_CLERK', 'COURT_JUDGE']),
  courtCode,
  caseRef: caseReference,
  agentId: randomId,
  /** Legal basis. */
  basis: array(reasonSchema, { max: 64 }),
  raisedAtMs: integer({ min: 0 }),
  dueAtMs: integer({ min: 0 }),
  state: enumeration(['OPEN', 'OVERDUE', 'DONE']),
  resolution: nullable(code),
  resolutionDigest: nullable(digest),
  doneAtMs: nullable(integer({ min: 0 })),
})
export type Task = Infer<typeof taskSchema>
/** `case/task/<task id>` */
export const tasks = collection('case/task', taskSchema)
/** `case/open-task/<case reference>/<task id>` */
export const openTasks = collection('case/open-task', object({ dueAtMs: integer({ min: 0 }) }))

export const hearingSchema = object({
  hearingId: randomId,
  onDate: civilDate,
  startedAtMs: integer({ min: 0 }),
  agents: array(
    object({ agentId: randomId, state: enumeration(['FRESH', 'STALE', 'BARRED', 'UNVERIFIED', 'FALLBACK']) }),
    { max: AGENTS_PER_CASE_MAX },
  ),
})
export type Hearing = Infer<typeof hearingSchema>
/** `case/hearing/<case reference>/<hearing id>` */
export const hearings = collection('case/hearing', hearingSchema)

export const actSchema = object({
  actId: shortId,
  agentId: randomId,
  act: enumeration([...SPECIAL_ACTS, ...GENERAL_ACTS]),
  onDate: civilDate,
  documentDigest: digest,
  /** Alerts for the judge (R18-04); the act stands until the judge says otherwise. */
  alerts: array(reasonSchema, { max: 16 }),
  recordedAtMs: integer({ min: 0 }),
})
export type Act = Infer<typeof actSchema>
/** `case/act/<case reference>/<act id>` */
export const acts = collection('case/act', actSchema)

/** `case/notice/<case reference>/<client>/<event id>`: a status event as it reached the case. */
export const caseNotices = collection(
  'case/notice',
  object({
    client: clientId,
    eventId: shortId,
    serial: licenceSerial,
    kind: code,
    status: code,
    from: civilDate,
    to: nullable(civilDate),
    receivedAtMs: integer({ min: 0 }),
  }),
)
