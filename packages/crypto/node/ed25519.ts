import { sign, verify } from 'node:crypto'
import { zip215Key, type Signer, type VerificationKey } from '@xiezhi/crypto'
import { bytesOf } from './hash.ts'
import { importPublicKey, importSecretKey, publicKeyOf } from './keys.ts'

export function ed25519Key(publicKey: Uint8Array): VerificationKey {
  const key = importPublicKey('ed25519', publicKey)
  return {
    verify: (message, signature) => verify(null, message, key, signature),
    verifyLater: (message, signature, done) =>
      verify(null, message, key, signature, (error, verdict) => done(error === null && verdict)),
  }
}

/**
 * OpenSSL first, ZIP-215 by noble where OpenSSL refuses.
 *
 * A true verdict of OpenSSL implies a true one by ZIP-215. OpenSSL demands S < L, as ZIP-215 does. It decodes A with
 * the same latitude (y taken modulo p, either sign for x = 0), and it hashes the bytes as given. Then it demands that
 * the encoding of [S]B − [k]A is R byte for byte: so R decodes to that very point, [S]B = R + [k]A holds, and with it
 * the same equation times eight. The converse is false (other encodings of R, parts of small order), so a refusal
 * says nothing and noble decides.
 */
export function commitKey(publicKey: Uint8Array): VerificationKey {
  const fast = ed25519Key(publicKey)
  const exact = zip215Key(publicKey)
  return { verify: (message, signature) => fast.verify(message, signature) || exact.verify(message, signature) }
}

export function ed25519Signer(secretKey: Uint8Array): Signer {
  const key = importSecretKey('ed25519', secretKey)
  return {
    algorithm: 'ed25519',
    publicKey: publicKeyOf('ed25519', key),
    sign: (message) => bytesOf(sign(null, message, key)),
  }
}
