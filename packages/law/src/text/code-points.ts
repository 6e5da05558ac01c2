const SURROGATE_FIRST = 0xd800
const SURROGATE_LAST = 0xdfff

/** Code-point order of two texts: negative, zero or positive. */
export function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let index = 0; index < length; index++) {
    const difference = weightOf(one.charCodeAt(index)) - weightOf(other.charCodeAt(index))
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

/** A copy in code-point order. */
export function ordered(texts: Iterable<string>): string[] {
  return [...texts].sort(compareCodePoints)
}

// In UTF-16 surrogates stand below U+E000, but the code points that they write stand above all others.
function weightOf(unit: number): number {
  return unit >= SURROGATE_FIRST && unit <= SURROGATE_LAST ? unit + 0x1_0000 : unit
}
