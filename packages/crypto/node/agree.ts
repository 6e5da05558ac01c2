import { createECDH } from 'node:crypto'
import { sm2Agree, sm2AgreementKey, type AgreementCurve } from '@xiezhi/crypto'
import { bytesOf } from './hash.ts'

/**
 * The x coordinate of secret·public, 32 bytes.
 *
 * Not by OpenSSL on the SM2 curve: version 3.5, which Node 24 has, calls every key pair there invalid.
 */
export function agree(curve: AgreementCurve, secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  if (curve === 'sm2') return sm2Agree(secretKey, publicKey)
  const party = createECDH('prime256v1')
  party.setPrivateKey(secretKey)
  return bytesOf(party.computeSecret(publicKey))
}

/** Uncompressed public key of a secret. */
export function agreementKey(curve: AgreementCurve, secretKey: Uint8Array): Uint8Array {
  if (curve === 'sm2') return sm2AgreementKey(secretKey)
  const party = createECDH('prime256v1')
  party.setPrivateKey(secretKey)
  return bytesOf(party.getPublicKey())
}
