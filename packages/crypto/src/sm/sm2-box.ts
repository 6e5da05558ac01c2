import { concatBytes, latin1Encode } from '@xiezhi/codec'
import { encapsulatedIn, uncompressPoint, UNCOMPRESSED_BYTES } from '../agreement-points.ts'
import { CryptoError } from '../crypto-error.ts'
import type { Crypto } from '../crypto.ts'
import { bytes32FromNumber, numberFromBytes } from '../scalar.ts'
import type { DecryptInput, EncryptInput } from '../suite.ts'
import { SM2_CURVE } from './sm2-curve.ts'

const BOX_LABEL = latin1Encode('xiezhi/sm2-box/v1')
const EPHEMERAL_LABEL = latin1Encode('xiezhi/sm2-box/v1/ephemeral')
const KEY_BYTES = 16
const NONCE_BYTES = 12
/** 64 bits more than the order, so that the residue shows no bias. */
const SCALAR_MATERIAL_BYTES = 40

interface BoxKey {
  readonly key: Uint8Array
  readonly nonce: Uint8Array
}

/**
 * Ephemeral-static SM2 agreement, SM3 key derivation, SM4-GCM. Ephemeral key (65 bytes), ciphertext, tag.
 *
 * GB/T 32918.4 encryption masks the plaintext with a key stream and has no place for associated data; SM4-GCM
 * authenticates both.
 */
export function sm2BoxSeal(crypto: Crypto, input: EncryptInput): Uint8Array {
  const { plaintext, associatedData, info } = input
  const recipient = uncompressPoint('sm2', input.recipient)
  const secretKey = deriveEphemeral(crypto, input.ephemeralSecret)
  const ephemeral = crypto.agreementKey('sm2', secretKey)
  const x = crypto.agree('sm2', secretKey, recipient)
  const { key, nonce } = deriveBoxKey(crypto, { x, ephemeral, recipient, info })
  return concatBytes(ephemeral, crypto.seal({ algorithm: 'sm4-gcm', key, nonce, plaintext, associatedData }))
}

export function sm2BoxOpen(crypto: Crypto, input: DecryptInput): Uint8Array {
  const { secretKey, encrypted, associatedData, info } = input
  const ephemeral = encapsulatedIn('sm2', encrypted)
  const sealed = encrypted.subarray(UNCOMPRESSED_BYTES)
  const recipient = crypto.agreementKey('sm2', secretKey)
  const x = crypto.agree('sm2', secretKey, ephemeral)
  const { key, nonce } = deriveBoxKey(crypto, { x, ephemeral, recipient, info })
  return crypto.open({ algorithm: 'sm4-gcm', key, nonce, sealed, associatedData })
}

interface BoxContext {
  readonly x: Uint8Array
  readonly ephemeral: Uint8Array
  readonly recipient: Uint8Array
  readonly info: Uint8Array
}

/** The nonce may come from the derivation because each ephemeral key, and so each box key, is used for one box. */
function deriveBoxKey(crypto: Crypto, { x, ephemeral, recipient, info }: BoxContext): BoxKey {
  const material = concatBytes(BOX_LABEL, x, ephemeral, recipient, crypto.sm3(info))
  const bytes = sm3Kdf(crypto, material, KEY_BYTES + NONCE_BYTES)
  return { key: bytes.subarray(0, KEY_BYTES), nonce: bytes.subarray(KEY_BYTES) }
}

function deriveEphemeral(crypto: Crypto, seed: Uint8Array): Uint8Array {
  if (seed.length !== 32) {
    throw new CryptoError('SECRET_KEY_INVALID', { algorithm: 'sm2', expected: 32, seen: seed.length })
  }
  const material = sm3Kdf(crypto, concatBytes(EPHEMERAL_LABEL, seed), SCALAR_MATERIAL_BYTES)
  return bytes32FromNumber((numberFromBytes(material) % (SM2_CURVE.n - 2n)) + 1n)
}

/** GB/T 32918.4-2016, 5.4.3: SM3 over Z and a 32-bit counter from 1; `length` in bytes. */
export function sm3Kdf(crypto: Crypto, z: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  const counter = new Uint8Array(4)
  for (let at = 0, block = 1; at < length; at += 32, block++) {
    new DataView(counter.buffer).setUint32(0, block)
    out.set(crypto.sm3(concatBytes(z, counter)).subarray(0, length - at), at)
  }
  return out
}
