import { decodeCanonical, encodeCanonical, integer, literal, object } from '@xiezhi/codec'

/** How far a stamp may lie ahead of a validator's clock. */
export const STAMP_AHEAD_MAX_MS = 5_000
const STAMP_BYTES_MAX = 64

const stampSchema = object({ kind: literal('stamp'), decidedAtMs: integer({ min: 0 }) })

/** The first transaction of every block: the proposer's time for legal instants. Unsigned; bound by the block's commit. */
export function encodeStamp(decidedAtMs: number): Uint8Array {
  return encodeCanonical({ decidedAtMs, kind: 'stamp' })
}

/** The stamp, or undefined if the bytes are something else. */
export function decodeStamp(bytes: Uint8Array): number | undefined {
  if (bytes.length > STAMP_BYTES_MAX) return undefined
  try {
    return stampSchema.parse(decodeCanonical(bytes)).decidedAtMs
  } catch {
    // Any other bytes are a transaction to decode, and are refused there with a reason.
    return undefined
  }
}
