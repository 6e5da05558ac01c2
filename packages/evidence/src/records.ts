import { CodecError, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
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

/** A packet key of ICS-24 v2: client id ‖ kind ‖ big-endian sequence, as text of one character a byte. */
export function packetKey(clientId: string, kind: 'receipt' | 'acknowledgement', sequence: number): string {
  const bytes: number[] = []
  let rest = sequence
  for (let at = 0; at < 8; at++) {
    bytes.unshift(rest % 256)
    rest = Math.floor(rest / 256)
  }
  return clientId + String.fromCharCode(kind === 'receipt' ? 2 : 3, ...bytes)
}

/**
 * Which records a profile discloses. `court`: request, receipt, answer and ladder. `opposing`: that, when and with what
 * result it was verified, on both ledgers. `public`: the same from the answering ledger alone.
 */
export function recordKeys(profile: Profile, { dispatchId, answererClient, sequence }: DispatchIds): RecordKeys {
  const packet = [
    packetKey(answererClient, 'receipt', sequence),
    packetKey(answererClient, 'acknowledgement', sequence),
  ]
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
