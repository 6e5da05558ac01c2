import { array, boolean, enumeration, integer, nullable, object, string, variants } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { actId, caseReference, civilDate, clientId, code, digest, randomId, shortId } from '../ids.ts'
import {
  effectSchema,
  INSTRUMENT_KINDS,
  noticeSchema,
  objectionAnswerSchema,
  objectionSchema,
  orderPacketFields,
  ORDERS_PER_INSTRUMENT_MAX,
  receivedSchema,
  relationSchema,
  RESULTS,
  REVOCATIONS,
} from './state.ts'

export const PROOF_BASE64_BYTES_MAX = 64 * 1024
const proof = string({ bytesMin: 4, bytesMax: PROOF_BASE64_BYTES_MAX })

/** Signs an instrument with its effects and sends one order for each (意见, article 20; rule X-70). */
export const issueSchema = object({
  instrumentId: randomId,
  kind: enumeration(INSTRUMENT_KINDS),
  caseRef: caseReference,
  documentDigest: digest,
  emergency: boolean(),
  validFrom: civilDate,
  validTo: nullable(civilDate),
  /** Absolute, seconds since 1970: end of each packet, not of the dispatch. */
  timeoutSeconds: integer({ min: 1 }),
  /** Deadline D of each dispatch, UTC milliseconds. */
  deadlineMs: integer({ min: 1 }),
  orders: array(
    object({
      client: clientId,
      institution: shortId,
      effect: effectSchema,
      annexDigest: nullable(digest),
      relation: relationSchema,
    }),
    { min: 1, max: ORDERS_PER_INSTRUMENT_MAX },
  ),
})
export type Issue = Infer<typeof issueSchema>

/** Revokes an instrument; every institution that has an open order under it is told. */
export const revokeSchema = object({
  instrumentId: randomId,
  reason: enumeration(REVOCATIONS),
})
export type Revoke = Infer<typeof revokeSchema>

/** A second person confirms an emergency instrument. */
export const ratifySchema = object({ instrumentId: randomId })
export type Ratify = Infer<typeof ratifySchema>

/** Sends an order again under the same id, after its packet has timed out. */
export const resendSchema = object({ orderId: actId, timeoutSeconds: integer({ min: 1 }) })
export type Resend = Infer<typeof resendSchema>

/** Proves that an order had arrived and was not answered at a time past the deadline. */
export const proveSilenceSchema = object({
  orderId: actId,
  sequence: integer({ min: 1 }),
  height: integer({ min: 1 }),
  receiptProof: proof,
  absenceProof: proof,
})
export type ProveSilence = Infer<typeof proveSilenceSchema>

/** Proves how far the receiver says that an order has come. */
export const proveRungsSchema = object({
  orderId: actId,
  /** Height of the other zone at which the record stands. */
  height: integer({ min: 1 }),
  record: receivedSchema,
  proof,
})
export type ProveRungs = Infer<typeof proveRungsSchema>

/** The gateway's own fact: the annex of an order was retrieved, or was not in the parameter's time. */
export const recordRetrievalSchema = object({
  client: clientId,
  orderId: actId,
  outcome: enumeration(['RETRIEVED', 'FAILED']),
})
export type RecordRetrieval = Infer<typeof recordRetrievalSchema>

/** The institution takes an order on. */
export const acceptSchema = object({ client: clientId, orderId: actId })
export type Accept = Infer<typeof acceptSchema>

/** The institution answers an order that changes no measure of this ledger, or cannot carry one out. */
export const answerSchema = object({
  client: clientId,
  orderId: actId,
  kind: enumeration(RESULTS),
  code: nullable(code),
  rule: nullable(string({ bytesMin: 1, bytesMax: 16 })),
  amount: nullable(digest),
  annexDigest: nullable(digest),
})
export type Answer = Infer<typeof answerSchema>

/** The institution objects to an order; the court answers within the term of the law (R20-03). */
export const objectSchema = object({
  client: clientId,
  orderId: actId,
  objectionId: randomId,
  documentDigest: digest,
})
export type ObjectToOrder = Infer<typeof objectSchema>

/** The kill switch, by two persons of two roles (R31-12). */
export const setHaltSchema = object({ halted: boolean(), reason: code })
export type SetHalt = Infer<typeof setHaltSchema>

/** Bytes of `xz.order.v1`: an order, the revocation of an instrument, what became of a measure, an objection, its answer. */
export const orderPacketSchema = variants('kind', {
  order: object(orderPacketFields),
  notice: object({ notice: noticeSchema }),
  revoke: object({ instrumentId: randomId, revokedAtMs: integer({ min: 0 }) }),
  objection: object({ objection: objectionSchema }),
  'objection-answer': object({ answer: objectionAnswerSchema }),
})
export type OrderPacket = Infer<typeof orderPacketSchema>
