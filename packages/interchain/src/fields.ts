import { base64Decode, CodecError, integer, object, refine, string } from '@xiezhi/codec'
import type { Infer, Schema } from '@xiezhi/codec'
import { LIST_MAX, PAYLOAD_BYTES_MAX, PAYLOAD_TEXT_BYTES_MAX, REASON_BYTES_MAX } from './limits.ts'

/** `name-N` of 9 to 64 characters (ICS-24, ibc-go `IsValidClientID`). */
export const clientIdSchema = string({
  bytesMin: 9,
  bytesMax: 64,
  pattern: /^[A-Za-z0-9][A-Za-z0-9._+-]*-(0|[1-9][0-9]{0,15})$/,
})
export const chainIdSchema = string({ bytesMin: 1, bytesMax: 50 })
export const heightSchema = integer({ min: 1 })
export const sequenceSchema = integer({ min: 1 })
export const nameSchema = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
export const reasonSchema = string({ bytesMin: 1, bytesMax: REASON_BYTES_MAX })
export const instantSchema = object({
  height: integer({ min: 0 }),
  timeMs: integer({ min: 0 }),
  decidedAtMs: integer({ min: 0 }),
})
export const limitSchema = integer({ min: 1, max: LIST_MAX })

/** Canonical base64 of at least one and at most `max` bytes. */
export function base64Bytes(max: number): Schema<string> {
  const text = string({ bytesMin: 4, bytesMax: Math.ceil(max / 3) * 4 })
  return refine(text, (value) => (decodedLength(value) ?? max + 1) <= max, `canonical base64 of at most ${max} bytes`)
}

const payloadText = string({ bytesMin: 1, bytesMax: PAYLOAD_TEXT_BYTES_MAX })

export const payloadSchema = object({
  sourcePort: payloadText,
  destinationPort: payloadText,
  version: payloadText,
  encoding: payloadText,
  value: base64Bytes(PAYLOAD_BYTES_MAX),
})

export const packetSchema = object({
  sequence: sequenceSchema,
  sourceClient: clientIdSchema,
  destinationClient: clientIdSchema,
  timeoutSeconds: integer({ min: 1 }),
  payload: payloadSchema,
})

/** A packet in messages, events and state: the value in base64. */
export type PacketJson = Infer<typeof packetSchema>

function decodedLength(text: string): number | undefined {
  try {
    return base64Decode(text).length
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
