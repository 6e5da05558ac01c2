import fc from 'fast-check'
import { expect, test } from 'vitest'
import { padded, SIZE_CLASSES_BYTES, unpadded } from './size-classes.ts'

const refusal = (code: string): Error => expect.objectContaining({ code }) as Error

test('every content has the length of a class, and comes out as it went in', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70_000 }), (content) => {
      const bytes = padded(content)
      expect(SIZE_CLASSES_BYTES).toContain(bytes.length)
      expect(Buffer.compare(unpadded(bytes), content)).toBe(0)
    }),
    { numRuns: 60 },
  )
})

test('contents of one class have one length, and the next byte is of the next class', () => {
  const lengthOf = (bytes: number): number => padded(new Uint8Array(bytes)).length
  expect([0, 1_023, 1_024, 4_095, 4_096, 16_383, 16_384].map(lengthOf)).toEqual([
    1_024, 1_024, 4_096, 4_096, 16_384, 16_384, 65_536,
  ])
})

test('a content beyond the last class is refused', () => {
  expect(() => padded(new Uint8Array(1_024 * 1_024))).toThrow(refusal('ANNEX_OVERSIZED'))
})

test('no mark, no zeros behind it, another length and a larger class than needed are refused', () => {
  const bytes = padded(Uint8Array.of(1, 2, 3))
  const changed = (at: number, value: number): Uint8Array =>
    Uint8Array.from(bytes, (byte, n) => (n === at ? value : byte))
  const larger = new Uint8Array(4_096)
  larger.set(bytes)
  const others = [new Uint8Array(0), new Uint8Array(1_024), bytes.slice(1), changed(3, 0x81), changed(9, 1), larger]
  for (const other of others) expect(() => unpadded(other)).toThrow(refusal('ANNEX_UNREADABLE'))
})
