import { boolean, CodecError, encodeCanonical, literal, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { Crypto, SignatureCheck, Signer, Suite } from '@xiezhi/crypto'
import { CreditCheckError } from './credit-check-error.ts'
import { code, id, instant, keyText, randomId, signatureText } from './scalars.ts'
import { isSignedBy, signatureCheck, signStatement } from './signed.ts'

export const REQUEST_FORMAT = 'xiezhi/credit-check/v1'

export const requestSchema = object({
  format: literal(REQUEST_FORMAT),
  /** Light client of the subscriber's zone on the court's ledger. */
  client: id,
  subscriber: id,
  /** Public key that signs, registered for the subscriber's program on the subscriber's ledger. */
  key: keyText,
  purpose: code,
  legalBasis: code,
  person: object({
    certificateType: string({ bytesMax: 32 }),
    certificateNumber: string({ bytesMax: 64 }),
    name: string({ bytesMax: 480 }),
  }),
  /** The moment that is asked about; null: now. */
  atMs: nullable(instant),
  withProof: boolean(),
  nonce: randomId,
  askedAtMs: instant,
})
export type CheckRequest = Infer<typeof requestSchema>

export const signedRequestSchema = object({ request: requestSchema, signature: signatureText })
/** What a subscriber's system sends, and keeps with the result. */
export type SignedRequest = Infer<typeof signedRequestSchema>

/** @throws CreditCheckError REQUEST_FORM */
export function signRequest(signer: Signer, fields: Omit<CheckRequest, 'format'>): SignedRequest {
  try {
    const request = requestSchema.parse({ format: REQUEST_FORMAT, ...fields })
    return { request, signature: signStatement(signer, request) }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new CreditCheckError('REQUEST_FORM', { reason: error.code }, error)
  }
}

/** Whether the key that the request names signed it. Whose key that is, a ledger says. */
export function isRequestSigned(crypto: Crypto, { request, signature }: SignedRequest): boolean {
  return isSignedBy(crypto, request.key, request, signature)
}

/** A request with its canonical bytes, which both its signature and its digest are of. */
export interface EncodedRequest {
  /** Undefined: key or signature are none. */
  readonly check: SignatureCheck | undefined
  readonly digest: string
}

/** Encodes it once; who asks verifies where it likes. @throws CodecError what no JSON holds */
export function encodeRequest(algorithms: Suite, { request, signature }: SignedRequest): EncodedRequest {
  const bytes = encodeCanonical(request)
  return { check: signatureCheck(request.key, signature, () => bytes), digest: algorithms.digest(bytes) }
}

/** By which result and log name the request: salted by its nonce. */
export function requestDigest(algorithms: Suite, { request }: SignedRequest): string {
  return algorithms.digest(encodeCanonical(request))
}
