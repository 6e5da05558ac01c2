import { SignerError } from '../signer-error.ts'
import { loadLibrary } from './native.ts'
import type { CallOf, NativeCall } from './native.ts'

/** Numbers of PKCS#11 v2.40 (pkcs11t.h). */
export const CKA = {
  CLASS: 0x000,
  TOKEN: 0x001,
  PRIVATE: 0x002,
  LABEL: 0x003,
  KEY_TYPE: 0x100,
  ID: 0x102,
  SENSITIVE: 0x103,
  SIGN: 0x108,
  VERIFY: 0x10a,
  EXTRACTABLE: 0x162,
  EC_PARAMS: 0x180,
  EC_POINT: 0x181,
} as const
export const CKO = { PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const
export const CKK_EC = 3
const CKM = { EC_KEY_PAIR_GEN: 0x1040, ECDSA: 0x1041 } as const
const CKR_ALREADY_INITIALIZED = 0x191
const CKR_PIN_INCORRECT = 0xa0
const CKR_PIN_LEN_RANGE = 0xa2
const CKR_PIN_LOCKED = 0xa4
const CKU_USER = 1
const SERIAL_SESSION_RW = 6
const SLOTS_MAX = 64
const OBJECTS_MAX = 8
const TOKEN_INFO_BYTES = 256
const LABEL_BYTES = 32
const MECHANISM_BYTES = 24

export interface Attribute {
  readonly type: number
  readonly value: Uint8Array
}

export interface TokenOptions {
  /** Path of the PKCS#11 library. */
  readonly library: string
  /** Label of the token. */
  readonly token: string
  readonly pin: string
}

/** A session with a token, logged in as its user. */
export class Token {
  readonly #callOf: CallOf
  readonly #session: number | bigint

  private constructor(callOf: CallOf, session: number | bigint) {
    this.#callOf = callOf
    this.#session = session
  }

  /** @throws SignerError TOKEN_LIBRARY, TOKEN_ABSENT, TOKEN_PIN_WRONG, TOKEN_PIN_LOCKED, TOKEN_FAILED */
  static async open({ library, token, pin }: TokenOptions): Promise<Token> {
    const callOf = await loadLibrary(library)
    const initialised = Number(callOf('Initialize', 'void *args')(null))
    if (initialised !== CKR_ALREADY_INITIALIZED) requireOk('Initialize', initialised)
    const slot = slotOf(callOf, token)
    const session: (number | bigint)[] = [0]
    const parameters = 'unsigned long slot, unsigned long flags, void *app, void *notify, _Out_ unsigned long *session'
    requireOk('OpenSession', callOf('OpenSession', parameters)(slot, SERIAL_SESSION_RW, null, null, session))
    const opened = new Token(callOf, session[0] ?? 0)
    try {
      opened.#login(pin)
    } catch (error) {
      opened.close()
      throw error
    }
    return opened
  }

  /** Handles of objects that have these attributes, at most 8. */
  find(attributes: readonly Attribute[]): readonly (number | bigint)[] {
    const init = 'unsigned long session, XIEZHI_CK_ATTRIBUTE *attributes, unsigned long count'
    this.#run('FindObjectsInit', init, templateOf(attributes), attributes.length)
    try {
      const found = new BigUint64Array(OBJECTS_MAX)
      const count: (number | bigint)[] = [0]
      const next = 'unsigned long session, _Out_ unsigned long *found, unsigned long max, _Out_ unsigned long *count'
      this.#run('FindObjects', next, found, OBJECTS_MAX, count)
      return [...found.subarray(0, Number(count[0] ?? 0))]
    } finally {
      this.#run('FindObjectsFinal', 'unsigned long session')
    }
  }

  attribute(object: number | bigint, type: number, bytesMax: number): Uint8Array {
    const value = new Uint8Array(bytesMax)
    const template: { type: number; value: Uint8Array; bytes: number | bigint }[] = [{ type, value, bytes: bytesMax }]
    const parameters =
      'unsigned long session, unsigned long object, _Inout_ XIEZHI_CK_ATTRIBUTE *attributes, unsigned long count'
    this.#run('GetAttributeValue', parameters, object, template, 1)
    return value.slice(0, Number(template[0]?.bytes ?? 0))
  }

  /** r‖s over a digest (CKM_ECDSA). */
  signDigest(privateKey: number | bigint, digest: Uint8Array): Uint8Array {
    this.#run('SignInit', 'unsigned long session, void *mechanism, unsigned long key', mechanism(CKM.ECDSA), privateKey)
    const signature = new Uint8Array(digest.length * 4)
    const length: (number | bigint)[] = [signature.length]
    const parameters =
      'unsigned long session, uint8_t *data, unsigned long count, _Out_ uint8_t *signature, _Inout_ unsigned long *bytes'
    this.#run('Sign', parameters, digest, digest.length, signature, length)
    return signature.slice(0, Number(length[0] ?? 0))
  }

  generateKeyPair(publicKey: readonly Attribute[], privateKey: readonly Attribute[]): void {
    const parameters =
      'unsigned long session, void *mechanism, XIEZHI_CK_ATTRIBUTE *publicKey, unsigned long publicCount, ' +
      'XIEZHI_CK_ATTRIBUTE *privateKey, unsigned long privateCount, _Out_ unsigned long *one, _Out_ unsigned long *other'
    this.#run(
      'GenerateKeyPair',
      parameters,
      mechanism(CKM.EC_KEY_PAIR_GEN),
      templateOf(publicKey),
      publicKey.length,
      templateOf(privateKey),
      privateKey.length,
      [0],
      [0],
    )
  }

  /** Ends the session; with the last one the token forgets the PIN. */
  close(): void {
    this.#callOf('CloseSession', 'unsigned long session')(this.#session)
  }

  #login(pin: string): void {
    const bytes = Buffer.from(pin, 'utf8')
    const parameters = 'unsigned long session, unsigned long user, uint8_t *pin, unsigned long bytes'
    const returned = Number(this.#callOf('Login', parameters)(this.#session, CKU_USER, bytes, bytes.length))
    bytes.fill(0)
    if (returned === CKR_PIN_INCORRECT || returned === CKR_PIN_LEN_RANGE) throw new SignerError('TOKEN_PIN_WRONG')
    if (returned === CKR_PIN_LOCKED) throw new SignerError('TOKEN_PIN_LOCKED')
    requireOk('Login', returned)
  }

  #run(name: string, parameters: string, ...args: readonly unknown[]): void {
    const call: NativeCall = this.#callOf(name, parameters)
    requireOk(name, call(this.#session, ...args))
  }
}

function slotOf(callOf: CallOf, label: string): bigint {
  const slots = new BigUint64Array(SLOTS_MAX)
  const count: (number | bigint)[] = [SLOTS_MAX]
  const parameters = 'uint8_t present, _Out_ unsigned long *slots, _Inout_ unsigned long *count'
  requireOk('GetSlotList', callOf('GetSlotList', parameters)(1, slots, count))
  for (const slot of slots.subarray(0, Number(count[0] ?? 0))) {
    const info = Buffer.alloc(TOKEN_INFO_BYTES)
    requireOk('GetTokenInfo', callOf('GetTokenInfo', 'unsigned long slot, _Out_ uint8_t *info')(slot, info))
    if (info.subarray(0, LABEL_BYTES).toString('utf8').trimEnd() === label) return slot
  }
  throw new SignerError('TOKEN_ABSENT', { token: label })
}

function templateOf(attributes: readonly Attribute[]): { type: number; value: Uint8Array; bytes: number }[] {
  return attributes.map(({ type, value }) => ({ type, value, bytes: value.length }))
}

/** CK_MECHANISM without a parameter. */
function mechanism(type: number): Uint8Array {
  const bytes = Buffer.alloc(MECHANISM_BYTES)
  bytes.writeBigUInt64LE(BigInt(type))
  return bytes
}

function requireOk(call: string, returned: number | bigint): void {
  if (Number(returned) !== 0) {
    throw new SignerError('TOKEN_FAILED', { call, returned: `0x${Number(returned).toString(16)}` })
  }
}
