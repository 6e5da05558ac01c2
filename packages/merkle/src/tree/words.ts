/** Hashes are copied as eight 32-bit words; the byte order does not matter for a copy. */
export const HASH_BYTES = 32
export const HASH_WORDS = 8

/** `list[index]` of a typed array whose bounds the caller knows. */
export function at(list: Int32Array | Uint8Array, index: number): number {
  return list[index] ?? 0
}

export function copyHash(from: Int32Array, fromWord: number, to: Int32Array, toWord: number): void {
  for (let i = 0; i < HASH_WORDS; i++) to[toWord + i] = at(from, fromWord + i)
}

export function sameHash(left: Int32Array, leftWord: number, right: Int32Array, rightWord: number): boolean {
  for (let i = 0; i < HASH_WORDS; i++) if (at(left, leftWord + i) !== at(right, rightWord + i)) return false
  return true
}

/** Bit `depth` of a 32-byte key that starts at `offset`, most significant bit first. */
export function bitAt(bytes: Uint8Array, offset: number, depth: number): number {
  return (at(bytes, offset + (depth >> 3)) >> (7 - (depth & 7))) & 1
}

/** Order of two 32-byte keys. */
export function compareKeys(left: Uint8Array, leftByte: number, right: Uint8Array, rightByte: number): number {
  for (let i = 0; i < HASH_BYTES; i++) {
    const difference = at(left, leftByte + i) - at(right, rightByte + i)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether two 32-byte keys agree in their first `depth` bits. */
export function samePrefix(
  left: Uint8Array,
  leftByte: number,
  right: Uint8Array,
  rightByte: number,
  depth: number,
): boolean {
  const whole = depth >> 3
  for (let i = 0; i < whole; i++) if (at(left, leftByte + i) !== at(right, rightByte + i)) return false
  const rest = depth & 7
  return rest === 0 || (at(left, leftByte + whole) ^ at(right, rightByte + whole)) >> (8 - rest) === 0
}
