import type { SignatureAlgorithm, SignatureCheck } from '@xiezhi/crypto'

const ALGORITHMS: readonly SignatureAlgorithm[] = ['ed25519', 'p256', 'sm2']
/** Algorithm, key length, signature length, message length. */
const HEAD_BYTES = 1 + 1 + 1 + 4

/** Checks as one run of bytes: it changes threads without being copied, and costs no object for each. */
export function packChecks(checks: readonly SignatureCheck[]): Uint8Array {
  const size = checks.reduce(
    (sum, { publicKey, signature, message }) => sum + HEAD_BYTES + publicKey.length + signature.length + message.length,
    0,
  )
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { algorithm, publicKey, signature, message } of checks) {
    bytes[at] = ALGORITHMS.indexOf(algorithm)
    bytes[at + 1] = publicKey.length
    bytes[at + 2] = signature.length
    view.setUint32(at + 3, message.length)
    at += HEAD_BYTES
    for (const part of [publicKey, signature, message]) {
      bytes.set(part, at)
      at += part.length
    }
  }
  return bytes
}

export function unpackChecks(bytes: Uint8Array): SignatureCheck[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const checks: SignatureCheck[] = []
  for (let at = 0; at < bytes.length;) {
    const [algorithm = 0, keyBytes = 0, signatureBytes = 0] = bytes.subarray(at, at + 3)
    const messageBytes = view.getUint32(at + 3)
    const keyAt = at + HEAD_BYTES
    const signatureAt = keyAt + keyBytes
    const messageAt = signatureAt + signatureBytes
    at = messageAt + messageBytes
    checks.push({
      algorithm: ALGORITHMS[algorithm] as SignatureAlgorithm,
      publicKey: bytes.subarray(keyAt, signatureAt),
      signature: bytes.subarray(signatureAt, messageAt),
      message: bytes.subarray(messageAt, at),
    })
  }
  return checks
}

/** A length that a parcel's head can say. What is longer is no key and no signature of any algorithm. */
export function fitsParcel({ publicKey, signature }: SignatureCheck): boolean {
  return publicKey.length <= 0xff && signature.length <= 0xff
}
