import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { base64UrlEncode, concatBytes, hexDecode } from '@xiezhi/codec'
import type { SignatureAlgorithm } from '@xiezhi/crypto'

/** DER of SubjectPublicKeyInfo (RFC 5280) up to the key's own bytes: 33 of a compressed point. */
const SPKI_PREFIX: Readonly<Record<Exclude<SignatureAlgorithm, 'ed25519'>, Uint8Array>> = {
  p256: hexDecode('3039301306072a8648ce3d020106082a8648ce3d030107032200'),
  sm2: hexDecode('3039301306072a8648ce3d020106082a811ccf5501822d032200'),
}

/** DER of PrivateKeyInfo (RFC 5208) up to the 32 secret bytes. */
const PKCS8_PREFIX: Readonly<Record<SignatureAlgorithm, Uint8Array>> = {
  ed25519: hexDecode('302e020100300506032b657004220420'),
  p256: hexDecode('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420'),
  sm2: hexDecode('3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420'),
}

/**
 * Curve points come in as DER. An SM2 key object that Node generated is of type `ec` and silently signs plain ECDSA;
 * one that was imported is an SM2 key.
 *
 * An Ed25519 key is taken as a JWK: that is read in an eighth of the time, and a validator set has a hundred of them.
 */
export function importPublicKey(algorithm: SignatureAlgorithm, publicKey: Uint8Array): KeyObject {
  if (algorithm === 'ed25519') {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64UrlEncode(publicKey) }, format: 'jwk' })
  }
  const der = concatBytes(SPKI_PREFIX[algorithm], publicKey)
  return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
}

export function importSecretKey(algorithm: SignatureAlgorithm, secretKey: Uint8Array): KeyObject {
  const der = concatBytes(PKCS8_PREFIX[algorithm], secretKey)
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
}

/** The public key of a secret key in this network's form. */
export function publicKeyOf(algorithm: SignatureAlgorithm, secretKey: KeyObject): Uint8Array {
  const spki = createPublicKey(secretKey).export({ format: 'der', type: 'spki' })
  if (algorithm === 'ed25519') return Uint8Array.from(spki.subarray(-32))
  const point = Uint8Array.from(spki.subarray(-64))
  return concatBytes(Uint8Array.of(2 + ((point[63] as number) & 1)), point.subarray(0, 32))
}
