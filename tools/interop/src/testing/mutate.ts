/** Small deterministic generator (mulberry32). */
export function seeded(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** The bytes with one bit, byte or length changed. */
export function mutated(bytes: Uint8Array, below: (limit: number) => number): Uint8Array {
  const at = below(bytes.length)
  const kind = below(8)
  if (kind === 0) return bytes.slice(0, at)
  if (kind === 1) return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1)])
  if (kind === 2) return Uint8Array.from([...bytes.slice(0, at), below(256), ...bytes.slice(at)])
  return Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ (1 + below(255)) : byte))
}

/** The varint at the place written with one byte more than it needs. */
export function overlong(bytes: Uint8Array, at: number): Uint8Array {
  return Uint8Array.from([...bytes.slice(0, at), (bytes[at] ?? 0) | 0x80, 0, ...bytes.slice(at + 1)])
}
