import { CodecError } from './codec-error.ts'

/** A 64-bit varint has at most ten bytes. */
export const VARINT_BYTES_MAX = 10
const UINT64_MAX = 0xffff_ffff_ffff_ffffn
/** Seven groups of seven bits stay exact in a double. */
const EXACT_GROUPS = 7

export interface Varint {
  readonly value: bigint
  /** Index of the first byte behind the varint. */
  readonly next: number
}

/** Unsigned LEB128 bytes. Throws `INTEGER_RANGE` outside 0..2^64−1. */
export function uvarint(value: number | bigint): Uint8Array {
  const out: number[] = []
  pushUvarint(value, (byte) => out.push(byte))
  return Uint8Array.from(out)
}

/** The unsigned varint at `at`. Throws `PROTO_INVALID` if it is cut, longer than needed or above 64 bits. */
export function readUvarint(bytes: Uint8Array, at = 0): Varint {
  let small = 0
  let large = 0n
  for (let i = 0; i < VARINT_BYTES_MAX; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) throw new CodecError('PROTO_INVALID', { reason: 'varint cut', at })
    if (i < EXACT_GROUPS) small += (byte & 0x7f) * 2 ** (7 * i)
    else large |= BigInt(byte & 0x7f) << BigInt(7 * i)
    if (byte < 0x80) {
      // A last group of zero adds nothing: the value has a shorter form, which is the one that encoders write.
      if (byte === 0 && i > 0) throw new CodecError('PROTO_INVALID', { reason: 'varint not minimal', at })
      if (i === VARINT_BYTES_MAX - 1 && byte > 1) break
      return { value: BigInt(small) | large, next: at + i + 1 }
    }
  }
  throw new CodecError('PROTO_INVALID', { reason: 'varint above 64 bits', at })
}

/** Zigzag varint bytes (protobuf sint64, Go `binary.PutVarint`). Throws `INTEGER_RANGE` outside int64. */
export function zigzagVarint(value: number | bigint): Uint8Array {
  const wide = toBigInt(value, 'int64')
  if (BigInt.asIntN(64, wide) !== wide)
    throw new CodecError('INTEGER_RANGE', { expected: 'int64', seen: String(value) })
  return uvarint(wide < 0n ? -wide * 2n - 1n : wide * 2n)
}

/** The zigzag varint at `at`. Throws as `readUvarint` does. */
export function readZigzagVarint(bytes: Uint8Array, at = 0): Varint {
  const { value, next } = readUvarint(bytes, at)
  return { value: (value & 1n) === 0n ? value >> 1n : -((value + 1n) >> 1n), next }
}

/** Hands the bytes of an unsigned varint to `push`, least significant group first. */
export function pushUvarint(value: number | bigint, push: (byte: number) => void): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
    let rest = value
    while (rest > 0x7f) {
      push((rest % 0x80) + 0x80)
      rest = Math.floor(rest / 0x80)
    }
    push(rest)
    return
  }
  let rest = toBigInt(value, 'uint64')
  if (rest < 0n || rest > UINT64_MAX) throw new CodecError('INTEGER_RANGE', { expected: 'uint64', seen: String(value) })
  while (rest > 0x7fn) {
    push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  push(Number(rest))
}

function toBigInt(value: number | bigint, expected: string): bigint {
  if (typeof value === 'bigint') return value
  if (!Number.isSafeInteger(value)) throw new CodecError('INTEGER_RANGE', { expected, seen: String(value) })
  return BigInt(value)
}
