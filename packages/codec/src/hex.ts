import { CodecError } from './codec-error.ts'
import { asciiText } from './latin1.ts'

const DIGITS = '0123456789abcdef'
const DIGIT_CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0))
const NO_DIGIT = 0xff
const DIGIT_VALUES = new Uint8Array(256).fill(NO_DIGIT)
DIGIT_CODES.forEach((code, value) => (DIGIT_VALUES[code] = value))

/** Lower-case hexadecimal text, two digits a byte. */
export function hexEncode(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2)
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    codes[2 * i] = DIGIT_CODES[byte >> 4] as number
    codes[2 * i + 1] = DIGIT_CODES[byte & 15] as number
  }
  return asciiText(codes)
}

/** Bytes of lower-case hexadecimal text. Throws `HEX_INVALID` for an odd length, upper-case digits and anything else. */
export function hexDecode(text: string): Uint8Array {
  if (text.length % 2 !== 0) throw new CodecError('HEX_INVALID', { length: text.length })
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    const high = DIGIT_VALUES[text.charCodeAt(2 * i)] ?? NO_DIGIT
    const low = DIGIT_VALUES[text.charCodeAt(2 * i + 1)] ?? NO_DIGIT
    if (high === NO_DIGIT || low === NO_DIGIT) throw new CodecError('HEX_INVALID', { at: 2 * i })
    bytes[i] = (high << 4) | low
  }
  return bytes
}
