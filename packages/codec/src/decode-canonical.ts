import { PLAIN } from './canonical-bytes.ts'
import { checkJsonBytes, JSON_DEPTH_MAX, type Json, type JsonLimits } from './canonical-text.ts'
import { CodecError, type CodecErrorCode } from './codec-error.ts'
import { asciiText, textFromCodes } from './latin1.ts'
import { isPlainCanonical } from './plain-canonical.ts'
import { decodeInto } from './utf8.ts'

/** Digits of 2^53−1. */
const INTEGER_DIGITS_MAX = 16

/** Second characters of the two-character escapes that RFC 8785 uses, and what they stand for. */
const SHORT_ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x22, 0x22],
  [0x5c, 0x5c],
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
])
const SHORT_CODES: ReadonlySet<number> = new Set(SHORT_ESCAPES.values())

/**
 * The value of canonical bytes, which are the only bytes of that value.
 *
 * Throws `JSON_BYTES`, `UTF8_INVALID`, `JSON_SYNTAX`, `JSON_NUMBER` (fraction, exponent, −0, beyond ±(2^53−1)),
 * `JSON_DEPTH`, `JSON_DUPLICATE_KEY`, and `JSON_NOT_CANONICAL` for spaces, other key order and other escapes; each with
 * the position `at` in bytes.
 */
export function decodeCanonical(bytes: Uint8Array, limits?: JsonLimits): Json {
  checkJsonBytes(bytes.length, limits)
  if (isPlainCanonical(bytes)) return JSON.parse(asciiText(bytes)) as Json
  return new CanonicalReader(bytes).whole()
}

class CanonicalReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  whole(): Json {
    const value = this.#value(0)
    if (this.#at < this.#bytes.length) throw this.#unexpected()
    return value
  }

