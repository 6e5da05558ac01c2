import { PLAIN } from './canonical-bytes.ts'
import { JSON_DEPTH_MAX } from './canonical-text.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const COLON = 0x3a
/** One less than the digits of 2^53−1: none of so many is beyond it. */
const SAFE_DIGITS_MAX = 15
const NOT_PLAIN = -1

/**
 * Whether the bytes are the canonical text of a value, all of it ASCII and without escapes. Then the engine's own parser
 * reads the same value, several times sooner. False decides nothing.
 */
export function isPlainCanonical(bytes: Uint8Array): boolean {
  return afterValue(bytes, 0, 0) === bytes.length
}

/** The index behind the value at `at`, or NOT_PLAIN. */
function afterValue(bytes: Uint8Array, at: number, depth: number): number {
  const byte = bytes[at]
  if (byte === QUOTE) return afterString(bytes, at)
  if (byte === 0x7b) return depth === JSON_DEPTH_MAX ? NOT_PLAIN : afterObject(bytes, at + 1, depth + 1)
  if (byte === 0x5b) return depth === JSON_DEPTH_MAX ? NOT_PLAIN : afterArray(bytes, at + 1, depth + 1)
  if (byte === 0x74) return afterWord(bytes, at, 'true')
  if (byte === 0x66) return afterWord(bytes, at, 'false')
  if (byte === 0x6e) return afterWord(bytes, at, 'null')
  return afterInteger(bytes, at)
}

function afterString(bytes: Uint8Array, quote: number): number {
  let at = quote + 1
  while (at < bytes.length && PLAIN[bytes[at] as number] === 1) at++
  return bytes[at] === QUOTE ? at + 1 : NOT_PLAIN
}

function afterObject(bytes: Uint8Array, first: number, depth: number): number {
  let at = first
  if (bytes[at] === 0x7d) return at + 1
  let last = NOT_PLAIN
  for (;;) {
    const key = at
    if (bytes[key] !== QUOTE) return NOT_PLAIN
    at = afterString(bytes, key)
    if (at === NOT_PLAIN || bytes[at] !== COLON) return NOT_PLAIN
    if (last !== NOT_PLAIN && !isBefore(bytes, last, key)) return NOT_PLAIN
    last = key
    at = afterValue(bytes, at + 1, depth)
    if (at === NOT_PLAIN) return NOT_PLAIN
    if (bytes[at] !== COMMA) return bytes[at] === 0x7d ? at + 1 : NOT_PLAIN
    at++
  }
}

/** Order of two keys, each from its quotation mark on. The mark ends a key, so it counts less than any character. */
function isBefore(bytes: Uint8Array, a: number, b: number): boolean {
  for (let i = 1; ; i++) {
    const [left, right] = [bytes[a + i] as number, bytes[b + i] as number]
    if (right === QUOTE) return false
    if (left === QUOTE) return true
    if (left !== right) return left < right
  }
}

function afterArray(bytes: Uint8Array, first: number, depth: number): number {
  let at = first
  if (bytes[at] === 0x5d) return at + 1
  for (;;) {
    at = afterValue(bytes, at, depth)
    if (at === NOT_PLAIN) return NOT_PLAIN
    if (bytes[at] !== COMMA) return bytes[at] === 0x5d ? at + 1 : NOT_PLAIN
    at++
  }
}

function afterWord(bytes: Uint8Array, at: number, word: string): number {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return NOT_PLAIN
  return at + word.length
}

function afterInteger(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start
  let at = first
  while (at < bytes.length && isDigit(bytes[at] as number)) at++
  const digits = at - first
  if (digits === 0 || digits > SAFE_DIGITS_MAX) return NOT_PLAIN
  // A leading zero is none of a number; zero itself has no sign.
  return bytes[first] === 0x30 && (digits > 1 || first > start) ? NOT_PLAIN : at
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
