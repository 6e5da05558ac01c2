import { utf8Decode } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { CreditCheckError } from './credit-check-error.ts'
import { normalPerson, personBytes } from './person.ts'

// Invented, with a birthday that nobody has.
const PERSON = { certificateType: 'RESIDENT_ID', certificateNumber: '11010119001301001X', name: '样例甲' }

function codeOf(run: () => unknown): string {
  try {
    run()
    return 'none'
  } catch (error) {
    return error instanceof CreditCheckError ? error.code : String(error)
  }
}

test('capitals, NFC and no spaces around: what people type differently is one person', () => {
  const typed = { ...PERSON, certificateNumber: ' 11010119001301001x ', name: '　样例甲 ' }
  expect(normalPerson(typed)).toEqual(PERSON)
  const composed = normalPerson({ ...PERSON, name: 'Ren\u00e9 M\u00fcller' })
  expect(normalPerson({ ...PERSON, name: 'Rene\u0301 Mu\u0308ller' })).toEqual(composed)
})

test('number, name and type each make another person (G26-08)', () => {
  const texts = [
    PERSON,
    { ...PERSON, name: '样例乙' },
    { ...PERSON, certificateNumber: '110101190013010028' },
    { ...PERSON, certificateType: 'PASSPORT' },
  ].map((one) => utf8Decode(personBytes(one)))
  expect(new Set(texts).size).toBe(texts.length)
})

test('the bytes are the canonical text of the three fields', () => {
  expect(utf8Decode(personBytes(PERSON))).toBe(
    '{"certificateNumber":"11010119001301001X","certificateType":"RESIDENT_ID","name":"样例甲"}',
  )
})

test.each([
  ['a name alone', { certificateNumber: '  ' }, 'CERTIFICATE_NUMBER'],
  ['a number alone', { name: ' 　' }, 'NAME_MISSING'],
  ['a number with a gap', { certificateNumber: '1101 01' }, 'CERTIFICATE_NUMBER'],
  ['a number that is too long', { certificateNumber: '1'.repeat(65) }, 'CERTIFICATE_NUMBER'],
  ['a name with a line feed', { name: '样\n例' }, 'NAME_FORM'],
  ['a name that is too long', { name: '样'.repeat(67) }, 'NAME_FORM'],
  ['a type that is no code', { certificateType: 'resident id' }, 'CERTIFICATE_TYPE'],
])('refuses %s', (_, change, code) => {
  expect(codeOf(() => normalPerson({ ...PERSON, ...change }))).toBe(code)
})

test('a refusal says nothing about the person', () => {
  const person = { ...PERSON, name: '样\n例' }
  expect(() => normalPerson(person)).toThrow(/^NAME_FORM \{"bytesMax":200\}$/)
})
