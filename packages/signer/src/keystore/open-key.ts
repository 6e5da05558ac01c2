import { hexDecode } from '@xiezhi/codec'
import { CryptoError, parseKey } from '@xiezhi/crypto'
import type { Signer, SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { keyTextOf } from '@xiezhi/kernel'
import type { SigningKey } from '../signing-key.ts'
import { SignerError } from '../signer-error.ts'
import { deriveKey, keystoreSuite, sameCheck } from './derive-key.ts'
import { decodeKeystore, headerBytes } from './format.ts'
import type { KeystoreHeader } from './format.ts'

const SECRET_BYTES = 32

export interface OpenedKey {
  readonly header: KeystoreHeader
  readonly signingKey: SigningKey
}

/**
 * The key of a keystore file. A wrong passphrase and a changed file go the same way to the end, so that time and shape of
 * the refusal tell a stranger no more than its code.
 * @throws SignerError PASSPHRASE_WRONG, KEYSTORE_TAMPERED, KEYSTORE_FORMAT, KEYSTORE_DAMAGED
 */
export async function openKey(bytes: Uint8Array, passphrase: string): Promise<OpenedKey> {
  const { header, sealed } = decodeKeystore(bytes)
  const { key, check } = await deriveKey(passphrase, header.suite, header.kdf)
  const rightPassphrase = sameCheck(check, hexDecode(header.check))
  const secret = opened(header, key, sealed)
  key.fill(0)
  if (!rightPassphrase) {
    secret?.fill(0)
    throw new SignerError('PASSPHRASE_WRONG')
  }
  if (secret === undefined) throw new SignerError('KEYSTORE_TAMPERED')
  return { header, signingKey: secretSigningKey(header, secret) }
}

function opened(header: KeystoreHeader, key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  const box = { key, nonce: hexDecode(header.nonce), sealed, associatedData: headerBytes(header) }
  try {
    return keystoreSuite(header.suite satisfies SuiteId).open(box)
  } catch (error) {
    if (error instanceof CryptoError) return undefined
    throw error
  }
}

/**
 * The backend holds the key in the form in which it signs, made once; the buffer that the secret came in is overwritten at
 * once. After `destroy` nothing refers to the key any more.
 */
function secretSigningKey(header: KeystoreHeader, secret: Uint8Array): SigningKey {
  const { algorithm } = parseKey(header.key)
  let signer: Signer | undefined
  try {
    signer = secret.length === SECRET_BYTES ? nodeCrypto.signer(algorithm, secret) : undefined
  } finally {
    secret.fill(0)
  }
  // The header is authenticated, so another key here is a fault of whoever wrote the file.
  if (signer === undefined || keyTextOf(signer) !== header.key) throw new SignerError('KEYSTORE_TAMPERED')
  return {
    key: parseKey(header.key),
    sign(message) {
      if (signer === undefined) throw new SignerError('LOCKED')
      return signer.sign(message)
    },
    destroy() {
      signer = undefined
    },
  }
}
