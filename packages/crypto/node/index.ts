import { createCrypto, createKeyring, sm4GcmOpen, sm4GcmSeal, type Backend, type Crypto } from '@xiezhi/crypto'
import { aesGcmOpen, aesGcmSeal } from './aead.ts'
import { agree, agreementKey } from './agree.ts'
import { commitKey, ed25519Key, ed25519Signer } from './ed25519.ts'
import { hmac, sha256, sha256Many, sm3 } from './hash.ts'
import { p256Key, p256Signer } from './p256.ts'
import { sm2Key, sm2Signer } from './sm2.ts'
import { createVerifyLater } from './verify-later.ts'

const KEYS = { ed25519: ed25519Key, p256: p256Key, sm2: sm2Key }
const SIGNERS = { ed25519: ed25519Signer, p256: p256Signer, sm2: sm2Signer }

const backend: Backend = {
  id: 'node',
  sha256,
  sha256Many,
  sm3,
  hmac,
  verificationKey: (algorithm, publicKey) => KEYS[algorithm](publicKey),
  commitKey,
  signer: (algorithm, secretKey) => SIGNERS[algorithm](secretKey),
  agree,
  agreementKey,
  // OpenSSL has SM4-GCM from Node 26 on only.
  seal: (box) => (box.algorithm === 'sm4-gcm' ? sm4GcmSeal(box) : aesGcmSeal(box)),
  open: (box) => (box.algorithm === 'sm4-gcm' ? sm4GcmOpen(box) : aesGcmOpen(box)),
}

const keyring = createKeyring(backend)

/** Cryptography by node:crypto (OpenSSL). */
export const nodeCrypto: Crypto = createCrypto(backend, keyring)

/** As `nodeCrypto.verifyMany`, on the threads of the runtime's pool. */
export const verifyManyLater = createVerifyLater(keyring)

export { pairHasher } from './pair-hasher.ts'
export type { PairHasher } from './pair-hasher.ts'
export type { VerifyLater } from './verify-later.ts'
