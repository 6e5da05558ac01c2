import { SignerError } from '../signer-error.ts'

/** The part of `koffi` that is used: the package is optional, so its own types may be absent. */
interface Koffi {
  load(path: string): { func(prototype: string): NativeCall }
  struct(name: string, members: Readonly<Record<string, string>>): unknown
  proto(prototype: string): unknown
  decode(pointer: unknown, type: unknown): NativeCall
  decode(pointer: unknown, offset: number, type: string): unknown
}

export type NativeCall = (...args: readonly unknown[]) => number | bigint

/** Functions of a PKCS#11 library, by their names. */
export type CallOf = (name: string, parameters: string) => NativeCall

/** The members of CK_FUNCTION_LIST (PKCS#11 v2.40, pkcs11f.h) up to the last one used, in their order. */
const FUNCTIONS = (
  'Initialize Finalize GetInfo GetFunctionList GetSlotList GetSlotInfo GetTokenInfo GetMechanismList GetMechanismInfo ' +
  'InitToken InitPIN SetPIN OpenSession CloseSession CloseAllSessions GetSessionInfo GetOperationState ' +
  'SetOperationState Login Logout CreateObject CopyObject DestroyObject GetObjectSize GetAttributeValue ' +
  'SetAttributeValue FindObjectsInit FindObjects FindObjectsFinal EncryptInit Encrypt EncryptUpdate EncryptFinal ' +
  'DecryptInit Decrypt DecryptUpdate DecryptFinal DigestInit Digest DigestUpdate DigestKey DigestFinal SignInit Sign ' +
  'SignUpdate SignFinal SignRecoverInit SignRecover VerifyInit Verify VerifyUpdate VerifyFinal VerifyRecoverInit ' +
  'VerifyRecover DigestEncryptUpdate DecryptDigestUpdate SignEncryptUpdate DecryptVerifyUpdate GenerateKey ' +
  'GenerateKeyPair'
).split(' ')
/** CK_VERSION, padded to the alignment of a pointer. */
const LIST_AT = 8
const POINTER_BYTES = 8

let koffi: Koffi | undefined
const types = new Map<string, unknown>()

/**
 * Functions of the library at `path`, by its function list. Structures are those of 64-bit Unix: `unsigned long` and
 * pointers of 8 bytes. @throws SignerError TOKEN_LIBRARY
 */
export async function loadLibrary(path: string): Promise<CallOf> {
  const native = await loadKoffi()
  let list: unknown
  try {
    const found: unknown[] = [null]
    const returned = native.load(path).func('unsigned long C_GetFunctionList(_Out_ void **list)')(found)
    if (Number(returned) !== 0) throw new SignerError('TOKEN_LIBRARY', { reason: 'function list' })
    list = found[0]
  } catch (error) {
    if (error instanceof SignerError) throw error
    // The text of the loader names paths of this machine.
    throw new SignerError('TOKEN_LIBRARY', { reason: 'not loadable' })
  }
  return (name, parameters) => {
    const at = FUNCTIONS.indexOf(name)
    const pointer = native.decode(list, LIST_AT + POINTER_BYTES * at, 'void *')
    return native.decode(pointer, prototype(native, name, parameters))
  }
}

async function loadKoffi(): Promise<Koffi> {
  if (koffi !== undefined) return koffi
  const laidOut = process.platform !== 'win32' && (process.arch === 'x64' || process.arch === 'arm64')
  if (!laidOut) throw new SignerError('TOKEN_LIBRARY', { reason: 'machine' })
  const name = 'koffi'
  try {
    koffi = ((await import(name)) as { readonly default: Koffi }).default
  } catch {
    throw new SignerError('TOKEN_LIBRARY', { reason: 'koffi is not installed' })
  }
  koffi.struct('XIEZHI_CK_ATTRIBUTE', { type: 'unsigned long', value: 'void *', bytes: 'unsigned long' })
  return koffi
}

/** Types have names in one process-wide table: each is declared once. */
function prototype(native: Koffi, name: string, parameters: string): unknown {
  const known = types.get(name)
  if (known !== undefined) return known
  const made = native.proto(`unsigned long XIEZHI_C_${name}(${parameters})`)
  types.set(name, made)
  return made
}
