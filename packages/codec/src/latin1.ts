import { CodecError } from './codec-error.ts'

/** Arguments of one `String.fromCharCode` call; engines bound the number of arguments of a call. */
const CHUNK_LENGTH = 8192

/** Text whose character codes are the bytes (ISO 8859-1). Keeps byte order as string order, so it serves as store key. */
export function latin1Decode(bytes: Uint8Array): string {
  return textFromCodes(bytes, bytes.length)
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

/** The first `length` elements as UTF-16 code units. */
export function textFromCodes(codes: Uint8Array | Uint16Array, length: number): string {
  if (length <= CHUNK_LENGTH) return fromCodes(length === codes.length ? codes : codes.subarray(0, length))
  let text = ''
  for (let at = 0; at < length; at += CHUNK_LENGTH) {
    text += fromCodes(codes.subarray(at, Math.min(at + CHUNK_LENGTH, length)))
  }
  return text
}

function fromCodes(codes: Uint8Array | Uint16Array): string {
  // Typed arrays are array-likes, which apply() accepts; its declared type asks for a real array.
  return String.fromCharCode.apply(null, codes as unknown as number[])
}
