import {
  base64Decode,
  base64Encode,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  integer,
  literal,
  object,
  string,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import type { Crypto, PublicKey, Suite } from '@xiezhi/crypto'
import type { Authority } from '../context.ts'

const FORMAT = 'xiezhi/erasure/v1'
const CODE = /^[A-Z][A-Z0-9_]{0,47}$/
const code = string({ bytesMin: 1, bytesMax: 48, pattern: CODE })

const statementSchema = object({
  format: literal(FORMAT),
  authority: string({ bytesMin: 1, bytesMax: 64 }),
  /** Position in the authority's list of erasures. */
  n: integer({ min: 1 }),
  subject: string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ }),
  reason: code,
  legalBasis: code,
  erasedAtMs: integer({ min: 0 }),
  /** Digest of the certificate before it; the empty text for the first. */
  previous: string({ bytesMax: 71 }),
})
export type ErasureStatement = Infer<typeof statementSchema>

const certificateSchema = object({ statement: statementSchema, signature: string({ bytesMin: 88, bytesMax: 88 }) })
/** Says that the key of a subject was destroyed. Names no person, no field and no value. */
export type ErasureCertificate = Infer<typeof certificateSchema>

/** Whether a reason or legal basis may stand in a certificate. */
export function isErasureCode(text: string): boolean {
  return CODE.test(text)
}

export function signCertificate(
  authority: Authority,
  about: Omit<ErasureStatement, 'format' | 'authority'>,
): ErasureCertificate {
  const statement: ErasureStatement = { format: FORMAT, authority: authority.id, ...about }
  return { statement, signature: base64Encode(authority.signer.sign(encodeCanonical(statement))) }
}

export function certificateText(certificate: ErasureCertificate): string {
  return Buffer.from(encodeCanonical(certificate as Json)).toString('utf8')
}

/** Undefined for a text that is no certificate. */
export function parseCertificate(text: string): ErasureCertificate | undefined {
  try {
    return certificateSchema.parse(decodeCanonical(new Uint8Array(Buffer.from(text, 'utf8'))))
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}

/** Whether the authority with this key signed it. */
export function verifyCertificate(
  crypto: Crypto,
  key: PublicKey,
  { statement, signature }: ErasureCertificate,
): boolean {
  const check = {
    algorithm: key.algorithm,
    publicKey: key.bytes,
    message: encodeCanonical(statement),
    signature: base64Decode(signature),
  }
  return crypto.verifyMany([check])[0] === true
}

export function certificateDigest(algorithms: Suite, certificate: ErasureCertificate): string {
  return algorithms.digest(encodeCanonical(certificate))
}
