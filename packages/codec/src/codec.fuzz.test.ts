import fc from 'fast-check'
import { describe, test } from 'vitest'
import { base64Decode, base64Encode, base64UrlDecode, base64UrlEncode } from './base64.ts'
import { bytesEqual } from './bytes.ts'
import { encodeCanonical } from './canonical-bytes.ts'
import type { Json } from './canonical-text.ts'
import { CodecError } from './codec-error.ts'
import { decodeCanonical } from './decode-canonical.ts'
import { hexDecode, hexEncode } from './hex.ts'
import { ProtoReader, readFields } from './proto-reader.ts'
import { utf8Decode, utf8Encode } from './utf8.ts'
import { readUvarint, uvarint } from './varint.ts'
import { fuzz } from '../../../tools/fuzz/fuzz.ts'

const run = { short: 2000 }

/** Bytes that come close to JSON, so that the deeper paths are reached. */
const jsonPieces = fc
  .array(
    fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u', '\\n', '"a"', '"b":', '0', '-', '1', '9007199254740991'],
      ...['.5', 'e1', 'true', 'null', ' ', '律', '\u{1f602}', '\\u0001', '\\ud800', '\x7f', '"__proto__":', '\x00'],
    ),
    { maxLength: 24 },
  )
  .map((pieces) => utf8Encode(pieces.join('')))
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.uint8Array({ min: 0x20, max: 0x7e, maxLength: 64 }),
  jsonPieces,
)

/** Each target decodes; where it accepts, encoding again must give the very input. */
const targets: [name: string, decodeAndEncode: (bytes: Uint8Array) => Uint8Array | undefined][] = [
  ['decodeCanonical', (bytes) => encodeCanonical(decodeCanonical(bytes))],
  ['utf8Decode', (bytes) => utf8Encode(utf8Decode(bytes))],
  ['hexDecode', (bytes) => textTrip(bytes, hexDecode, hexEncode)],
  ['base64Decode', (bytes) => textTrip(bytes, base64Decode, base64Encode)],
  ['base64UrlDecode', (bytes) => textTrip(bytes, base64UrlDecode, base64UrlEncode)],
  [
    'readUvarint',
    (bytes) => {
      const { value, next } = readUvarint(bytes)
      return next === bytes.length ? uvarint(value) : undefined
    },
  ],
  [
    'readFields',
    (bytes) => {
      readFields(bytes)
      return undefined
    },
  ],
  [
    'ProtoReader',
    (bytes) => {
      readNested(new ProtoReader(bytes), 0)
      return undefined
    },
  ],
]

function textTrip(
  bytes: Uint8Array,
  decode: (text: string) => Uint8Array,
  encode: (bytes: Uint8Array) => string,
): Uint8Array {
  return utf8Encode(encode(decode(utf8Decode(bytes))))
}

function readNested(reader: ProtoReader, depth: number): void {
  while (reader.next()) {
    if (reader.wire === 2 && depth < 4) readNested(reader.message(), depth + 1)
    else if (reader.field % 2 === 0) reader.skip()
    else if (reader.wire === 0) reader.int32()
    else reader.sfixed64()
  }
}

describe('decoders under random bytes', () => {
  test.each(targets)(
    '%s throws nothing but CodecError and accepts one encoding only',
    async (name, decodeAndEncode) => {
      const sound = fc.property(anyBytes, (bytes) => {
        try {
          const again = decodeAndEncode(bytes)
          if (again !== undefined && !bytesEqual(again, bytes)) throw new TypeError('another encoding was accepted')
        } catch (error) {
          if (!(error instanceof CodecError)) throw error
        }
      })
      await fuzz({ target: `codec/${name}`, ...run }, (numRuns) => {
        fc.assert(sound, { numRuns })
      })
    },
  )

  test('encodeCanonical and decodeCanonical are inverse on random values', async () => {
    const sound = fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      try {
        const bytes = encodeCanonical(value as Json)
        if (!bytesEqual(encodeCanonical(decodeCanonical(bytes)), bytes)) throw new TypeError('no round trip')
      } catch (error) {
        if (!(error instanceof CodecError)) throw error
      }
    })
    await fuzz({ target: 'codec/encodeCanonical', ...run }, (numRuns) => {
      fc.assert(sound, { numRuns })
    })
  })
})
