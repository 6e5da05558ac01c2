import { array, boolean, enumeration, integer, json, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { dispatchSchema } from '../dispatch-ledger.ts'
import type { Dispatch as LedgerDispatch } from '../dispatch-ledger.ts'
import {
  actId,
  caseReference,
  civilDate,
  clientId,
  code,
  digest,
  firmUscc,
  licenceNumber,
  licenceSerial,
  randomId,
  shortId,
} from '../ids.ts'

/** When in a case a verification is asked for (R18-24). */
export const USES = ['FILING', 'FILE_ACCESS', 'HEARING', 'SETTLEMENT'] as const
export type Use = (typeof USES)[number]
export const EXCEPTIONS = ['NONE', 'GUARDIAN', 'CLOSE_RELATIVE'] as const
export const VERDICTS = ['PASS', 'WARN', 'ALERT', 'PERSON_DECIDES', 'BLOCK'] as const
export type Verdict = (typeof VERDICTS)[number]

export const REASONS_MAX = 64
export const CHECKS_MAX = 32
export const FACTS_BYTES_MAX = 4_096

/** Record type that this port asks about. */
export const RECORD_TYPE = 'lawyerCredential'

/** What is asked, as it stands in the packet. */
export const questionSchema = object({
  licenceNo: licenceNumber,
  asOf: civilDate,
  purpose: code,
  legalBasis: code,
  /** Pseudonymous; null: a query without a case. */
  caseRef: nullable(caseReference),
  use: enumeration(USES),
  /** The firm that the firm letter names. */
  letterFirmUscc: firmUscc,
  exception: enumeration(EXCEPTIONS),
  /** The case is open: status changes of the subject shall be pushed. */
  subscribe: boolean(),
  /** Salted commitment of the asker to officer, case and grounds; opened only in an audit. */
  logCommitment: digest,
})
export type Question = Infer<typeof questionSchema>

export const reasonSchema = object({ code, rule: string({ bytesMin: 1, bytesMax: 16 }) })
export type Reason = Infer<typeof reasonSchema>
export const checkSchema = object({
  rule: string({ bytesMin: 1, bytesMax: 16 }),
  result: enumeration(VERDICTS),
  reasons: array(reasonSchema, { max: REASONS_MAX }),
})
export type Check = Infer<typeof checkSchema>

export const taskSchema = object({
  ...reasonSchema.fields,
  role: enumeration(['COURT_CLERK', 'COURT_JUDGE', 'JUSTICE_BUREAU']),
  kind: enumeration(['DECISION', 'DUTY']),
})

export const headSchema = object({ recordType: shortId, recordId: shortId, digest })
export const factsSchema = json({ bytesMax: FACTS_BYTES_MAX })

/** What the receiver found out. */
export const findingSchema = object({
  verdict: enumeration(VERDICTS),
  reasons: array(reasonSchema, { max: REASONS_MAX }),
  checks: array(checkSchema, { max: CHECKS_MAX }),
  /** What persons have to do about it. */
  tasks: array(taskSchema, { max: REASONS_MAX }),
  facts: factsSchema,
  /** An objection to the record is open (DISPUTED): flagged, the verdict stands. */
  disputed: boolean(),
  /** Null: no such licence is known. */
  serial: nullable(licenceSerial),
  /** Digests of the subject's records from which the verdict was computed, and of the annex that goes with the answer. */
  heads: array(headSchema, { max: 8 }),
  parameterVersion: digest,
})
export type Finding = Infer<typeof findingSchema>

export const REFUSALS = [
  'NO_POLICY',
  'CLIENT_NOT_ALLOWED',
  'ORGANISATION_NOT_ALLOWED',
  'ROLE_NOT_ALLOWED',
  'PURPOSE_NOT_ALLOWED',
  'LEGAL_BASIS_NOT_ALLOWED',
  'RECORD_TYPE_NOT_ALLOWED',
  'CASE_REQUIRED',
  'ASSURANCE_TOO_LOW',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** How much the other zone's statements are worth, as the light client counts it. */
export const assuranceSchema = object({
  clientType: shortId,
  level: enumeration(['attested', 'institution', 'consensus']),
  statement: string({ bytesMax: 200 }),
  validators: integer({ min: 0 }),
  organisations: integer({ min: 0 }),
  threshold: integer({ min: 0 }),
})

const decisionFields = {
  policyId: nullable(shortId),
  policyVersion: nullable(integer({ min: 1 })),
  decidedAtMs: integer({ min: 0 }),
  height: integer({ min: 0 }),
}
/** Answer of the receiver: a finding, or the reason for which the policy refuses one. */
export const resultSchema = object({
  refusal: nullable(enumeration(REFUSALS)),
  finding: nullable(findingSchema),
  ...decisionFields,
})
export type Result = Infer<typeof resultSchema>

/** Permanent record of the receiver. */
export const answerSchema = object({
  dispatchId: actId,
  client: clientId,
  organisation: shortId,
  role: code,
  requestDigest: digest,
  question: questionSchema,
  result: resultSchema,
})
export type Answer = Infer<typeof answerSchema>
/** `query/answer/<client>/<dispatch id>` */
export const answers = collection('query/answer', answerSchema)

/** Who asked, when and why; listed by the subject. */
export const logSchema = object({
  dispatchId: actId,
  client: clientId,
  organisation: shortId,
  role: code,
  purpose: code,
  legalBasis: code,
  caseRef: nullable(caseReference),
  commitment: digest,
  refusal: nullable(enumeration(REFUSALS)),
  atMs: integer({ min: 0 }),
})
export type LogRow = Infer<typeof logSchema>
/** `query/log/<serial or "unknown">/<time, 16 digits>/<dispatch id>` */
export const logs = collection('query/log', logSchema)

/** Permanent record of the asker. */
export const requestSchema = object({
  dispatchId: actId,
  client: clientId,
  organisation: shortId,
  officer: shortId,
  role: code,
  question: questionSchema,
  requestDigest: digest,
  /** Deadline D of the dispatch. */
  deadlineMs: integer({ min: 0 }),
  askedAtMs: integer({ min: 0 }),
  height: integer({ min: 0 }),
})
export type Request = Infer<typeof requestSchema>
/** `query/request/<dispatch id>` */
export const requests = collection('query/request', requestSchema)

/** Rungs of the delivery ladder and its negatives, each with its time. */
const RUNGS = ['submitted', 'resent', 'delivered', 'refused', 'timed-out', 'feedback-verified'] as const
export type Rung = (typeof RUNGS)[number]
export type Dispatch = LedgerDispatch<Rung>
/** `query/dispatch/<dispatch id>` */
export const dispatches = collection('query/dispatch', dispatchSchema(RUNGS))
/** `query/packet/<client>/<sequence>` → what the packet carries; deleted when it has ended. */
export const packets = collection(
  'query/packet',
  object({
    kind: enumeration(['ask', 'unsubscribe', 'notice', 'object']),
    /** Dispatch id, case reference, event id or objection id. */
    subject: string({ bytesMin: 1, bytesMax: 80 }),
    caseRefs: array(caseReference, { max: 32 }),
    attempt: integer({ min: 1 }),
  }),
)

/** Permanent record of the asker: the verification receipt (核验回执). */
export const receiptSchema = object({
  dispatchId: actId,
  client: clientId,
  question: questionSchema,
  result: resultSchema,
  /** Null where the client is gone. */
  assurance: nullable(assuranceSchema),
  /** Last instant at which it is fresh (R18-24); null for a refusal. */
  freshUntilMs: nullable(integer({ min: 0 })),
  /** SHA-256 of the acknowledgement's bytes. */
  ackDigest: digest,
  sequence: integer({ min: 1 }),
  receivedAtMs: integer({ min: 0 }),
  height: integer({ min: 0 }),
})
export type Receipt = Infer<typeof receiptSchema>
/** `query/receipt/<dispatch id>` */
export const receipts = collection('query/receipt', receiptSchema)

/**
 * What the opposing lawyer may know of a verification (rulebook 18.7): that, when and with what result. Written beside
 * the answer by the answering zone and beside the receipt by the asker, so that a proof of it discloses nothing else.
 */
export const summarySchema = object({
  dispatchId: actId,
  licenceNo: licenceNumber,
  asOf: civilDate,
  /** Null: refused. */
  verdict: nullable(enumeration(VERDICTS)),
  refusal: nullable(enumeration(REFUSALS)),
  disputed: boolean(),
  decidedAtMs: integer({ min: 0 }),
  parameterVersion: nullable(digest),
  /** SHA-256 of the acknowledgement's bytes: joins the summary to the full answer. */
  resultDigest: digest,
})
export type Summary = Infer<typeof summarySchema>
/** `query/answer-summary/<client>/<dispatch id>` */
export const answerSummaries = collection('query/answer-summary', summarySchema)
/** `query/summary/<dispatch id>` */
export const receiptSummaries = collection(
  'query/summary',
  object({ ...summarySchema.fields, sequence: integer({ min: 1 }), receivedAtMs: integer({ min: 0 }) }),
)

export const fallbackSchema = object({
  fallbackId: actId,
  organisation: shortId,
  recordedBy: shortId,
  recordedByPerson: shortId,
  caseRef: caseReference,
  licenceNo: licenceNumber,
  asOf: civilDate,
  use: enumeration(USES),
  /** What the paper check found. */
  verdict: enumeration(VERDICTS),
  reason: code,
  documentDigest: digest,
  dispatchId: nullable(actId),
  recordedAtMs: integer({ min: 0 }),
  state: enumeration(['RECORDED', 'RATIFIED', 'REJECTED']),
  ratifiedByPerson: nullable(shortId),
  ratifiedAtMs: nullable(integer({ min: 0 })),
})
export type Fallback = Infer<typeof fallbackSchema>
/** `query/fallback/<fallback id>` */
export const fallbacks = collection('query/fallback', fallbackSchema)

export const subscriptionSchema = object({
  client: clientId,
  caseRef: caseReference,
  serial: licenceSerial,
  organisation: shortId,
  sinceMs: integer({ min: 0 }),
})
export type Subscription = Infer<typeof subscriptionSchema>
/** `query/subscription/<serial>/<client>/<case reference>` */
export const subscriptions = collection('query/subscription', subscriptionSchema)
/** `query/subscribed-case/<client>/<case reference>/<serial>` */
export const subscribedCases = collection('query/subscribed-case', object({ sinceMs: integer({ min: 0 }) }))
/** `query/asked-case/<case reference>/<client>`: the asker's own list of whom it asked to push. */
export const askedCases = collection('query/asked-case', object({ sinceMs: integer({ min: 0 }) }))
/** `query/closed-case/<client>/<case reference>`: a query that arrives later does not subscribe again. */
export const closedCases = collection('query/closed-case', object({ atMs: integer({ min: 0 }) }))

export const RETRIEVALS = ['RETRIEVED', 'FAILED'] as const
/** A rung of the ladder that the gateway of the asker records: what became of the annex of an answer. */
export const retrievalSchema = object({
  dispatchId: actId,
  annexDigest: digest,
  outcome: enumeration(RETRIEVALS),
  organisation: shortId,
  officer: shortId,
  recordedAtMs: integer({ min: 0 }),
})
export type Retrieval = Infer<typeof retrievalSchema>
/** `query/retrieval/<dispatch id>`: permanent record of the asker. */
export const retrievals = collection('query/retrieval', retrievalSchema)

/** The log of a locked account was packed for audit: its digest, and nothing of what it says. */
export const auditPackageSchema = object({
  packageId: randomId,
  digest,
  organisation: shortId,
  officer: shortId,
  recordedAtMs: integer({ min: 0 }),
})
export type AuditPackage = Infer<typeof auditPackageSchema>
/** `query/audit-package/<package id>`: permanent. */
export const auditPackages = collection('query/audit-package', auditPackageSchema)

/** A status event of a lawyer, as subscribers learn it. */
export const noticeSchema = object({
  eventId: shortId,
  serial: licenceSerial,
  kind: code,
  status: code,
  from: civilDate,
  to: nullable(civilDate),
  recordedAtMs: integer({ min: 0 }),
})
export type Notice = Infer<typeof noticeSchema>
/** `query/notice/<event id>`: permanent record of the sender. */
export const notices = collection('query/notice', noticeSchema)
/** `query/notice-received/<client>/<event id>`: permanent record of the receiver. */
export const noticesReceived = collection(
  'query/notice-received',
  object({
    notice: noticeSchema,
    caseRefs: array(caseReference, { max: 512 }),
    receivedAtMs: integer({ min: 0 }),
  }),
)

/** What another zone is told about its objection: raised, refused by policy, or refused by the register. */
export const objectionAckSchema = object({
  objectionId: randomId,
  refusal: nullable(enumeration(REFUSALS)),
  register: nullable(object({ codespace: string({ bytesMin: 1, bytesMax: 32 }), code: integer({ min: 1 }) })),
})
export type ObjectionAck = Infer<typeof objectionAckSchema>

/** Why and about whom an objection is raised, as it travels. */
export const objectionFields = {
  objectionId: randomId,
  licenceNo: licenceNumber,
  purpose: code,
  legalBasis: code,
  caseRef: nullable(caseReference),
  /** The grounds are a document at the objector. */
  groundsDigest: digest,
}

/** Permanent record of the zone that objects. */
export const objectionSchema = object({
  ...objectionFields,
  client: clientId,
  organisation: shortId,
  officer: shortId,
  role: code,
  state: enumeration(['SENT', 'RAISED', 'REFUSED', 'UNDELIVERED']),
  refusal: objectionAckSchema.fields.refusal,
  register: objectionAckSchema.fields.register,
  attempts: integer({ min: 1 }),
  sentAtMs: integer({ min: 0 }),
  endedAtMs: nullable(integer({ min: 0 })),
})
export type Objection = Infer<typeof objectionSchema>
/** `query/objection/<objection id>` */
export const objections = collection('query/objection', objectionSchema)

/** Permanent record of the zone whose record is contested: one id is taken once. */
export const objectionReceivedSchema = object({
  requestDigest: digest,
  organisation: shortId,
  role: code,
  ack: objectionAckSchema,
  policyId: nullable(shortId),
  policyVersion: nullable(integer({ min: 1 })),
  receivedAtMs: integer({ min: 0 }),
})
/** `query/objection-received/<client>/<objection id>` */
export const objectionsReceived = collection('query/objection-received', objectionReceivedSchema)

/** `query/volume/<client>/<organisation>/<day>`: queries without a case. */
export const volumes = collection('query/volume', object({ count: integer({ min: 1 }) }))

export const alarmSchema = object({
  alarmId: shortId,
  kind: enumeration([
    'VOLUME_WITHOUT_CASE',
    'NOTICE_UNDELIVERED',
    'OUTCOME_UNPROVEN',
    'UNSUBSCRIBE_FAILED',
    'ORDER_REJECTED',
    'ORDER_REVOKED',
    'ORDER_UNPROVEN',
    'EMERGENCY_UNRATIFIED',
    'MEASURE_BOOKED_LATE',
    'TRANSFER_UNANSWERED',
    'OBJECTION_UNDECIDED',
    'REQUERY_DUE',
  ]),
  /** Role that owns it. */
  owner: code,
  subject: string({ bytesMax: 160 }),
  raisedAtMs: integer({ min: 0 }),
  dueAtMs: integer({ min: 0 }),
  state: enumeration(['OPEN', 'RESOLVED']),
  resolution: nullable(code),
  resolvedAtMs: nullable(integer({ min: 0 })),
})
export type Alarm = Infer<typeof alarmSchema>
/** `query/alarm/<alarm id>` */
export const alarms = collection('query/alarm', alarmSchema)