  #value(depth: number): Json {
    const byte = this.#bytes[this.#at]
    if (byte === 0x22) return this.#string()
    if (byte === 0x7b) return this.#object(depth + 1)
    if (byte === 0x5b) return this.#array(depth + 1)
    if (byte === 0x74) return this.#word('true', true)
    if (byte === 0x66) return this.#word('false', false)
    if (byte === 0x6e) return this.#word('null', null)
    return this.#integer()
  }

  #object(depth: number): Json {
    this.#enter(depth)
    const value: Record<string, Json> = {}
    if (this.#take(0x7d)) return value
    let last: string | undefined
    do {
      const at = this.#at
      if (this.#bytes[at] !== 0x22) throw this.#unexpected()
      const key = this.#string()
      if (last !== undefined && key <= last) throw this.#order(value, key, at)
      if (!this.#take(0x3a)) throw this.#unexpected()
      const member = this.#value(depth)
      // An assignment to this name would set the prototype instead of a member.
      if (key === '__proto__') define(value, key, member)
      else value[key] = member
      last = key
    } while (this.#take(0x2c))
    if (!this.#take(0x7d)) throw this.#unexpected()
    return value
  }

  #array(depth: number): Json {
    this.#enter(depth)
    const items: Json[] = []
    if (this.#take(0x5d)) return items
    do items.push(this.#value(depth))
    while (this.#take(0x2c))
    if (!this.#take(0x5d)) throw this.#unexpected()
    return items
  }

  #enter(depth: number): void {
    if (depth > JSON_DEPTH_MAX) throw new CodecError('JSON_DEPTH', { expected: JSON_DEPTH_MAX, at: this.#at })
    this.#at += 1
  }

  #word<T extends Json>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++) if (this.#bytes[this.#at + i] !== word.charCodeAt(i)) throw this.#unexpected()
    this.#at += word.length
    return value
  }

  #integer(): number {
    const bytes = this.#bytes
    const start = this.#at
    const negative = bytes[start] === 0x2d
    let at = negative ? start + 1 : start
    const first = at
    let value = 0
    for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at)) {
      value = value * 10 + digit
      if (at - first >= INTEGER_DIGITS_MAX) throw this.#error('JSON_NUMBER', start)
    }
    if (at === first) throw this.#unexpected()
    if (bytes[first] === 0x30 && at > first + 1) throw this.#error('JSON_SYNTAX', start)
    const next = bytes[at]
    if (next === 0x2e || next === 0x45 || next === 0x65) throw this.#error('JSON_NUMBER', start)
    if (value > Number.MAX_SAFE_INTEGER || (negative && value === 0)) throw this.#error('JSON_NUMBER', start)
    this.#at = at
    return negative ? -value : value
  }

  #string(): string {
    const bytes = this.#bytes
    const start = this.#at + 1
    let at = start
    while (PLAIN[bytes[at] ?? 0] === 1) at++
    if (bytes[at] !== 0x22) return this.#longWayString(start, at)
    this.#at = at + 1
    return textFromCodes(bytes, start, at)
  }

  /** A string with escapes or characters beyond ASCII; all bytes from `start` to before `special` are plain. */
  #longWayString(start: number, special: number): string {
    const bytes = this.#bytes
    const end = this.#closingQuote(special)
    const codes = new Uint16Array(end - start)
    let to = 0
    let from = start
    let at = special
    while (at < end) {
      const byte = bytes[at] as number
      if (byte < 0x20) throw this.#error('JSON_SYNTAX', at)
      if (byte !== 0x5c) {
        at += 1
        continue
      }
      to = decodeInto(codes, to, bytes, from, at)
      const short = SHORT_ESCAPES.get(bytes[at + 1] as number)
      codes[to++] = short ?? this.#controlEscape(at)
      at += short === undefined ? 6 : 2
      from = at
    }
    to = decodeInto(codes, to, bytes, from, end)
    this.#at = end + 1
    return textFromCodes(codes, 0, to)
  }

  #closingQuote(from: number): number {
    const bytes = this.#bytes
    let at = from
    while (at < bytes.length) {
      const byte = bytes[at]
      if (byte === 0x22) return at
      at += byte === 0x5c ? 2 : 1
    }
    throw this.#error('JSON_SYNTAX', bytes.length)
  }

  /** Code of the six-character escape at `at`: only control characters without a shorter one may have it. */
  #controlEscape(at: number): number {
    const bytes = this.#bytes
    const second = bytes[at + 1]
    if (second === 0x2f) throw this.#error('JSON_NOT_CANONICAL', at)
    if (second !== 0x75) throw this.#error('JSON_SYNTAX', at)
    let code = 0
    let upperCase = false
    for (let i = at + 2; i < at + 6; i++) {
      const digit = bytes[i] ?? 0
      const lower = digit | 0x20
      if (digit >= 0x30 && digit <= 0x39) code = code * 16 + digit - 0x30
      else if (lower >= 0x61 && lower <= 0x66) code = code * 16 + lower - 0x57
      else throw this.#error('JSON_SYNTAX', at)
      upperCase ||= digit >= 0x41 && digit <= 0x46
    }
    if (upperCase || code >= 0x20 || SHORT_CODES.has(code)) throw this.#error('JSON_NOT_CANONICAL', at)
    return code
  }

  #take(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false
    this.#at += 1
    return true
  }

  #order(value: object, key: string, at: number): CodecError {
    return this.#error(Object.hasOwn(value, key) ? 'JSON_DUPLICATE_KEY' : 'JSON_NOT_CANONICAL', at)
  }

  #unexpected(): CodecError {
    const byte = this.#bytes[this.#at]
    const isSpace = byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
    return this.#error(isSpace ? 'JSON_NOT_CANONICAL' : 'JSON_SYNTAX', this.#at)
  }

  #error(code: CodecErrorCode, at: number): CodecError {
    return new CodecError(code, { at })
  }
}

function digitAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]
  return byte !== undefined && byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : -1
}

function define(value: object, key: string, member: Json): void {
  Object.defineProperty(value, key, { value: member, enumerable: true, configurable: true, writable: true })
}
