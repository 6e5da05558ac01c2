import {
  array,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  hexBytes,
  integer,
  literal,
  nullable,
  object,
  string,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { EvidenceError } from './evidence-error.ts'

export const TRUST_FORMAT = 'xiezhi/trust/v1'
export const TRUST_BYTES_MAX = 1024 * 1024

const validatorSchema = object({
  /** Ed25519, 32 bytes in hexadecimal. */
  publicKey: hexBytes(32),
  power: integer({ min: 1 }),
  /** The organisation that the verifying person takes it to belong to; null: unknown. */
  organisation: nullable(string({ bytesMin: 1, bytesMax: 64 })),
})

const zoneTrustSchema = object({
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  /** The validators are those of the header at this height. */
  height: integer({ min: 1 }),
  validators: array(validatorSchema, { min: 1, max: 1_000 }),
})

const trustSchema = object({
  format: literal(TRUST_FORMAT),
  /** Who chose these anchors, and from where; shown in the report. */
  source: string({ bytesMin: 1, bytesMax: 512 }),
  zones: array(zoneTrustSchema, { min: 1, max: 256 }),
})

export type TrustFile = Infer<typeof trustSchema>
export type ZoneTrust = Infer<typeof zoneTrustSchema>

/** Reads the anchors that the verifying person chose. @throws EvidenceError */
export function parseTrustFile(bytes: Uint8Array): TrustFile {
  try {
    return trustSchema.parse(decodeCanonical(bytes, { bytesMax: TRUST_BYTES_MAX }))
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new EvidenceError(error.code === 'SCHEMA_MISMATCH' ? 'TRUST_SHAPE' : 'TRUST_NOT_CANONICAL', {
      ...error.facts,
      reason: error.code,
    })
  }
}

export function encodeTrustFile(trust: Omit<TrustFile, 'format'>): Uint8Array {
  return encodeCanonical({ ...trust, format: TRUST_FORMAT }, { bytesMax: TRUST_BYTES_MAX })
}
