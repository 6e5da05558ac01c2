import { concatBytes } from '@xiezhi/codec'
import { CryptoError } from './crypto-error.ts'

const SEQUENCE = 0x30
const INTEGER = 0x02
const SCALAR_BYTES = 32
/** Two INTEGERs of 33 bytes with their headers. */
const CONTENT_BYTES_MAX = 2 * (2 + SCALAR_BYTES + 1)

/** r‖s as the DER SEQUENCE of two INTEGERs that X.509 and OpenSSL use. */
export function signatureToDer(signature: Uint8Array): Uint8Array {
  if (signature.length !== 2 * SCALAR_BYTES) refuse('length')
  const content = concatBytes(
    encodeInteger(signature.subarray(0, SCALAR_BYTES)),
    encodeInteger(signature.subarray(SCALAR_BYTES)),
  )
  return concatBytes(Uint8Array.of(SEQUENCE, content.length), content)
}

/**
 * The 64 bytes r‖s of a DER signature over a 256-bit group.
 *
 * Takes the one DER form only: shortest lengths, shortest INTEGERs, none negative, nothing left over. Throws
 * `SIGNATURE_DER_INVALID`.
 */
export function signatureFromDer(der: Uint8Array): Uint8Array {
  if (der[0] !== SEQUENCE) refuse('sequence')
  if (der[1] !== der.length - 2 || der.length - 2 > CONTENT_BYTES_MAX) refuse('length')
  const signature = new Uint8Array(2 * SCALAR_BYTES)
  const end = readInteger(der, 2, signature.subarray(0, SCALAR_BYTES))
  if (readInteger(der, end, signature.subarray(SCALAR_BYTES)) !== der.length) refuse('trailing')
  return signature
}

function encodeInteger(scalar: Uint8Array): Uint8Array {
  let start = 0
  while (start < scalar.length - 1 && scalar[start] === 0) start++
  const digits = scalar.subarray(start)
  // A leading one bit would mean a negative number.
  const sign = (digits[0] as number) >= 0x80 ? [0] : []
  return concatBytes(Uint8Array.of(INTEGER, digits.length + sign.length, ...sign), digits)
}

/** Writes the INTEGER at `at` into `scalar`, right-aligned; returns the place behind it. */
function readInteger(der: Uint8Array, at: number, scalar: Uint8Array): number {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  if (der[at] !== INTEGER || length === 0 || end > der.length) refuse('integer')
  let start = at + 2
  const first = der[start] as number
  if (first >= 0x80) refuse('negative')
  if (first === 0 && length > 1) {
    start++
    if ((der[start] as number) < 0x80) refuse('padding')
  }
  if (end - start > SCALAR_BYTES) refuse('range')
  scalar.set(der.subarray(start, end), SCALAR_BYTES - (end - start))
  return end
}

function refuse(reason: string): never {
  throw new CryptoError('SIGNATURE_DER_INVALID', { reason })
}
