import { boolean, CodecError, decodeCanonical, integer, nullable, object, string } from '@xiezhi/codec'
import type { Infer, Json, Schema } from '@xiezhi/codec'
import { acknowledgementKey, receiptKey } from '@xiezhi/merkle'
import { EvidenceError } from './evidence-error.ts'
import type { Profile } from './bundle.ts'

/** Keys that a bundle about a dispatch holds, by zone; the verifier demands exactly these. */
export interface RecordKeys {
  readonly asker: readonly string[]
  readonly answerer: readonly string[]
}

export interface DispatchIds {
  readonly dispatchId: string
  /** Client on the asker's zone, and its counterpart on the answerer's. */
  readonly askerClient: string
  readonly answererClient: string
  readonly sequence: number
}

/** The asker's record of that, when and with what result it was verified. */
export function askerSummaryKey(dispatchId: string): string {
  return `query/summary/${dispatchId}`
}

/** The same on the answering ledger. */
export function answererSummaryKey(answererClient: string, dispatchId: string): string {
  return `query/answer-summary/${answererClient}/${dispatchId}`
}

/**
 * Which records a profile discloses. `court`: request, receipt, answer and ladder. `opposing` and `public`: that, when and
 * with what result it was verified, proved by both ledgers: the answering ledger alone would not show that the answer
 * reached the court. Both disclose the same; the name says for whom the file was made.
 */
export function recordKeys(profile: Profile, { dispatchId, answererClient, sequence }: DispatchIds): RecordKeys {
  const summary = { asker: askerSummaryKey(dispatchId), answerer: answererSummaryKey(answererClient, dispatchId) }
  if (profile !== 'court') return { asker: [summary.asker], answerer: [summary.answerer] }
  const asker = [`query/dispatch/${dispatchId}`, `query/receipt/${dispatchId}`, `query/request/${dispatchId}`]
  const answerer = [
    receiptKey(answererClient, sequence),
    acknowledgementKey(answererClient, sequence),
    `query/answer/${answererClient}/${dispatchId}`,
  ]
  return { asker: [...asker, summary.asker].sort(), answerer: [...answerer, summary.answerer].sort() }
}

const text = string({ bytesMin: 1, bytesMax: 256 })
const summaryFields = {
  dispatchId: text,
  licenceNo: text,
  asOf: string({ bytesMin: 10, bytesMax: 10, pattern: /^\d{4}-\d{2}-\d{2}$/ }),
  /** Null: the answering authority refused to answer. */
  verdict: nullable(text),
  refusal: nullable(text),
  disputed: boolean(),
  decidedAtMs: integer({ min: 0 }),
  parameterVersion: nullable(text),
  /** SHA-256 of the acknowledgement's bytes. */
  resultDigest: text,
}
const answererSummarySchema = object(summaryFields)
const askerSummarySchema = object({
  ...summaryFields,
  sequence: integer({ min: 1 }),
  receivedAtMs: integer({ min: 0 }),
})
export type AnswererSummary = Infer<typeof answererSummarySchema>
export type AskerSummary = Infer<typeof askerSummarySchema>

/** @throws EvidenceError RECORD_SHAPE */
export function parseAnswererSummary(key: string, value: Uint8Array | null): AnswererSummary {
  return decided(key, parseRecord(answererSummarySchema, key, value))
}

/** @throws EvidenceError RECORD_SHAPE */
export function parseAskerSummary(key: string, value: Uint8Array | null): AskerSummary {
  return decided(key, parseRecord(askerSummarySchema, key, value))
}

/** An answer is a verdict or a refusal, never both and never neither. */
function decided<T extends AnswererSummary>(key: string, summary: T): T {
  if ((summary.verdict === null) !== (summary.refusal === null)) return summary
  throw new EvidenceError('RECORD_SHAPE', { key, reason: 'verdict and refusal' })
}

export type JsonObject = Readonly<Record<string, Json>>

/** The canonical JSON object of a record. @throws EvidenceError RECORD_SHAPE */
export function recordObject(key: string, value: Uint8Array | null): JsonObject {
  if (value === null) throw new EvidenceError('RECORD_SHAPE', { key, reason: 'absent' })
  let json: Json
  try {
    json = decodeCanonical(value)
  } catch (error) {
    if (error instanceof CodecError) throw new EvidenceError('RECORD_SHAPE', { key, reason: error.code })
    throw error
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new EvidenceError('RECORD_SHAPE', { key, reason: 'not an object' })
  return json as JsonObject
}

/** A record under a schema. @throws EvidenceError RECORD_SHAPE */
export function parseRecord<T>(schema: Schema<T>, key: string, value: Uint8Array | null): T {
  const json = recordObject(key, value)
  try {
    return schema.parse(json)
  } catch (error) {
    if (error instanceof CodecError)
      throw new EvidenceError('RECORD_SHAPE', { ...error.facts, key, reason: error.code })
    throw error
  }
}
