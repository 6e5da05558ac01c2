import { canonicalLength } from './canonical-bytes.ts'
import type { Json } from './canonical-text.ts'
import { CodecError } from './codec-error.ts'
import { definitionError, mismatch, type Schema } from './schema.ts'
import { utf8Length } from './utf8.ts'

export interface StringLimits {
  readonly bytesMin?: number
  /** Largest number of UTF-8 bytes. */
  readonly bytesMax: number
  /** Must match the whole text. */
  readonly pattern?: RegExp
}

/** Well-formed text of a bounded number of UTF-8 bytes. */
export function string({ bytesMin = 0, bytesMax, pattern }: StringLimits): Schema<string> {
  if (!(bytesMin >= 0 && bytesMin <= bytesMax)) throw definitionError('bytesMin above bytesMax')
  const whole = pattern === undefined ? undefined : wholeMatch(pattern)
  const expected = `string of ${bytesMin}..${bytesMax} bytes`
  return {
    parse(value, path = '') {
      if (typeof value !== 'string') throw mismatch(path, expected, value)
      const bytes = utf8Length(value)
      if (bytes < 0) throw mismatch(path, 'well-formed text', value)
      if (bytes < bytesMin || bytes > bytesMax) throw mismatch(path, expected, value)
      if (whole?.test(value) === false) throw mismatch(path, `string that matches ${whole.source}`, value)
      return value
    },
    // JSON Schema counts characters; a text of n bytes has at most n of them and at least a quarter.
    describe: () => ({
      type: 'string',
      ...(bytesMin === 0 ? {} : { minLength: Math.ceil(bytesMin / 4) }),
      maxLength: bytesMax,
      ...(whole === undefined ? {} : { pattern: whole.source }),
    }),
  }
}

export interface IntegerLimits {
  readonly min?: number
  readonly max?: number
}

/** An integer within the limits, by default ±(2^53−1). Negative zero is refused, as it has no canonical form. */
export function integer(limits: IntegerLimits = {}): Schema<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = limits
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min > max) throw definitionError('integer limits')
  const expected = `integer ${min}..${max}`
  return {
    parse(value, path = '') {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || Object.is(value, -0)) {
        throw mismatch(path, expected, value)
      }
      if (value < min || value > max) throw mismatch(path, expected, value)
      return value
    },
    describe: () => ({ type: 'integer', minimum: min, maximum: max }),
  }
}

export function boolean(): Schema<boolean> {
  return {
    parse(value, path = '') {
      if (typeof value !== 'boolean') throw mismatch(path, 'boolean', value)
      return value
    },
    describe: () => ({ type: 'boolean' }),
  }
}

/** Exactly this value. */
export function literal<const T extends string | number | boolean | null>(expected: T): Schema<T> {
  return {
    parse(value, path = '') {
      if (value !== expected || Object.is(value, -0)) throw mismatch(path, JSON.stringify(expected), value)
      return expected
    },
    describe: () => ({ const: expected }),
  }
}

/** One of the given texts. */
export function enumeration<const T extends string>(members: readonly T[]): Schema<T> {
  const known: ReadonlySet<string> = new Set(members)
  if (known.size === 0 || known.size !== members.length) throw definitionError('enumeration members')
  const expected = `one of ${members.join(' ')}`
  return {
    parse(value, path = '') {
      if (typeof value !== 'string' || !known.has(value)) throw mismatch(path, expected, value)
      return value as T
    },
    describe: () => ({ type: 'string', enum: members }),
  }
}

/** Lower-case hexadecimal text of exactly `size` bytes, or of at most `max` (and at least `min`, by default 0). */
export function hexBytes(size: number | { readonly min?: number; readonly max: number }): Schema<string> {
  const { min = 0, max } = typeof size === 'number' ? { min: size, max: size } : size
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min < 0 || min > max)
    throw definitionError('hex size')
  const pattern = /^[0-9a-f]*$/
  const expected = min === max ? `lower-case hex of ${max} bytes` : `lower-case hex of ${min}..${max} bytes`
  return {
    parse(value, path = '') {
      if (typeof value !== 'string' || value.length % 2 !== 0) throw mismatch(path, expected, value)
      if (value.length < 2 * min || value.length > 2 * max || !pattern.test(value))
        throw mismatch(path, expected, value)
      return value
    },
    describe: () => ({ type: 'string', pattern: `^([0-9a-f]{2}){${min},${max}}$` }),
  }
}

/** Any value of the canonical profile whose canonical text has at most `bytesMax` UTF-8 bytes. */
export function json({ bytesMax }: { readonly bytesMax: number }): Schema<Json> {
  const expected = `canonical JSON of at most ${bytesMax} bytes`
  return {
    parse(value, path = '') {
      const bytes = lengthOrNone(value)
      if (bytes === undefined || bytes > bytesMax) throw mismatch(path, expected, value)
      return value as Json
    },
    describe: () => ({}),
  }
}

function lengthOrNone(value: unknown): number | undefined {
  try {
    return canonicalLength(value)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}

/** The pattern bound to both ends of the text. */
export function wholeMatch(pattern: RegExp): RegExp {
  const { source, flags } = pattern
  // A global or sticky pattern remembers where it stopped, so the same text would pass once and fail once.
  if (/[gym]/.test(flags)) throw definitionError('pattern flags')
  const bound = source.startsWith('^') && source.endsWith('$') && !source.includes('|')
  return bound ? pattern : new RegExp(`^(?:${source})$`, flags)
}
