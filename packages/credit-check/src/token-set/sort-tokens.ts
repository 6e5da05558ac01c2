import { TOKEN_BYTES } from '../token.ts'

const BUCKETS = 65_536

/**
 * Sorts tokens that lie one behind the other, and drops repeated ones. Outputs of a keyed function are even: each of 65,536
 * buckets by the first two bytes has few of them, which are then put in order one by one.
 */
export function sortTokens(tokens: Uint8Array): Uint8Array {
  const count = tokens.length / TOKEN_BYTES
  const starts = bucketStarts(tokens, count)
  const next = starts.slice()
  const sorted = new Uint8Array(tokens.length)
  for (let at = 0; at < count; at++) {
    const from = at * TOKEN_BYTES
    const bucket = bucketOf(tokens, from)
    const place = next[bucket] ?? 0
    next[bucket] = place + 1
    sorted.set(tokens.subarray(from, from + TOKEN_BYTES), place * TOKEN_BYTES)
  }
  const held = new Uint8Array(TOKEN_BYTES)
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const first = starts[bucket] ?? 0
    const end = starts[bucket + 1] ?? count
    for (let at = first + 1; at < end; at++) insert(sorted, held, first, at)
  }
  return withoutRepeats(sorted, count)
}

/** Below 0, 0 or above: the order of two tokens that lie in arrays. */
export function compareTokens(one: Uint8Array, from: number, other: Uint8Array, otherFrom: number): number {
  for (let i = 0; i < TOKEN_BYTES; i++) {
    const difference = (one[from + i] ?? 0) - (other[otherFrom + i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function bucketOf(tokens: Uint8Array, from: number): number {
  return ((tokens[from] ?? 0) << 8) | (tokens[from + 1] ?? 0)
}

function bucketStarts(tokens: Uint8Array, count: number): Uint32Array {
  const starts = new Uint32Array(BUCKETS + 1)
  for (let at = 0; at < count; at++) {
    const bucket = bucketOf(tokens, at * TOKEN_BYTES) + 1
    starts[bucket] = (starts[bucket] ?? 0) + 1
  }
  for (let bucket = 1; bucket <= BUCKETS; bucket++) starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0)
  return starts
}

function insert(sorted: Uint8Array, held: Uint8Array, first: number, at: number): void {
  held.set(sorted.subarray(at * TOKEN_BYTES, (at + 1) * TOKEN_BYTES))
  let place = at
  while (place > first && compareTokens(sorted, (place - 1) * TOKEN_BYTES, held, 0) > 0) place--
  sorted.copyWithin((place + 1) * TOKEN_BYTES, place * TOKEN_BYTES, at * TOKEN_BYTES)
  sorted.set(held, place * TOKEN_BYTES)
}

function withoutRepeats(sorted: Uint8Array, count: number): Uint8Array {
  let kept = 0
  for (let at = 0; at < count; at++) {
    const isRepeated = kept > 0 && compareTokens(sorted, (kept - 1) * TOKEN_BYTES, sorted, at * TOKEN_BYTES) === 0
    if (isRepeated) continue
    if (kept !== at) sorted.copyWithin(kept * TOKEN_BYTES, at * TOKEN_BYTES, (at + 1) * TOKEN_BYTES)
    kept++
  }
  return sorted.subarray(0, kept * TOKEN_BYTES)
}
