import { utf8Encode } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { parseChanged } from './changed.ts'
import { codeOf } from './testing/samples.ts'

test('the moment of the last change, and nothing else', () => {
  expect(parseChanged(utf8Encode('{"changedAtMs":12}\n'))).toBe(12)
  for (const text of [
    '',
    '{',
    '{}',
    '{"changedAtMs":-1}',
    '{"changedAtMs":"1"}',
    '{"changedAtMs":1,"entryId":"a"}',
    '1',
  ])
    expect([text, codeOf(() => parseChanged(utf8Encode(text)))]).toEqual([text, 'CHANGED_FORM'])
  expect(codeOf(() => parseChanged(Uint8Array.of(0xff)))).toBe('CHANGED_FORM')
  expect(codeOf(() => parseChanged(utf8Encode(`{"changedAtMs":12${' '.repeat(2_000)}}`)))).toBe('CHANGED_FORM')
})
