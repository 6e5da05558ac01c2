import { randomBytes } from 'node:crypto'
import { base64Encode, hexDecode, hexEncode } from '@xiezhi/codec'
import { CryptoError } from '@xiezhi/crypto'
import type { SignatureAlgorithm, Signer, SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { keyTextOf } from '@xiezhi/kernel'
import { SignerError } from '../signer-error.ts'
import { COST_LOG2, deriveKey, keystoreSuite } from './derive-key.ts'
import { COST_LOG2_MIN, encodeKeystore, headerBytes, KEYSTORE_FORMAT, SALT_BYTES } from './format.ts'
import type { KeystoreHeader, KeyUse } from './format.ts'
import { requireHolder } from './holder.ts'
import type { Holder } from './holder.ts'

export const PASSPHRASE_CHARACTERS_MIN = 10
const SECRET_BYTES = 32
const NONCE_BYTES = 12
const SUITE_OF: Readonly<Record<SignatureAlgorithm, SuiteId>> = { ed25519: 'intl', p256: 'intl', sm2: 'sm' }

export interface NewKeystore extends Holder {
  readonly algorithm: SignatureAlgorithm
  readonly use: KeyUse
  /** 32 bytes; stays the caller's, who zeroes it. */
  readonly secretKey: Uint8Array
  readonly passphrase: string
  /** Low: for a passphrase that everybody knows, or a random one that nobody can guess. */
  readonly cost?: 'low'
  readonly nowMs: number
}

/** Bytes of a keystore file. @throws SignerError PASSPHRASE_SHORT, HOLDER_NAME, HEX_KEY_INVALID */
export async function sealKey(input: NewKeystore): Promise<Uint8Array> {
  const { algorithm, use, secretKey, passphrase, nowMs } = input
  const { organisation, officer } = requireHolder(input)
  requirePassphrase(passphrase)
  const suiteId = SUITE_OF[algorithm]
  const kdf: KeystoreHeader['kdf'] = {
    name: 'scrypt',
    costLog2: input.cost === 'low' ? COST_LOG2_MIN : COST_LOG2,
    blockSize: 8,
    parallel: 1,
    salt: hexEncode(randomBytes(SALT_BYTES)),
  }
  const signer = signerOf(algorithm, secretKey)
  const { key, check } = await deriveKey(passphrase, suiteId, kdf)
  const header: KeystoreHeader = {
    format: KEYSTORE_FORMAT,
    suite: suiteId,
    organisation,
    officer,
    use,
    key: keyTextOf(signer),
    kdf,
    check: hexEncode(check),
    nonce: hexEncode(randomBytes(NONCE_BYTES)),
    createdAtMs: nowMs,
  }
  const sealed = keystoreSuite(suiteId).seal({
    key,
    nonce: hexDecode(header.nonce),
    plaintext: secretKey,
    associatedData: headerBytes(header),
  })
  key.fill(0)
  return encodeKeystore(header, base64Encode(sealed))
}

/** A new secret that the algorithm accepts. */
export function randomSecretKey(algorithm: SignatureAlgorithm): Uint8Array {
  for (;;) {
    const secret = new Uint8Array(randomBytes(SECRET_BYTES))
    try {
      nodeCrypto.signer(algorithm, secret)
      return secret
    } catch (error) {
      // A scalar beyond the order: once in 2^32 draws or rarer.
      if (!(error instanceof CryptoError)) throw error
    }
  }
}

function requirePassphrase(passphrase: string): void {
  if (Array.from(passphrase.normalize('NFC')).length < PASSPHRASE_CHARACTERS_MIN) {
    throw new SignerError('PASSPHRASE_SHORT', { charactersMin: PASSPHRASE_CHARACTERS_MIN })
  }
}

function signerOf(algorithm: SignatureAlgorithm, secretKey: Uint8Array): Signer {
  try {
    return nodeCrypto.signer(algorithm, secretKey)
  } catch (error) {
    if (error instanceof CryptoError) throw new SignerError('HEX_KEY_INVALID', { reason: error.code })
    throw error
  }
}
