import { bytesEqual, concatBytes, hexDecode } from '@xiezhi/codec'
import { bytes32FromNumber, CryptoError, formatKey, numberFromBytes, P256_ORDER } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { SignerError } from '../signer-error.ts'
import type { SigningKey } from '../signing-key.ts'
import { Unlocked } from '../unlocked.ts'
import type { UnlockOptions } from '../unlocked.ts'
import type { Holder } from '../keystore/holder.ts'
import { requireHolder } from '../keystore/holder.ts'
import { CKA, CKK_EC, CKO, Token } from './token.ts'
import type { TokenOptions } from './token.ts'

/** OBJECT IDENTIFIER prime256v1, DER. */
const P256_PARAMETERS = hexDecode('06082a8648ce3d030107')
/** OCTET STRING of 65 bytes, uncompressed point. */
const POINT_START = hexDecode('044104')
const POINT_BYTES = 67
const COORDINATE_BYTES = 32
const KEY_ID_BYTES = 32

export interface TokenKeyOptions extends TokenOptions {
  /** Label of the key pair. */
  readonly keyLabel: string
}

/**
 * An officer's P-256 key that never leaves its token. SM2 is no mechanism of PKCS#11 v2.40: SM2 keys live in the keystore.
 * @throws SignerError TOKEN_LIBRARY, TOKEN_ABSENT, TOKEN_PIN_WRONG, TOKEN_PIN_LOCKED, TOKEN_KEY_ABSENT, TOKEN_KEY_UNFIT, TOKEN_FAILED
 */
export async function unlockToken(holder: Holder, options: TokenKeyOptions, unlock: UnlockOptions): Promise<Unlocked> {
  requireHolder(holder)
  const signingKey = await openTokenKey(options)
  try {
    return new Unlocked({ ...holder, use: 'officer', signingKey }, unlock)
  } catch (error) {
    signingKey.destroy()
    throw error
  }
}

/** A new key pair in the token, not extractable. Gives its key text. @throws SignerError as `unlockToken`, KEYSTORE_EXISTS */
export async function createTokenKey(options: TokenKeyOptions): Promise<string> {
  const token = await Token.open(options)
  try {
    const label = labelBytes(options.keyLabel)
    if (token.find([{ type: CKA.LABEL, value: label }]).length > 0) {
      throw new SignerError('KEYSTORE_EXISTS', { holder: options.keyLabel })
    }
    const id = nodeCrypto.sha256(label).subarray(0, KEY_ID_BYTES)
    const common = [flag(CKA.TOKEN, true), { type: CKA.LABEL, value: label }, { type: CKA.ID, value: id }]
    token.generateKeyPair(
      [...common, flag(CKA.VERIFY, true), { type: CKA.EC_PARAMS, value: P256_PARAMETERS }],
      [
        ...common,
        flag(CKA.PRIVATE, true),
        flag(CKA.SENSITIVE, true),
        flag(CKA.EXTRACTABLE, false),
        flag(CKA.SIGN, true),
      ],
    )
    return formatKey({ algorithm: 'p256', bytes: publicKeyOf(token, options.keyLabel) })
  } finally {
    token.close()
  }
}

async function openTokenKey(options: TokenKeyOptions): Promise<SigningKey> {
  const token = await Token.open(options)
  try {
    const privateKey = only(token, CKO.PRIVATE_KEY, options.keyLabel)
    const bytes = publicKeyOf(token, options.keyLabel)
    let open = true
    return {
      key: { algorithm: 'p256', bytes },
      sign(message) {
        if (!open) throw new SignerError('LOCKED')
        return checkedSignature(bytes, message, token.signDigest(privateKey, nodeCrypto.sha256(message)))
      },
      destroy() {
        if (open) token.close()
        open = false
      },
    }
  } catch (error) {
    token.close()
    throw error
  }
}

/** In the one form that this network knows (low s), and only if it verifies: a broken token must not spend an act. */
function checkedSignature(publicKey: Uint8Array, message: Uint8Array, raw: Uint8Array): Uint8Array {
  if (raw.length !== 2 * COORDINATE_BYTES) throw new SignerError('TOKEN_FAILED', { call: 'Sign', returned: raw.length })
  const s = numberFromBytes(raw.subarray(COORDINATE_BYTES))
  const low = s > P256_ORDER >> 1n ? P256_ORDER - s : s
  const signature = concatBytes(raw.subarray(0, COORDINATE_BYTES), bytes32FromNumber(low))
  const [valid] = nodeCrypto.verifyMany([{ algorithm: 'p256', publicKey, message, signature }])
  if (valid !== true) throw new SignerError('TOKEN_FAILED', { call: 'Sign', returned: 'wrong signature' })
  return signature
}

/** Compressed public key of the pair. @throws SignerError TOKEN_KEY_ABSENT, TOKEN_KEY_UNFIT */
function publicKeyOf(token: Token, keyLabel: string): Uint8Array {
  const object = only(token, CKO.PUBLIC_KEY, keyLabel)
  const unfit = (): SignerError => new SignerError('TOKEN_KEY_UNFIT', { key: keyLabel })
  if (!bytesEqual(token.attribute(object, CKA.EC_PARAMS, 64), P256_PARAMETERS)) throw unfit()
  const point = token.attribute(object, CKA.EC_POINT, 2 * POINT_BYTES)
  if (point.length !== POINT_BYTES || !bytesEqual(point.subarray(0, POINT_START.length), POINT_START)) throw unfit()
  const [x, y] = [point.subarray(3, 3 + COORDINATE_BYTES), point.subarray(3 + COORDINATE_BYTES)]
  const bytes = concatBytes(Uint8Array.of(2 + ((y.at(-1) ?? 0) & 1)), x)
  try {
    formatKey({ algorithm: 'p256', bytes })
  } catch (error) {
    if (error instanceof CryptoError) throw unfit()
    throw error
  }
  return bytes
}

/** The one object of its class with this label; two would leave open which one signs. */
function only(token: Token, objectClass: number, keyLabel: string): number | bigint {
  const found = token.find([number(CKA.CLASS, objectClass), { type: CKA.LABEL, value: labelBytes(keyLabel) }])
  const [object] = found
  if (object === undefined) throw new SignerError('TOKEN_KEY_ABSENT', { key: keyLabel })
  const ec = token.find([
    number(CKA.CLASS, objectClass),
    { type: CKA.LABEL, value: labelBytes(keyLabel) },
    number(CKA.KEY_TYPE, CKK_EC),
  ])
  if (found.length > 1 || ec.length !== 1) throw new SignerError('TOKEN_KEY_UNFIT', { key: keyLabel })
  return object
}

function labelBytes(label: string): Uint8Array {
  return new Uint8Array(Buffer.from(label, 'utf8'))
}

function flag(type: number, on: boolean): { readonly type: number; readonly value: Uint8Array } {
  return { type, value: Uint8Array.of(on ? 1 : 0) }
}

/** CK_ULONG. */
function number(type: number, value: number): { readonly type: number; readonly value: Uint8Array } {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return { type, value: new Uint8Array(bytes) }
}
