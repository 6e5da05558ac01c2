import { CodecError } from './codec-error.ts'

const UINT64_MAX = 0xffff_ffff_ffff_ffffn

/** The parts one after another, in a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Whether both hold the same bytes. Not constant in time: for public values only. */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Lexicographic order of bytes: negative, zero or positive; a prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Eight bytes, most significant first. Throws `INTEGER_RANGE` outside 0..2^64-1 and for numbers that are not safe integers. */
export function be64(value: number | bigint): Uint8Array {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new CodecError('INTEGER_RANGE', { expected: 'uint64', seen: String(value) })
  }
  if (value < 0 || value > UINT64_MAX)
    throw new CodecError('INTEGER_RANGE', { expected: 'uint64', seen: String(value) })
  const bytes = new Uint8Array(8)
  if (typeof value === 'bigint') {
    new DataView(bytes.buffer).setBigUint64(0, value)
    return bytes
  }
  // Two halves: a big integer for each would take ten times as long.
  putBe32(bytes, 0, Math.floor(value / 2 ** 32))
  putBe32(bytes, 4, value % 2 ** 32)
  return bytes
}

function putBe32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

/** The unsigned number in the eight bytes from `at`, most significant first. Throws `BYTES_TRUNCATED`. */
export function readBe64(bytes: Uint8Array, at = 0): bigint {
  if (!Number.isSafeInteger(at) || at < 0 || at + 8 > bytes.length) {
    throw new CodecError('BYTES_TRUNCATED', { at, needed: 8, length: bytes.length })
  }
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at)
}
