/** The first place where a result differs from what is expected. */
export interface Mismatch {
  /** JSON pointer into the result. */
  readonly path: string
  readonly expected: unknown
  readonly seen: unknown
}

/**
 * Objects match by the listed keys, arrays in full and in order unless the expectation is `{"$contains": [...]}`, scalars
 * by type and value. Null if everything matches.
 */
export function firstMismatch(expected: unknown, seen: unknown, path = ''): Mismatch | null {
  if (Array.isArray(expected)) return matchList(expected, seen, path)
  if (!isRecord(expected)) return expected === seen ? null : { path, expected, seen }
  if (Object.hasOwn(expected, '$contains')) return matchContained(expected['$contains'], seen, path)
  if (!isRecord(seen)) return { path, expected, seen }
  for (const [key, value] of Object.entries(expected)) {
    const found = firstMismatch(value, Object.hasOwn(seen, key) ? seen[key] : undefined, `${path}/${key}`)
    if (found !== null) return found
  }
  return null
}

function matchList(expected: readonly unknown[], seen: unknown, path: string): Mismatch | null {
  if (!Array.isArray(seen) || seen.length !== expected.length) return { path, expected, seen }
  for (const [index, value] of expected.entries()) {
    const found = firstMismatch(value, seen[index], `${path}/${index}`)
    if (found !== null) return found
  }
  return null
}

function matchContained(expected: unknown, seen: unknown, path: string): Mismatch | null {
  if (!Array.isArray(expected) || !Array.isArray(seen)) return { path, expected, seen }
  for (const value of expected) {
    if (!seen.some((item) => firstMismatch(value, item) === null)) return { path, expected: value as unknown, seen }
  }
  return null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
