import { VaultError } from '../vault-error.ts'

const KIB = 1_024
/** Lengths that a content has when it travels: who sees its ciphertext learns the class and no more. */
export const SIZE_CLASSES_BYTES = [KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, 1_024 * KIB] as const
export const PADDED_BYTES_MAX = SIZE_CLASSES_BYTES[SIZE_CLASSES_BYTES.length - 1] ?? 0
const MARK = 0x80

/** The content, one byte `80`, and `00` up to the next class (ISO/IEC 7816-4, 5.6). @throws VaultError ANNEX_OVERSIZED */
export function padded(content: Uint8Array): Uint8Array {
  const length = SIZE_CLASSES_BYTES.find((bytes) => bytes > content.length)
  if (length === undefined) throw new VaultError('ANNEX_OVERSIZED', { bytesMax: PADDED_BYTES_MAX - 1 })
  const bytes = new Uint8Array(length)
  bytes.set(content)
  bytes[content.length] = MARK
  return bytes
}

/** One content has one padded form: any other is refused. @throws VaultError ANNEX_UNREADABLE */
export function unpadded(bytes: Uint8Array): Uint8Array {
  let end = bytes.length - 1
  while (end >= 0 && bytes[end] === 0) end -= 1
  const isOfClass = SIZE_CLASSES_BYTES.find((length) => length > end) === bytes.length
  if (bytes[end] !== MARK || !isOfClass) throw new VaultError('ANNEX_UNREADABLE', { reason: 'padding' })
  return bytes.slice(0, end)
}
