import { base64Decode, bytesEqual, CodecError } from '@xiezhi/codec'
import { CryptoError, signatureFromDer } from '@xiezhi/crypto'
import type { Crypto } from '@xiezhi/crypto'
import { EvidenceError } from '@xiezhi/evidence'
import type { TimestampAuthority } from '@xiezhi/evidence'
import { isNormal, readCertificate, readToken } from '@xiezhi/evidence/timestamp'
import type { AuthorityCertificate, TimestampToken } from '@xiezhi/evidence/timestamp'
import type { TimestampInput, TimestampVerdict } from '../timestamps.ts'
import { verifyRsa } from './rsa.ts'

interface Known {
  readonly name: string
  readonly bytes: Uint8Array
  readonly certificate: AuthorityCertificate
}

type Flaw = Extract<TimestampVerdict, { readonly outcome: 'failed' | 'undecidable' }> | undefined

/** Judges one token against the authorities that the verifying person chose. Throws nothing for bad input. */
export function judgeTimestamp(crypto: Crypto, input: TimestampInput): TimestampVerdict {
  try {
    return judge(crypto, input)
  } catch (error) {
    if (error instanceof EvidenceError) return failed(error.code)
    if (error instanceof CodecError || error instanceof CryptoError) return failed('TIMESTAMP_SHAPE')
    throw error
  }
}

function judge(crypto: Crypto, { token: bytes, stamped, authorities }: TimestampInput): TimestampVerdict {
  const token = readToken(bytes)
  if (!isNormal(bytes, token)) return failed('TIMESTAMP_NOT_NORMAL')
  const flaw = contentFlaw(crypto, token, stamped)
  if (flaw?.outcome === 'failed') return flaw
  const known = authorityOf(token, authorities)
  if (known === undefined) return flaw ?? undecidable('AUTHORITY_UNKNOWN')
  const { name, certificate } = known
  const wrong = flaw ?? certificateFlaw(crypto, token, known) ?? signatureFlaw(crypto, token, certificate)
  if (wrong !== undefined) return { ...wrong, authority: name }
  return { outcome: 'ok', authority: name, genTimeMs: token.genTimeMs, serial: token.serial }
}

/** What needs no authority: that the token is about these bytes, and holds together. */
function contentFlaw(crypto: Crypto, token: TimestampToken, stamped: Uint8Array): Flaw {
  if (token.algorithm !== null && !bytesEqual(crypto.sha256(token.info), token.messageDigest))
    return failed('TIMESTAMP_DIGEST')
  if (token.imprintAlgorithm === null) return undecidable('IMPRINT_ALGORITHM_UNSUPPORTED')
  if (!bytesEqual(token.imprint, crypto.sha256(stamped))) return failed('TIMESTAMP_IMPRINT')
  if (token.algorithm === null) return undecidable('SIGNATURE_ALGORITHM_UNSUPPORTED')
  if (token.certificateDigest === null) return undecidable('SIGNING_CERTIFICATE_UNSUPPORTED')
  // An extension may change what a token means.
  return token.hasExtensions ? undecidable('EXTENSION_UNSUPPORTED') : undefined
}

function authorityOf({ signer }: TimestampToken, authorities: readonly TimestampAuthority[]): Known | undefined {
  const known = authorities.map(({ name, certificate }): Known => {
    const bytes = base64Decode(certificate)
    return { name, bytes, certificate: readCertificate(bytes) }
  })
  return known.find(({ certificate }) => bytesEqual(certificate.id, signer))
}

function certificateFlaw(crypto: Crypto, token: TimestampToken, { bytes, certificate }: Known): Flaw {
  const { certificateDigest, genTimeMs } = token
  if (certificateDigest === null || !bytesEqual(certificateDigest, crypto.sha256(bytes)))
    return failed('CERTIFICATE_OF_ANOTHER')
  if (!certificate.isForTimestamps) return failed('CERTIFICATE_PURPOSE')
  // The last second counts whole.
  const isValid = certificate.notBeforeMs <= genTimeMs && genTimeMs < certificate.notAfterMs + 1_000
  return isValid ? undefined : failed('CERTIFICATE_NOT_VALID')
}

function signatureFlaw(crypto: Crypto, token: TimestampToken, { key }: AuthorityCertificate): Flaw {
  const { algorithm, signature, signedBytes: message } = token
  if (key.kind === 'other') return undecidable('KEY_UNSUPPORTED')
  if (algorithm === 'rsa-sha256' && key.kind === 'rsa') {
    const digest = crypto.sha256(message)
    return verifyRsa({ ...key, digest, signature }) ? undefined : failed('TIMESTAMP_SIGNATURE')
  }
  if (algorithm !== 'ecdsa-p256-sha256' || key.kind !== 'p256') return failed('TIMESTAMP_SIGNATURE')
  const check = { algorithm: 'p256', publicKey: key.point, message, signature: signatureFromDer(signature) } as const
  return crypto.verifyMany([check])[0] === true ? undefined : failed('TIMESTAMP_SIGNATURE')
}

function failed(reason: string): Extract<TimestampVerdict, { readonly outcome: 'failed' | 'undecidable' }> {
  return { outcome: 'failed', reason, authority: null }
}

function undecidable(reason: string): Extract<TimestampVerdict, { readonly outcome: 'failed' | 'undecidable' }> {
  return { outcome: 'undecidable', reason, authority: null }
}
