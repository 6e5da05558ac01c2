import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from './bytes.ts'
import { CodecError } from './codec-error.ts'
import { hexEncode } from './hex.ts'
import { ProtoReader, readFields } from './proto-reader.ts'
import { ProtoWriter } from './proto-writer.ts'
import { readUvarint, readZigzagVarint, uvarint, zigzagVarint } from './varint.ts'

const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })

function outcome<T>(run: () => T): T | string {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    return error.code === 'PROTO_INVALID' ? String(error.facts.reason) : error.code
  }
}

function onlyField<T>(bytes: number[], read: (reader: ProtoReader) => T): T | string {
  return outcome(() => {
    const reader = new ProtoReader(Uint8Array.from(bytes))
    reader.next()
    return read(reader)
  })
}

describe('varints', () => {
  test('unsigned ones are read back, from numbers and big integers alike', () => {
    fc.assert(
      fc.property(fc.oneof(uint64, fc.nat().map(BigInt)), (value) => {
        const bytes = uvarint(value)
        expect(readUvarint(concatBytes(Uint8Array.of(1), bytes), 1)).toEqual({ value, next: bytes.length + 1 })
        if (value <= Number.MAX_SAFE_INTEGER) expect(uvarint(Number(value))).toEqual(bytes)
      }),
    )
  })

  test('zigzag ones are read back', () => {
    fc.assert(
      fc.property(int64, (value) => {
        expect(readZigzagVarint(zigzagVarint(value)).value).toBe(value)
      }),
    )
    expect([0, -1, 1, -2].map((value) => zigzagVarint(value)[0])).toEqual([0, 1, 2, 3])
  })

  const refused: [name: string, bytes: number[], reason: string][] = [
    ['a cut one', [0x80], 'varint cut'],
    ['one that is longer than needed', [0x80, 0x00], 'varint not minimal'],
    ['one above 64 bits', [...Array<number>(9).fill(0xff), 0x02], 'varint above 64 bits'],
    ['one of eleven bytes', [...Array<number>(10).fill(0xff), 0x01], 'varint above 64 bits'],
  ]
  test.each(refused)('refuse %s', (_, bytes, reason) => {
    expect(outcome(() => readUvarint(Uint8Array.from(bytes)))).toBe(reason)
  })

  test.each([-1, 1.5, 2 ** 53, -1n, 2n ** 64n])('uvarint refuses %s', (value) => {
    expect(outcome(() => uvarint(value))).toBe('INTEGER_RANGE')
  })

  test.each([2n ** 63n, -(2n ** 63n) - 1n])('zigzagVarint refuses %s', (value) => {
    expect(outcome(() => zigzagVarint(value))).toBe('INTEGER_RANGE')
  })
})

describe('ProtoWriter', () => {
  test('writes the examples of the protobuf encoding guide', () => {
    expect(hexEncode(new ProtoWriter().uint(1, 150).finish())).toBe('089601')
    expect(hexEncode(new ProtoWriter().string(2, 'testing').finish())).toBe('120774657374696e67')
    expect(hexEncode(new ProtoWriter().message(3, new ProtoWriter().uint(1, 150)).finish())).toBe('1a03089601')
    expect(hexEncode(new ProtoWriter().int64(1, -2).finish())).toBe('08feffffffffffffffff01')
    expect(hexEncode(new ProtoWriter().sfixed64(2, -2n).finish())).toBe('11feffffffffffffff')
    expect(hexEncode(new ProtoWriter().uint(16, 1).finish())).toBe('800101')
  })

  test('leaves defaults out unless told', () => {
    const empty = new Uint8Array()
    const defaults = new ProtoWriter().uint(1, 0).int64(2, 0n).bool(3, false).sfixed64(4, 0n).bytes(5, empty)
    expect(defaults.string(6, '').message(7, empty).finish()).toHaveLength(0)

    const always = { always: true }
    const written = new ProtoWriter().uint(1, 0, always).sfixed64(4, 0n, always).bytes(5, empty, always)
    expect(hexEncode(written.message(7, new ProtoWriter(), always).finish())).toBe('08002100000000000000002a003a00')
  })

  const refused: [name: string, run: () => unknown][] = [
    ['a negative unsigned number', () => new ProtoWriter().uint(1, -1)],
    ['a number beyond int64', () => new ProtoWriter().int64(1, 2n ** 63n)],
    ['a number beyond sfixed64', () => new ProtoWriter().sfixed64(1, -(2n ** 63n) - 1n)],
    ['a fraction', () => new ProtoWriter().int64(1, 0.5)],
    ['field number zero', () => new ProtoWriter().uint(0, 1)],
    ['a field number above 2^29−1', () => new ProtoWriter().uint(2 ** 29, 1)],
  ]
  test.each(refused)('refuses %s', (_, run) => {
    expect(outcome(run)).toBe('INTEGER_RANGE')
  })
})

