import { concatBytes, latin1Encode } from '@xiezhi/codec'
import { admitSecretKey } from '../admission.ts'
import { encapsulatedIn, uncompressPoint, UNCOMPRESSED_BYTES } from '../agreement-points.ts'
import { CryptoError } from '../crypto-error.ts'
import type { Crypto } from '../crypto.ts'
import { hkdfExpand, hkdfExtract } from '../hkdf.ts'
import type { DecryptInput, EncryptInput } from '../suite.ts'

/**
 * HPKE, RFC 9180, base mode, one message a context: DHKEM(P-256, HKDF-SHA256) 0x0010, HKDF-SHA256 0x0001,
 * AES-256-GCM 0x0002.
 */
const VERSION = latin1Encode('HPKE-v1')
const KEM_SUITE = concatBytes(latin1Encode('KEM'), Uint8Array.of(0x00, 0x10))
const HPKE_SUITE = concatBytes(latin1Encode('HPKE'), Uint8Array.of(0x00, 0x10, 0x00, 0x01, 0x00, 0x02))
const MODE_BASE = 0x00
const KEY_BYTES = 32
const NONCE_BYTES = 12
const EMPTY = new Uint8Array(0)

/** Encapsulated key (65 bytes) and ciphertext with tag. `ephemeralSecret` is the ikmE of the RFC's DeriveKeyPair. */
export function hpkeSeal(crypto: Crypto, input: EncryptInput): Uint8Array {
  const recipient = uncompressPoint('p256', input.recipient)
  const secretKey = deriveSecretKey(crypto, input.ephemeralSecret)
  const encapsulated = crypto.agreementKey('p256', secretKey)
  const shared = extractShared(crypto, crypto.agree('p256', secretKey, recipient), encapsulated, recipient)
  const { key, nonce } = keySchedule(crypto, shared, input.info)
  const { plaintext, associatedData } = input
  return concatBytes(encapsulated, crypto.seal({ algorithm: 'aes-256-gcm', key, nonce, plaintext, associatedData }))
}

export function hpkeOpen(crypto: Crypto, input: DecryptInput): Uint8Array {
  const { secretKey, encrypted, associatedData } = input
  const encapsulated = encapsulatedIn('p256', encrypted)
  const sealed = encrypted.subarray(UNCOMPRESSED_BYTES)
  const recipient = crypto.agreementKey('p256', secretKey)
  const shared = extractShared(crypto, crypto.agree('p256', secretKey, encapsulated), encapsulated, recipient)
  const { key, nonce } = keySchedule(crypto, shared, input.info)
  return crypto.open({ algorithm: 'aes-256-gcm', key, nonce, sealed, associatedData })
}

/** RFC 9180, 7.1.3, for P-256. Throws `SECRET_KEY_INVALID` unless `material` has 32 bytes. */
export function deriveSecretKey(crypto: Crypto, material: Uint8Array): Uint8Array {
  if (material.length !== 32) {
    throw new CryptoError('SECRET_KEY_INVALID', { algorithm: 'p256', expected: 32, seen: material.length })
  }
  const seed = labeledExtract(crypto, KEM_SUITE, EMPTY, 'dkp_prk', material)
  for (let counter = 0; counter < 256; counter++) {
    const candidate = labeledExpand(crypto, KEM_SUITE, seed, 'candidate', Uint8Array.of(counter), 32)
    if (admitSecretKey('p256', candidate)) return candidate
  }
  throw new CryptoError('SECRET_KEY_INVALID', { algorithm: 'p256' })
}

/** RFC 9180, 4.1, ExtractAndExpand. */
function extractShared(crypto: Crypto, dh: Uint8Array, encapsulated: Uint8Array, recipient: Uint8Array): Uint8Array {
  const key = labeledExtract(crypto, KEM_SUITE, EMPTY, 'eae_prk', dh)
  return labeledExpand(crypto, KEM_SUITE, key, 'shared_secret', concatBytes(encapsulated, recipient), 32)
}

/** RFC 9180, 5.1, base mode: no pre-shared key. */
function keySchedule(crypto: Crypto, shared: Uint8Array, info: Uint8Array): { key: Uint8Array; nonce: Uint8Array } {
  const pskIdHash = labeledExtract(crypto, HPKE_SUITE, EMPTY, 'psk_id_hash', EMPTY)
  const infoHash = labeledExtract(crypto, HPKE_SUITE, EMPTY, 'info_hash', info)
  const context = concatBytes(Uint8Array.of(MODE_BASE), pskIdHash, infoHash)
  const secret = labeledExtract(crypto, HPKE_SUITE, shared, 'secret', EMPTY)
  return {
    key: labeledExpand(crypto, HPKE_SUITE, secret, 'key', context, KEY_BYTES),
    // The first message of a context has sequence number 0, so its nonce is the base nonce.
    nonce: labeledExpand(crypto, HPKE_SUITE, secret, 'base_nonce', context, NONCE_BYTES),
  }
}

function labeledExtract(
  crypto: Crypto,
  suiteId: Uint8Array,
  salt: Uint8Array,
  label: string,
  ikm: Uint8Array,
): Uint8Array {
  return hkdfExtract(crypto, salt, concatBytes(VERSION, suiteId, latin1Encode(label), ikm))
}

function labeledExpand(
  crypto: Crypto,
  suiteId: Uint8Array,
  key: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Uint8Array {
  const lengthBytes = Uint8Array.of(length >> 8, length & 0xff)
  return hkdfExpand(crypto, key, concatBytes(lengthBytes, VERSION, suiteId, latin1Encode(label), info), length)
}
