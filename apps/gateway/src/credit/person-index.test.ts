import { expect, test } from 'vitest'
import { GatewayError } from '../gateway-error.ts'
import { PersonIndex } from './person-index.ts'

// Invented, with a birthday that nobody has.
const PERSON = { certificateType: 'RESIDENT_ID', certificateNumber: '11010119001301001X', name: '样例甲' }

const asked: unknown[] = []
const index = new PersonIndex({
  indexKeyOf: (purpose, value) => {
    asked.push({ purpose, value })
    return Promise.resolve('key')
  },
})

test('what people type differently is asked for in one form, under the purpose of the lists', async () => {
  await index.keyOf({ ...PERSON, certificateNumber: ' 11010119001301001x ', name: '　样例甲 ' })
  expect(asked).toEqual([{ purpose: { purpose: 'credit-person', fieldName: 'creditPerson' }, value: PERSON }])
})

test('a person who could not be looked up is refused, and nothing of it is repeated', () => {
  const refused = (): unknown => index.keyOf({ ...PERSON, certificateNumber: '1101 01' })
  expect(refused).toThrow(GatewayError)
  try {
    refused()
  } catch (error) {
    expect(error).toMatchObject({ code: 'INPUT_INVALID', facts: { path: '/person', expected: 'CERTIFICATE_NUMBER' } })
    expect(JSON.stringify(error)).not.toContain('1101')
  }
})
