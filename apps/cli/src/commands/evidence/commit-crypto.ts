import { createPublicKey, hash, verify } from 'node:crypto'
import type { CommitSignatureCheck, Crypto } from '@xiezhi/crypto'

/** DER of SubjectPublicKeyInfo (RFC 8410) up to the 32 bytes of an Ed25519 key. */
const ED25519_SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * Cryptography for one bundle in a process that just started: hashes and commit signatures by OpenSSL at once, everything
 * else by `whole`, which is loaded when first asked.
 *
 * A signature that OpenSSL takes is one by ZIP-215 (`@xiezhi/crypto/node`, `commitKey`); one that it refuses is judged by
 * `whole`.
 */
export function commitCrypto(whole: () => Crypto): Crypto {
  let loaded: Crypto | undefined
  const rest = (): Crypto => (loaded ??= whole())
  return {
    id: 'node',
    sha256,
    sha256Many: (list) => list.map(sha256),
    sm3: (bytes) => rest().sm3(bytes),
    hmac: (algorithm, key, data) => rest().hmac(algorithm, key, data),
    verifyMany: (checks) => rest().verifyMany(checks),
    verifyZip215Many: (checks) =>
      checks.map((check) => isTakenByOpenssl(check) || rest().verifyZip215Many([check])[0] === true),
    signer: (algorithm, secretKey) => rest().signer(algorithm, secretKey),
    agreementKey: (curve, secretKey) => rest().agreementKey(curve, secretKey),
    agree: (curve, secretKey, publicKey) => rest().agree(curve, secretKey, publicKey),
    seal: (box) => rest().seal(box),
    open: (box) => rest().open(box),
  }
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', bytes, 'buffer'))
}

function isTakenByOpenssl({ publicKey, message, signature }: CommitSignatureCheck): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const der = Buffer.concat([ED25519_SPKI_PREFIX, publicKey])
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
}
