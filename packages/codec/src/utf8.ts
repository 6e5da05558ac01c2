import { CodecError } from './codec-error.ts'
import { textFromCodes } from './latin1.ts'
import { NATIVE_LENGTH_MIN, nativeDecode, writeAscii } from './platform-text.ts'

/**
 * UTF-8 bytes of a text (RFC 3629).
 *
 * Throws `TEXT_INVALID` for a surrogate without its partner: it has no UTF-8 form, and the usual replacement character
 * would give two texts the same bytes.
 */
export function utf8Encode(text: string): Uint8Array {
  const length = text.length
  const ascii = new Uint8Array(length)
  if (length >= NATIVE_LENGTH_MIN && writeAscii(text, ascii)) return ascii
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return encodeFrom(text, i, ascii)
    ascii[i] = code
  }
  return ascii
}

/** Number of UTF-8 bytes of a text; -1 if it holds a surrogate without its partner. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x7f) continue
    if (code <= 0x7ff) bytes += 1
    else if (!isSurrogate(code)) bytes += 2
    else {
      if (!isPair(text, i)) return -1
      // Two code units were counted as two bytes; the pair takes four.
      bytes += 2
      i += 1
    }
  }
  return bytes
}

/** Whether every surrogate of the text stands in a pair. */
export function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (!isSurrogate(text.charCodeAt(i))) continue
    if (!isPair(text, i)) return false
    i += 1
  }
  return true
}

/**
 * Text of UTF-8 bytes (RFC 3629), strictly: overlong forms, surrogates, values above U+10FFFF and cut sequences throw
 * `UTF8_INVALID`. A byte order mark is kept as a character. So different bytes never give the same text.
 */
export function utf8Decode(bytes: Uint8Array): string {
  const length = bytes.length
  const native = length < NATIVE_LENGTH_MIN ? undefined : nativeDecode(bytes)
  if (native !== undefined) return native
  // Short, or wrong: and then this says where.
  let at = 0
  while (at < length && (bytes[at] as number) <= 0x7f) at++
  if (at === length) return textFromCodes(bytes, 0, length)
  const codes = new Uint16Array(length)
  codes.set(bytes.subarray(0, at))
  return textFromCodes(codes, 0, decodeInto(codes, at, bytes, at, length))
}

function encodeFrom(text: string, start: number, ascii: Uint8Array): Uint8Array {
  const out = new Uint8Array(start + (text.length - start) * 3)
  out.set(ascii.subarray(0, start))
  let to = start
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x7f) {
      out[to++] = code
    } else if (code <= 0x7ff) {
      out[to++] = 0xc0 | (code >> 6)
      out[to++] = 0x80 | (code & 0x3f)
    } else if (!isSurrogate(code)) {
      out[to++] = 0xe0 | (code >> 12)
      out[to++] = 0x80 | ((code >> 6) & 0x3f)
      out[to++] = 0x80 | (code & 0x3f)
    } else {
      if (!isPair(text, i)) throw new CodecError('TEXT_INVALID', { at: i })
      const point = 0x10000 + ((code - 0xd800) << 10) + (text.charCodeAt(++i) - 0xdc00)
      out[to++] = 0xf0 | (point >> 18)
      out[to++] = 0x80 | ((point >> 12) & 0x3f)
      out[to++] = 0x80 | ((point >> 6) & 0x3f)
      out[to++] = 0x80 | (point & 0x3f)
    }
  }
  return out.slice(0, to)
}

/**
 * Decodes the bytes from `start` to before `end` into code units from `to` on; the index behind the last one written.
 * Throws `UTF8_INVALID` as `utf8Decode` does.
 */
export function decodeInto(codes: Uint16Array, to: number, bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const lead = bytes[at] as number
    if (lead <= 0x7f) {
      codes[to++] = lead
      at += 1
    } else if (lead >= 0xc2 && lead <= 0xdf) {
      codes[to++] = ((lead & 0x1f) << 6) | continuation(bytes, at, 1, end)
      at += 2
    } else if (lead >= 0xe0 && lead <= 0xef) {
      const point = ((lead & 0x0f) << 12) | (continuation(bytes, at, 1, end) << 6) | continuation(bytes, at, 2, end)
      if (point < 0x800 || isSurrogate(point)) throw new CodecError('UTF8_INVALID', { at })
      codes[to++] = point
      at += 3
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      const point = fourBytePoint(bytes, at, end)
      codes[to++] = 0xd800 + ((point - 0x10000) >> 10)
      codes[to++] = 0xdc00 + ((point - 0x10000) & 0x3ff)
      at += 4
    } else {
      throw new CodecError('UTF8_INVALID', { at })
    }
  }
  return to
}

function fourBytePoint(bytes: Uint8Array, at: number, end: number): number {
  const point =
    (((bytes[at] as number) & 0x07) << 18) |
    (continuation(bytes, at, 1, end) << 12) |
    (continuation(bytes, at, 2, end) << 6) |
    continuation(bytes, at, 3, end)
  if (point < 0x10000 || point > 0x10ffff) throw new CodecError('UTF8_INVALID', { at })
  return point
}

function continuation(bytes: Uint8Array, at: number, offset: number, end: number): number {
  const byte = at + offset < end ? bytes[at + offset] : undefined
  if (byte === undefined || (byte & 0xc0) !== 0x80) throw new CodecError('UTF8_INVALID', { at })
  return byte & 0x3f
}

function isSurrogate(code: number): boolean {
  return (code & 0xf800) === 0xd800
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
}
