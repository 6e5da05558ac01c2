import { CodecError } from './codec-error.ts'
import { NATIVE_LENGTH_MIN, nativeDecode } from './platform-text.ts'

/** Arguments of one `String.fromCharCode` call; engines bound the number of arguments of a call. */
const CHUNK_LENGTH = 8192
const UNROLLED_LENGTH_MAX = 2048

/** Text whose character codes are the bytes (ISO 8859-1). Keeps byte order as string order, so it serves as store key. */
export function latin1Decode(bytes: Uint8Array): string {
  return textFromCodes(bytes, 0, bytes.length)
}

/** Bytes of a text of characters 0..255. Throws `LATIN1_INVALID` for any other character. */
export function latin1Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0xff) throw new CodecError('LATIN1_INVALID', { at: i })
    bytes[i] = code
  }
  return bytes
}

/** Text of the bytes from `start` to before `end`, all of them ASCII. */
export function asciiText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const native = end - start < NATIVE_LENGTH_MIN ? undefined : nativeDecode(bytes.subarray(start, end))
  return native ?? textFromCodes(bytes, start, end)
}

/** The elements from `start` to before `end` as UTF-16 code units. */
export function textFromCodes(codes: Uint8Array | Uint16Array, start: number, end: number): string {
  if (end - start > UNROLLED_LENGTH_MAX) return longText(codes, start, end)
  let text = ''
  let at = start
  // Eight arguments a call: measured twice as fast as handing over the array for the short strings of a message.
  for (; at + 8 <= end; at += 8) {
    text += String.fromCharCode(
      codes[at] as number,
      codes[at + 1] as number,
      codes[at + 2] as number,
      codes[at + 3] as number,
      codes[at + 4] as number,
      codes[at + 5] as number,
      codes[at + 6] as number,
      codes[at + 7] as number,
    )
  }
  for (; at < end; at++) text += String.fromCharCode(codes[at] as number)
  return text
}

function longText(codes: Uint8Array | Uint16Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at += CHUNK_LENGTH) {
    const chunk = codes.subarray(at, Math.min(at + CHUNK_LENGTH, end))
    // Typed arrays are array-likes, which apply() accepts; its declared type asks for a real array.
    text += String.fromCharCode.apply(null, chunk as unknown as number[])
  }
  return text
}
