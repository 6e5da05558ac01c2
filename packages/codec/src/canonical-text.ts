import { CodecError } from './codec-error.ts'
import { isWellFormed } from './utf8.ts'

/** A JSON value of the canonical profile: numbers are integers within ±(2^53−1). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export interface JsonLimits {
  /** Largest number of UTF-8 bytes; `JSON_BYTES_MAX` where absent. */
  readonly bytesMax?: number
}

/** Arrays and objects inside each other. */
export const JSON_DEPTH_MAX = 16
/** Limit where a caller names none: 1 MiB. */
export const JSON_BYTES_MAX = 1_048_576
/** More keys are sorted by the engine: insertion takes the square of their number. */
const KEYS_INSERTED_MAX = 32

/** Characters that do not stand for themselves (RFC 8785 section 3.2.2.2), and surrogates, which need a partner. */
const SPECIAL = /[\u0000-\u001f"\\\ud800-\udfff]/

/**
 * The canonical text of a value: RFC 8785 (JCS) with integers only.
 *
 * Throws `JSON_NUMBER` (fraction, −0, beyond ±(2^53−1)), `JSON_TEXT` (surrogate without partner), `JSON_DEPTH`, and
 * `JSON_TYPE` (anything that JSON has no form for, among it keys set to undefined, holes and class instances).
 */
export function canonicalText(value: Json): string {
  return writeValue(value, 0)
}

export function checkJsonBytes(length: number, limits: JsonLimits | undefined): void {
  const bytesMax = limits?.bytesMax ?? JSON_BYTES_MAX
  if (length > bytesMax) throw new CodecError('JSON_BYTES', { expected: bytesMax, seen: length })
}

function writeValue(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoteText(value)
  if (typeof value === 'number') return writeInteger(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null) return 'null'
  if (typeof value !== 'object') throw new CodecError('JSON_TYPE', { seen: typeof value })
  if (depth === JSON_DEPTH_MAX) throw new CodecError('JSON_DEPTH', { expected: JSON_DEPTH_MAX })
  return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1)
}

export function writeInteger(value: number): string {
  // Object.is tells −0 from 0; both compare equal and print "0".
  const isNegativeZero = Object.is(value, -0)
  if (!Number.isSafeInteger(value) || isNegativeZero) {
    throw new CodecError('JSON_NUMBER', { seen: isNegativeZero ? '-0' : String(value) })
  }
  return String(value)
}

function writeArray(items: readonly unknown[], depth: number): string {
  if (items.length === 0) return '[]'
  let text = `[${writeValue(items[0], depth)}`
  for (let i = 1; i < items.length; i++) text += `,${writeValue(items[i], depth)}`
  return `${text}]`
}

function writeObject(value: object, depth: number): string {
  if (!isJsonObject(value)) throw new CodecError('JSON_TYPE', { seen: 'class instance' })
  const keys = Object.keys(value)
  if (keys.length === 0) return '{}'
  sortKeys(keys)
  const record = value as Readonly<Record<string, unknown>>
  let text = '{'
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string
    text += `${i === 0 ? '' : ','}${quoteText(key)}:${writeValue(record[key], depth)}`
  }
  return `${text}}`
}

/** Plain objects of other realms (worker, frame) have another Object.prototype, which again has no prototype. */
export function isJsonObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

/**
 * Puts keys in the order of RFC 8785 section 3.2.3: of UTF-16 code units, which is how JavaScript compares strings. By
 * insertion, as objects have few keys and those of a schema are nearly in order: the engine's own sort allocates.
 */
export function sortKeys(keys: string[]): void {
  if (keys.length > KEYS_INSERTED_MAX) {
    keys.sort()
    return
  }
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string
    let at = i
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string
    keys[at] = key
  }
}

export function quoteText(text: string): string {
  if (!SPECIAL.test(text)) return `"${text}"`
  if (!isWellFormed(text)) throw new CodecError('JSON_TEXT', { length: text.length })
  // ECMAScript's quoting is the one that RFC 8785 section 3.2.2.2 prescribes.
  return JSON.stringify(text)
}
