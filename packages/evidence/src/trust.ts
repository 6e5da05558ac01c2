import {
  array,
  base64Decode,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  hexBytes,
  hexDecode,
  integer,
  literal,
  nullable,
  object,
  string,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { compareValidators, validatorAddress } from '@xiezhi/comet'
import type { Validator, ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { EvidenceError } from './evidence-error.ts'

export const TRUST_FORMAT = 'xiezhi/trust/v1'
/** With time-stamping authorities; a file without them stays version 1, which older verifiers read. */
export const TRUST_FORMAT_2 = 'xiezhi/trust/v2'
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

const authoritySchema = object({
  /** As the report shall call it. */
  name: string({ bytesMin: 1, bytesMax: 120 }),
  /** Base64 of the X.509 certificate with which it signs. */
  certificate: string({ bytesMin: 4, bytesMax: 32 * 1024 }),
})

const commonFields = {
  /** Who chose these anchors, and from where; shown in the report. */
  source: string({ bytesMin: 1, bytesMax: 512 }),
  zones: array(zoneTrustSchema, { min: 1, max: 256 }),
}
const trustSchema = object({ ...commonFields, format: literal(TRUST_FORMAT) })
const trustSchema2 = object({
  ...commonFields,
  format: literal(TRUST_FORMAT_2),
  timestampAuthorities: array(authoritySchema, { min: 1, max: 64 }),
})

export type ZoneTrust = Infer<typeof zoneTrustSchema>

/** The anchored validators of a zone as a set, in the engine's order. */
export function anchoredValidators(crypto: Crypto, { validators }: ZoneTrust): ValidatorSet {
  const members = validators.map(({ publicKey, power }): Validator => {
    const key = hexDecode(publicKey)
    return { address: validatorAddress(crypto, key), publicKey: key, votingPower: BigInt(power), proposerPriority: 0n }
  })
  return { validators: members.sort(compareValidators), proposer: null }
}
export type TimestampAuthority = Infer<typeof authoritySchema>
export interface TrustFile extends Omit<Infer<typeof trustSchema>, 'format'> {
  /** None in version 1. */
  readonly timestampAuthorities: readonly TimestampAuthority[]
}

/** Reads the anchors that the verifying person chose. @throws EvidenceError */
export function parseTrustFile(bytes: Uint8Array): TrustFile {
  try {
    const json = decodeCanonical(bytes, { bytesMax: TRUST_BYTES_MAX })
    const members = typeof json === 'object' && json !== null ? (json as { readonly format?: unknown }) : {}
    if (members.format === TRUST_FORMAT_2) {
      const { source, zones, timestampAuthorities } = trustSchema2.parse(json)
      for (const { certificate } of timestampAuthorities) base64Decode(certificate)
      return { source, zones, timestampAuthorities }
    }
    const { source, zones } = trustSchema.parse(json)
    return { source, zones, timestampAuthorities: [] }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new EvidenceError(error.code === 'SCHEMA_MISMATCH' ? 'TRUST_SHAPE' : 'TRUST_NOT_CANONICAL', {
      ...error.facts,
      reason: error.code,
    })
  }
}

/** Without authorities the file is version 1. */
export function encodeTrustFile({
  source,
  zones,
  timestampAuthorities = [],
}: Omit<TrustFile, 'timestampAuthorities'> & Partial<TrustFile>): Uint8Array {
  const json =
    timestampAuthorities.length === 0
      ? { format: TRUST_FORMAT, source, zones }
      : { format: TRUST_FORMAT_2, source, zones, timestampAuthorities }
  return encodeCanonical(json, { bytesMax: TRUST_BYTES_MAX })
}
