import { createSign, createVerify } from 'node:crypto'
import { signatureFromDer, signatureToDer, sm2IdentityDigest, type Signer, type VerificationKey } from '@xiezhi/crypto'
import { importPublicKey, importSecretKey, publicKeyOf } from './keys.ts'

/**
 * The identity digest goes in before the message by hand: Node's one-shot functions use an empty user id, and no option
 * sets another. `dsaEncoding` is ignored for SM2, so signatures are DER here.
 */
export function sm2Key(publicKey: Uint8Array): VerificationKey {
  const key = importPublicKey('sm2', publicKey)
  const identity = sm2IdentityDigest(publicKey)
  return {
    verify: (message, signature) =>
      createVerify('sm3').update(identity).update(message).verify(key, signatureToDer(signature)),
  }
}

/** Nonces are OpenSSL's own and random: two signatures of one message differ. */
export function sm2Signer(secretKey: Uint8Array): Signer {
  const key = importSecretKey('sm2', secretKey)
  const publicKey = publicKeyOf('sm2', key)
  const identity = sm2IdentityDigest(publicKey)
  return {
    algorithm: 'sm2',
    publicKey,
    sign: (message) => signatureFromDer(createSign('sm3').update(identity).update(message).sign(key)),
  }
}
