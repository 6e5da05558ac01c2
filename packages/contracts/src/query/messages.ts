import { array, boolean, enumeration, integer, nullable, object, string, variants } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { actId, caseReference, civilDate, clientId, code, digest, licenceNumber, randomId, shortId } from '../ids.ts'
import { noticeSchema, objectionFields, questionSchema, RETRIEVALS, USES, VERDICTS } from './state.ts'

export const PROOF_BASE64_BYTES_MAX = 64 * 1024

/** Asks the justice zone whether a lawyer may act (意见, article 18). The answer is the acknowledgement. */
export const askSchema = object({
  sourceClient: clientId,
  /** Absolute, seconds since 1970: end of the packet, not of the dispatch. */
  timeoutSeconds: integer({ min: 1 }),
  /** Deadline D of the dispatch, UTC milliseconds. */
  deadlineMs: integer({ min: 1 }),
  ...questionSchema.fields,
})
export type Ask = Infer<typeof askSchema>

/** Sends the question again under the same dispatch id, after its packet has timed out. */
export const resendSchema = object({ dispatchId: actId, timeoutSeconds: integer({ min: 1 }) })
export type Resend = Infer<typeof resendSchema>

/** Proves that a packet had arrived and was not answered at a time past the deadline. */
export const proveSilenceSchema = object({
  dispatchId: actId,
  sequence: integer({ min: 1 }),
  /** Height of the other zone at which both proofs hold. */
  height: integer({ min: 1 }),
  receiptProof: string({ bytesMin: 4, bytesMax: PROOF_BASE64_BYTES_MAX }),
  absenceProof: string({ bytesMin: 4, bytesMax: PROOF_BASE64_BYTES_MAX }),
})
export type ProveSilence = Infer<typeof proveSilenceSchema>

/** The other zone cannot be reached: the paper check of licence and firm letter, as a filed document. */
export const recordOfflineFallbackSchema = object({
  caseRef: caseReference,
  licenceNo: licenceNumber,
  asOf: civilDate,
  use: enumeration(USES),
  verdict: enumeration(VERDICTS),
  reason: code,
  documentDigest: digest,
  dispatchId: nullable(actId),
})
export type RecordOfflineFallback = Infer<typeof recordOfflineFallbackSchema>

/** A second person confirms or rejects a paper check. */
export const ratifyOfflineFallbackSchema = object({ fallbackId: actId, approved: boolean() })
export type RatifyOfflineFallback = Infer<typeof ratifyOfflineFallbackSchema>

/** The gateway's own fact: the annex of an answer was retrieved, or was not in the parameter's time. */
export const recordRetrievalSchema = object({
  dispatchId: actId,
  annexDigest: digest,
  outcome: enumeration(RETRIEVALS),
})
export type RecordRetrieval = Infer<typeof recordRetrievalSchema>

/** The gateway's own fact: it has packed a log of look-ups for audit. */
export const recordAuditPackageSchema = object({ packageId: randomId, digest })
export type RecordAuditPackage = Infer<typeof recordAuditPackageSchema>

/** Ends an alarm with a coded resolution. */
export const resolveAlarmSchema = object({ alarmId: shortId, resolution: code })
export type ResolveAlarm = Infer<typeof resolveAlarmSchema>

/** Contests a record of the other zone; the organ that keeps it decides. */
export const raiseObjectionSchema = object({
  sourceClient: clientId,
  /** Absolute, seconds since 1970. */
  timeoutSeconds: integer({ min: 1 }),
  ...objectionFields,
})
export type RaiseObjection = Infer<typeof raiseObjectionSchema>

/** Bytes of `xz.query.v1`: a question, the end of a case's subscriptions, or an objection. */
export const queryPacketSchema = variants('kind', {
  ask: object({ dispatchId: actId, organisation: shortId, role: code, question: questionSchema }),
  unsubscribe: object({ caseRef: caseReference }),
  object: object({ organisation: shortId, role: code, ...objectionFields }),
})
export type QueryPacket = Infer<typeof queryPacketSchema>

export const CASES_PER_NOTICE_MAX = 32
/** Bytes of `xz.notice.v1`: a status event, and the receiver's cases that it concerns. */
export const noticePacketSchema = object({
  notice: noticeSchema,
  caseRefs: array(caseReference, { min: 1, max: CASES_PER_NOTICE_MAX }),
})
export type NoticePacket = Infer<typeof noticePacketSchema>
