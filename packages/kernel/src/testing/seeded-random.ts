/** A reproducible sequence (mulberry32): the seed is printed with a failure and gives it again. */
export interface SeededRandom {
  /** Integer in [0, below). */
  below(limit: number): number
  pick<T>(list: readonly T[]): T
  bytes(length: number): Uint8Array
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  const below = (limit: number): number => next() % limit
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  }
}
