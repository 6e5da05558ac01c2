import { randomBytes } from 'node:crypto'
import { encodeCanonical, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { CryptoError, suite } from '@xiezhi/crypto'
import type { Suite, SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { VaultError } from '../vault-error.ts'

const NONCE_BYTES = 12
const WRAP_LABEL = 'xiezhi/vault/wrap/v1'

/** Length of a data key of the suite's AEAD. */
export const DATA_KEY_BYTES: Readonly<Record<SuiteId, number>> = { intl: 32, sm: 16 }
export const MASTER_BYTES = 32

export interface Sealed {
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

export interface Wrapped {
  readonly keyId: string
  readonly nonce: Uint8Array
  readonly wrapped: Uint8Array
}

/** Wraps data keys. Filled by files here; a hardware module fills it by its own wrap functions. */
export interface KeyWrap {
  /** Key under which new data keys are wrapped. */
  readonly currentId: string
  /** @throws VaultError KEY_UNKNOWN */
  wrap(dataKey: Uint8Array, about: Json): Wrapped
  /** @throws VaultError KEY_UNKNOWN, FIELD_TAMPERED */
  unwrap(wrapped: Wrapped, about: Json): Uint8Array
}

export interface MasterKey {
  readonly id: string
  /** 32 bytes. */
  readonly secret: Uint8Array
}

/** The authority's keys held in memory: the last is current, the others open what an earlier one wrapped. */
export function authorityKeys(suiteId: SuiteId, masters: readonly MasterKey[]): KeyWrap {
  const algorithms = suite(nodeCrypto, suiteId)
  const keys = new Map(masters.map(({ id, secret }) => [id, wrapKey(algorithms, secret)]))
  const currentId = masters.at(-1)?.id ?? ''
  const keyOf = (keyId: string): Uint8Array => {
    const key = keys.get(keyId)
    if (key === undefined) throw new VaultError('KEY_UNKNOWN', { keyId })
    return key
  }
  return {
    currentId,
    wrap(dataKey, about) {
      const { nonce, sealed } = sealWith(algorithms, keyOf(currentId), dataKey, wrapData(currentId, about))
      return { keyId: currentId, nonce, wrapped: sealed }
    },
    unwrap({ keyId, nonce, wrapped }, about) {
      return openWith(algorithms, keyOf(keyId), { nonce, sealed: wrapped }, wrapData(keyId, about))
    },
  }
}

export function sealWith({ seal }: Suite, key: Uint8Array, plaintext: Uint8Array, associated: Json): Sealed {
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES))
  return { nonce, sealed: seal({ key, nonce, plaintext, associatedData: encodeCanonical(associated) }) }
}

/** @throws VaultError FIELD_TAMPERED: bytes, key or what they are bound to do not fit */
export function openWith({ open }: Suite, key: Uint8Array, { nonce, sealed }: Sealed, associated: Json): Uint8Array {
  try {
    return open({
      key,
      nonce: new Uint8Array(nonce),
      sealed: new Uint8Array(sealed),
      associatedData: encodeCanonical(associated),
    })
  } catch (error) {
    if (error instanceof CryptoError) throw new VaultError('FIELD_TAMPERED', { reason: error.code })
    throw error
  }
}

export function newDataKey(suiteId: SuiteId): Uint8Array {
  return new Uint8Array(randomBytes(DATA_KEY_BYTES[suiteId]))
}

export function randomId(): string {
  return hexEncode(randomBytes(16))
}

/** One master serves wrapping only by a key derived for it. */
function wrapKey({ id, digestAlgorithm }: Suite, secret: Uint8Array): Uint8Array {
  return nodeCrypto.hmac(digestAlgorithm, secret, utf8Encode(WRAP_LABEL)).slice(0, DATA_KEY_BYTES[id])
}

function wrapData(keyId: string, about: Json): Json {
  return { purpose: WRAP_LABEL, keyId, about }
}
