import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, nullable, object, text } from '../schema/schema.ts'
import { splitCurrentNumber } from './licence-number.ts'

const VERDICTS = ['SAME', 'REVIEW', 'DIFFERENT'] as const
const rule = 'S18.3'

/** A number changes when the lawyer moves to another city; year, category, gender digit and serial stay. */
export const samePerson = defineFunction({
  name: 'lawyer.samePerson',
  question: { zh: '两个执业证号是否属于同一律师？', en: 'Do two licence numbers belong to one lawyer?' },
  rules: ['S18.3'],
  parameters: [],
  reasons: ['SERIAL_DIFFERS S18.3', 'YEAR_DIFFERS S18.3', 'GENDER_DIFFERS S18.3', 'CATEGORY_DIFFERS S18.3'],
  errors: ['FORMAT_LICENCE_NO'],
  decisiveDate: null,
  input: object({ a: text(), b: text() }),
  output: judged(VERDICTS, { movedFirm: nullable(boolean()) }),
  evaluate(input) {
    const one = splitCurrentNumber(input.a, '/a')
    const other = splitCurrentNumber(input.b, '/b')
    if (one.serial !== other.serial) {
      const grounds = [{ verdict: 'DIFFERENT', code: 'SERIAL_DIFFERS', rule }] as const
      return { ...judge(VERDICTS, grounds), movedFirm: null }
    }
    const grounds: Ground<'REVIEW'>[] = []
    const review = (code: string): number => grounds.push({ verdict: 'REVIEW', code, rule })
    if (one.firstLicenceYear !== other.firstLicenceYear) review('YEAR_DIFFERS')
    if (input.a.charAt(10) !== input.b.charAt(10)) review('GENDER_DIFFERS')
    if (input.a.charAt(9) !== input.b.charAt(9)) review('CATEGORY_DIFFERS')
    return { ...judge(VERDICTS, grounds), movedFirm: input.a.slice(1, 5) !== input.b.slice(1, 5) }
  },
})
