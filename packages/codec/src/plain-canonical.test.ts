import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText } from './canonical-text.ts'
import type { Json } from './canonical-text.ts'
import { decodeCanonical } from './decode-canonical.ts'
import { isPlainCanonical } from './plain-canonical.ts'
import { utf8Encode } from './utf8.ts'

const plain = (text: string): boolean => isPlainCanonical(utf8Encode(text))

test.each(['0', '-1', '999999999999999', '"a b"', '{}', '[]', '{"a":1,"aa":[true,false,null],"b":{}}', '{"":0,"a":0}'])(
  '%s is plain',
  (text) => {
    expect(plain(text)).toBe(true)
  },
)

test.each([
  ['no value', ''],
  ['two values', '1 2'],
  ['a space', '[1, 2]'],
  ['a sign at zero', '-0'],
  ['a leading zero', '01'],
  ['a fraction', '1.5'],
  ['digits that may be beyond 2^53', '9007199254740992'],
  ['an escape', '"\\n"'],
  ['a character beyond ASCII', '"法"'],
  ['a control character', '"\u0001"'],
  ['keys out of order', '{"b":1,"a":1}'],
  ['a longer key before its beginning', '{"aa":1,"a":1}'],
  ['a key twice', '{"a":1,"a":1}'],
  ['a comma at the end', '[1,]'],
  ['an open text', '"a'],
  ['an open object', '{"a":1'],
  ['an open array', '[1'],
  ['a key alone', '{"a"}'],
  ['half a word', 'tru'],
  ['too many arrays', `${'['.repeat(17)}${']'.repeat(17)}`],
])('%s is left to the reader', (_, text) => {
  expect(plain(text)).toBe(false)
})

test('what is plain has no other text, whatever byte of a canonical text is changed', () => {
  const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 127 }) })
  let plainSeen = 0
  fc.assert(
    fc.property(
      fc.object({ values: [fc.integer(), fc.string(), fc.boolean()] }),
      fc.option(change, { freq: 1 }),
      (value, changed) => {
        const bytes = utf8Encode(canonicalText(value as Json))
        if (changed !== null) bytes[changed.at % bytes.length] = changed.byte
        if (!isPlainCanonical(bytes)) return
        plainSeen++
        expect(utf8Encode(canonicalText(decodeCanonical(bytes)))).toEqual(bytes)
      },
    ),
    { numRuns: 2_000 },
  )
  expect(plainSeen).toBeGreaterThan(200)
})
