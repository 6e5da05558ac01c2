/** Big-endian unsigned integer of `bytes`. */
export function numberFromBytes(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let value = 0n
  let at = 0
  for (; at + 8 <= bytes.length; at += 8) value = (value << 64n) | view.getBigUint64(at)
  for (; at < bytes.length; at++) value = (value << 8n) | BigInt(bytes[at] as number)
  return value
}

/** The 32 big-endian bytes of a value below 2^256. */
export function bytes32FromNumber(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  const view = new DataView(bytes.buffer)
  for (let at = 24; at >= 0; at -= 8) {
    view.setBigUint64(at, value & 0xffff_ffff_ffff_ffffn)
    value >>= 64n
  }
  return bytes
}

/** The residue in 0..modulus−1, also of a negative value. */
export function residue(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus
  return rest < 0n ? rest + modulus : rest
}
