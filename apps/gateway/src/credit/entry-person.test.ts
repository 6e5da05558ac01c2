import { decodeCreditAnnex } from '@xiezhi/credit-interface'
import { describe, expect, test } from 'vitest'
import { ageOn, personDocument, publicFields } from './entry-person.ts'

// Invented, with a birthday that nobody has.
const PERSON = { certificateType: 'RESIDENT_ID', certificateNumber: '11010119001301001X', name: '样例甲' }
const ITEMS = {
  sex: 'FEMALE',
  birthDate: '1990-02-29',
  representative: null,
  area: '北京',
  basisNo: '样1',
  basisUnit: '样例法院',
  duty: '偿还借款',
  performance: 'PART',
  performed: '已还一半',
  unperformed: null,
} as const
const KNOWN = { caseNumber: null, courtName: '样例法院', filedOn: '2026-01-05' }

test.each([
  ['2008-11-30', '2026-11-29', 17],
  ['2008-11-30', '2026-11-30', 18],
  ['1990-02-28', '2026-02-28', 36],
  ['2026-12-01', '2026-11-30', 0],
])('who was born on %s is on %s so old: %i', (birthDate, day, years) => {
  expect(ageOn(birthDate, day)).toBe(years)
})

describe('what subscribers are told', () => {
  test('is the age and not the day of birth, and no field that the case does not give', () => {
    const fields = publicFields(ITEMS, KNOWN, '2026-11-30')
    expect(fields).toMatchObject({
      sex: 'FEMALE',
      age: 36,
      performance: '部分未履行；已还一半',
      caseFiledOn: '2026-01-05',
    })
    expect(Object.keys(fields)).not.toContain('caseNumber')
    expect(JSON.stringify(fields)).not.toContain('1990')
  })

  test('is committed to under a salt that is new each time', () => {
    const one = personDocument('a1'.repeat(16), 'NATURAL', PERSON, null)
    const other = personDocument('a1'.repeat(16), 'NATURAL', PERSON, null)
    expect(one.subject).not.toBe(other.subject)
    expect(decodeCreditAnnex(one.document)).toMatchObject({ person: PERSON, salt: one.salt })
  })
})
