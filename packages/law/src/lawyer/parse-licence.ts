import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, integer, nullable, object, text } from '../schema/schema.ts'
import { partsOf } from '../time/civil-date.ts'
import { CATEGORIES, GENDERS, splitLicenceNumber } from './licence-number.ts'

const VERDICTS = ['PASS', 'WARN', 'REFUSE'] as const
const rule = 'S18.3'
const EMPTY = {
  provinceCode: null,
  cityCode: null,
  firstLicenceYear: null,
  category: null,
  gender: null,
  serial: null,
}

/** The number has no check digit: PASS says that it is well formed, not that it was issued. */
export const parseLicence = defineFunction({
  name: 'lawyer.parseLicence',
  question: { zh: '这个律师执业证号说明了什么？', en: 'What does this licence number say?' },
  rules: ['S18.3'],
  parameters: [],
  reasons: [
    'NOT_A_LAWYER_LICENCE S18.3',
    'YEAR_IN_FUTURE S18.3',
    'CATEGORY_INVALID S18.3',
    'GENDER_INVALID S18.3',
    'LEGACY_LICENCE_NO S18.3',
  ],
  errors: ['FORMAT_LICENCE_NO'],
  decisiveDate: 'asOf',
  input: object({ licenceNo: text(), asOf: date() }),
  output: judged(VERDICTS, {
    form: enumeration(['CURRENT_17', 'LEGACY_12']),
    provinceCode: nullable(text()),
    cityCode: nullable(text()),
    firstLicenceYear: nullable(integer()),
    category: nullable(enumeration(CATEGORIES)),
    gender: nullable(enumeration(GENDERS)),
    serial: nullable(text()),
  }),
  evaluate({ licenceNo, asOf }) {
    const number = splitLicenceNumber(licenceNo, '/licenceNo')
    if (number === null) {
      const grounds = [{ verdict: 'WARN', code: 'LEGACY_LICENCE_NO', rule }] as const
      return { ...judge(VERDICTS, grounds), form: 'LEGACY_12', ...EMPTY }
    }
    const { kindDigit, ...facts } = number
    const grounds: Ground<'REFUSE'>[] = []
    const refuse = (code: string): number => grounds.push({ verdict: 'REFUSE', code, rule })
    if (kindDigit !== '1') refuse('NOT_A_LAWYER_LICENCE')
    if (facts.firstLicenceYear > partsOf(asOf).year) refuse('YEAR_IN_FUTURE')
    if (facts.category === null) refuse('CATEGORY_INVALID')
    if (facts.gender === null) refuse('GENDER_INVALID')
    return { ...judge(VERDICTS, grounds), form: 'CURRENT_17', ...facts }
  },
})
