import { sha256 } from '@noble/hashes/sha2.js'
import { createCrypto, type Backend } from './create-crypto.ts'
import type { Crypto } from './crypto.ts'
import { hmac } from './hmac.ts'
import { aesGcmOpen, aesGcmSeal } from './intl/aes-gcm.ts'
import { ed25519Key, ed25519Signer, zip215Key } from './intl/ed25519.ts'
import { p256Agree, p256AgreementKey, p256Key, p256Signer } from './intl/p256.ts'
import { sm2Agree, sm2AgreementKey, sm2Key, sm2Signer } from './sm/sm2.ts'
import { sm3 } from './sm/sm3.ts'
import { sm4GcmOpen, sm4GcmSeal } from './sm/sm4-gcm.ts'

const HASHES = { sha256, sm3 }
const KEYS = { ed25519: ed25519Key, p256: p256Key, sm2: sm2Key }
const SIGNERS = { ed25519: ed25519Signer, p256: p256Signer, sm2: sm2Signer }
const AGREEMENTS = { p256: p256Agree, sm2: sm2Agree }
const AGREEMENT_KEYS = { p256: p256AgreementKey, sm2: sm2AgreementKey }

const backend: Backend = {
  id: 'pure',
  sha256,
  sha256Many: (list) => list.map((bytes) => sha256(bytes)),
  sm3,
  hmac: (hash, key, data) => hmac(HASHES[hash], key, data),
  verificationKey: (algorithm, publicKey) => KEYS[algorithm](publicKey),
  commitKey: zip215Key,
  signer: (algorithm, secretKey) => SIGNERS[algorithm](secretKey),
  agreementKey: (curve, secretKey) => AGREEMENT_KEYS[curve](secretKey),
  agree: (curve, secretKey, publicKey) => AGREEMENTS[curve](secretKey, publicKey),
  seal: (box) => (box.algorithm === 'sm4-gcm' ? sm4GcmSeal(box) : aesGcmSeal(box)),
  open: (box) => (box.algorithm === 'sm4-gcm' ? sm4GcmOpen(box) : aesGcmOpen(box)),
}

/** Cryptography without a platform: noble and this package's own SM2 and SM3. For browsers and offline verifiers. */
export const pureCrypto: Crypto = createCrypto(backend)
