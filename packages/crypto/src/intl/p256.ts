import { p256 } from '@noble/curves/nist.js'
import type { VerificationKey } from '../create-crypto.ts'
import type { Signer } from '../crypto.ts'
import { bytes32FromNumber, numberFromBytes } from '../scalar.ts'

/** ECDSA over SHA-256 (FIPS 186-5, 6.4.2). */
export function p256Key(publicKey: Uint8Array): VerificationKey {
  return { verify: (message, signature) => p256.verify(signature, message, publicKey, { lowS: true }) }
}

/** ECDSA over SHA-256 with the nonce of RFC 6979 and low s. */
export function p256Signer(secretKey: Uint8Array): Signer {
  const publicKey = p256.getPublicKey(secretKey, true)
  return { algorithm: 'p256', publicKey, sign: (message) => p256.sign(message, secretKey, { lowS: true }) }
}

/** The x coordinate of secret·public, 32 bytes. */
export function p256Agree(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return bytes32FromNumber(p256.Point.fromBytes(publicKey).multiply(numberFromBytes(secretKey)).x)
}

/** Uncompressed public key of a secret. */
export function p256AgreementKey(secretKey: Uint8Array): Uint8Array {
  return p256.getPublicKey(secretKey, false)
}
