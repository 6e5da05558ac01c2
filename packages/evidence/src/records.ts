import { CodecError, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
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

/**
 * Which records a profile discloses. `court`: request, receipt, answer and ladder. `opposing` and `public`: that, when and
 * with what result it was verified, proved by both ledgers; an answer that only its giver's ledger proves would not show
 * that a court ever asked. The two differ in whom the file is for: nothing less can be left out of a summary.
 */
export function recordKeys(profile: Profile, { dispatchId, answererClient, sequence }: DispatchIds): RecordKeys {
  const packet = [receiptKey(answererClient, sequence), acknowledgementKey(answererClient, sequence)]
  const summary = {
    asker: `query/summary/${dispatchId}`,
    answerer: `query/answer-summary/${answererClient}/${dispatchId}`,
  }
  const keys: Readonly<Record<Profile, RecordKeys>> = {
    court: {
      asker: [
        `query/dispatch/${dispatchId}`,
        `query/receipt/${dispatchId}`,
        `query/request/${dispatchId}`,
        summary.asker,
      ],
      answerer: [...packet, `query/answer/${answererClient}/${dispatchId}`, summary.answerer],
    },
    opposing: { asker: [summary.asker], answerer: [summary.answerer] },
    public: { asker: [summary.asker], answerer: [summary.answerer] },
  }
  const { asker, answerer } = keys[profile]
  return { asker: [...asker].sort(), answerer: [...answerer].sort() }
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
