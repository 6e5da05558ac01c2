import { CodecError } from './codec-error.ts'
import { asciiText } from './latin1.ts'

interface Alphabet {
  readonly codes: Uint8Array
  readonly values: Uint8Array
}

const NO_DIGIT = 0xff
const DIGIT_MAX = 63
const PADDING_CODE = 0x3d
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const STANDARD = alphabet(`${LETTERS}+/`)
const URL_SAFE = alphabet(`${LETTERS}-_`)

/** Base64 with padding (RFC 4648 section 4). */
export function base64Encode(bytes: Uint8Array): string {
  const digits = encodeDigits(bytes, STANDARD)
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(PADDING_CODE)
  codes.set(digits)
  return asciiText(codes)
}

/**
 * Bytes of padded base64 (RFC 4648 section 4). Throws `BASE64_INVALID` for missing padding, spaces, other characters
 * and set bits behind the last byte: one value has one text.
 */
export function base64Decode(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new CodecError('BASE64_INVALID', { length: text.length })
  let length = text.length
  if (length > 0 && text.charCodeAt(length - 1) === PADDING_CODE) length -= 1
  if (length < text.length && text.charCodeAt(length - 1) === PADDING_CODE) length -= 1
  return decodeDigits(text, length, STANDARD)
}

/** Base64url without padding (RFC 4648 section 5, RFC 7515 section 2). */
export function base64UrlEncode(bytes: Uint8Array): string {
  const codes = encodeDigits(bytes, URL_SAFE)
  return asciiText(codes)
}

/** Bytes of unpadded base64url. Throws `BASE64_INVALID` for padding, other characters and set bits behind the last byte. */
export function base64UrlDecode(text: string): Uint8Array {
  return decodeDigits(text, text.length, URL_SAFE)
}

function encodeDigits(bytes: Uint8Array, { codes }: Alphabet): Uint8Array {
  const out = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  const whole = bytes.length - (bytes.length % 3)
  let to = 0
  for (let i = 0; i < whole; i += 3) {
    const bits = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number)
    out[to++] = codes[bits >> 18] as number
    out[to++] = codes[(bits >> 12) & 63] as number
    out[to++] = codes[(bits >> 6) & 63] as number
    out[to++] = codes[bits & 63] as number
  }
  const rest = bytes.length - whole
  if (rest > 0) {
    const bits = ((bytes[whole] as number) << 16) | ((bytes[whole + 1] ?? 0) << 8)
    out[to++] = codes[bits >> 18] as number
    out[to++] = codes[(bits >> 12) & 63] as number
    if (rest === 2) out[to++] = codes[(bits >> 6) & 63] as number
  }
  return out
}

function decodeDigits(text: string, length: number, { values }: Alphabet): Uint8Array {
  const rest = length % 4
  if (rest === 1) throw new CodecError('BASE64_INVALID', { length })
  const out = new Uint8Array(Math.floor((length * 3) / 4))
  const whole = length - rest
  let to = 0
  for (let i = 0; i < whole; i += 4) {
    const [a, b, c, d] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2), text.charCodeAt(i + 3)]
    const [v, w, x, y] = [values[a] ?? NO_DIGIT, values[b] ?? NO_DIGIT, values[c] ?? NO_DIGIT, values[d] ?? NO_DIGIT]
    // Digits have six bits: one of the four is none, and this says which.
    if ((v | w | x | y) > DIGIT_MAX) for (let k = i; k < i + 4; k++) digitAt(k)
    out[to++] = (v << 2) | (w >> 4)
    out[to++] = (w << 4) | (x >> 2)
    out[to++] = (x << 6) | y
  }
  if (rest === 0) return out
  const bits = (digitAt(whole) << 18) | (digitAt(whole + 1) << 12) | (rest === 3 ? digitAt(whole + 2) << 6 : 0)
  const stray = rest === 2 ? bits & 0xffff : bits & 0xff
  if (stray !== 0) throw new CodecError('BASE64_INVALID', { at: length - 1 })
  out[to++] = bits >> 16
  if (rest === 3) out[to++] = (bits >> 8) & 0xff
  return out

  function digitAt(at: number): number {
    const value = values[text.charCodeAt(at)] ?? NO_DIGIT
    if (value === NO_DIGIT) throw new CodecError('BASE64_INVALID', { at })
    return value
  }
}

function alphabet(digits: string): Alphabet {
  const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0))
  const values = new Uint8Array(256).fill(NO_DIGIT)
  codes.forEach((code, value) => (values[code] = value))
  return { codes, values }
}