describe('ProtoReader', () => {
  test('reads back what the writer wrote, also inside a larger buffer', () => {
    const message = fc.record({ u: uint64, i: int64, f: int64, b: fc.uint8Array({ maxLength: 300 }), t: fc.boolean() })
    fc.assert(
      fc.property(message, fc.string({ unit: 'binary' }), ({ u, i, f, b, t }, text) => {
        const always = { always: true }
        const written = new ProtoWriter().uint(1, u, always).int64(2, i, always).sfixed64(3, f, always)
        written.bytes(4, b, always).string(5, text, always).bool(6, t, always)
        const bytes = concatBytes(Uint8Array.of(9), written.finish()).subarray(1)
        const reader = new ProtoReader(bytes)
        const seen: unknown[] = []
        while (reader.next()) {
          switch (reader.field) {
            case 1:
              seen.push(reader.uint64())
              break
            case 2:
              seen.push(reader.int64())
              break
            case 3:
              seen.push(reader.sfixed64())
              break
            case 4:
              seen.push(reader.bytes())
              break
            case 5:
              seen.push(reader.string())
              break
            default:
              seen.push(reader.bool())
          }
        }
        expect(seen).toEqual([u, i, f, b, text, t])
        expect(readFields(bytes).map(({ field }) => field)).toEqual([1, 2, 3, 4, 5, 6])
      }),
    )
  })

  const cases: [name: string, bytes: number[], read: (reader: ProtoReader) => unknown, result: unknown][] = [
    ['int32 below zero', [0x08, ...Array<number>(9).fill(0xff), 0x01], (r) => r.int32(), -1],
    ['int32 above its range', [0x08, 0x80, 0x80, 0x80, 0x80, 0x08], (r) => r.int32(), 'int32 range'],
    ['uint32 above its range', [0x08, 0x80, 0x80, 0x80, 0x80, 0x10], (r) => r.uint32(), 'uint32 range'],
    ['a boolean of two', [0x08, 0x02], (r) => r.bool(), 'bool range'],
    ['fixed32', [0x0d, 0x01, 0x00, 0x00, 0x80], (r) => r.fixed32(), 0x8000_0001],
    ['cut fixed32', [0x0d, 0x01], (r) => r.fixed32(), 'field cut'],
    ['cut fixed64', [0x09, 0x01], (r) => r.fixed64(), 'field cut'],
    ['cut bytes', [0x0a, 0x02, 0x01], (r) => r.bytes(), 'field cut'],
    ['bytes of an absurd length', [0x0a, ...Array<number>(9).fill(0xff), 0x01], (r) => r.bytes(), 'field cut'],
    ['text that is no UTF-8', [0x0a, 0x01, 0xff], (r) => r.string(), 'text not UTF-8'],
    ['bytes read as a number', [0x0a, 0x00], (r) => r.uint64(), 'wire type'],
    ['a number read as bytes', [0x08, 0x00], (r) => r.bytes(), 'wire type'],
    ['an unknown field', [0x08, 0x00], (r) => r.refuseUnknown(), 'unknown field'],
    ['a field read twice', [0x08, 0x01, 0x08], (r) => [r.uint64(), r.uint64()], 'no field'],
    ['a field left unread', [0x08, 0x01], (r) => r.next(), 'field not read'],
    ['a group', [0x0b], (r) => r.skip(), 'wire type'],
    ['wire type six', [0x0e], (r) => r.skip(), 'wire type'],
    ['field number zero', [0x00], (r) => r.skip(), 'field number'],
    ['a field number above 2^29−1', [0x80, 0x80, 0x80, 0x80, 0x10], (r) => r.skip(), 'field number'],
  ]
  test.each(cases)('%s', (_, bytes, read, result) => {
    expect(onlyField(bytes, read)).toEqual(result)
  })

  test('skips whatever it is told to skip', () => {
    const bytes = new ProtoWriter().uint(1, 1).sfixed64(2, 1n).string(3, 'x').uint(4, 7).finish()
    const reader = new ProtoReader(concatBytes(Uint8Array.of(0x3d, 0, 0, 0, 0), bytes))
    let last = 0n
    while (reader.next()) {
      if (reader.field === 4) last = reader.uint64()
      else reader.skip()
    }
    expect(last).toBe(7n)
  })
})
