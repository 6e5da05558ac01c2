import fc from 'fast-check'
import { concatBytes, uvarint } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { frame, FRAME_BYTES_MAX, FrameReader } from './frames.ts'

test('messages come out whole and in order however the socket cuts them', () => {
  const message = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 60 }), (messages, cuts) => {
      const bytes = concatBytes(...messages.map(frame))
      const reader = new FrameReader()
      const read: Uint8Array[] = []
      let at = 0
      for (const cut of [...cuts, bytes.length]) {
        read.push(...reader.push(bytes.slice(at, at + cut)))
        at += cut
      }
      expect(read.map((one) => [...one])).toEqual(messages.map((one) => [...one]))
    }),
  )
})

test.each([
  ['more than the engine sends', concatBytes(uvarint(FRAME_BYTES_MAX + 1), new Uint8Array(8))],
  ['a length without end', new Uint8Array(12).fill(0xff)],
])('%s is refused before it is waited for', (_, bytes) => {
  expect(() => new FrameReader().push(bytes)).toThrow(/ABCI_FRAME/)
})
