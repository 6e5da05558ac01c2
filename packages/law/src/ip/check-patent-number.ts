import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { enumeration, integer, nullable, object, text } from '../schema/schema.ts'

const VERDICTS = ['VALID', 'INVALID'] as const
const SCHEMES = ['TWELVE_DIGIT', 'EIGHT_DIGIT'] as const
const KINDS = ['INVENTION', 'UTILITY', 'DESIGN', 'PCT_INVENTION', 'PCT_UTILITY'] as const
const rule = 'S21.3'

const SHAPE = /^(?:ZL)?(\d{12}|\d{8})\.([\dX])$/
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5] as const
const MODULUS = 11
/** Numbers of two-digit years begin with the Patent Law of 1985. */
const FIRST_SHORT_YEAR = 85

const KIND_OF_DIGIT: ReadonlyMap<string, (typeof KINDS)[number]> = new Map([
  ['1', 'INVENTION'],
  ['2', 'UTILITY'],
  ['3', 'DESIGN'],
  ['8', 'PCT_INVENTION'],
  ['9', 'PCT_UTILITY'],
])

/** A valid check digit says nothing about existence: the register is to be asked. */
export const checkPatentNumber = defineFunction({
  name: 'ip.checkPatentNumber',
  question: { zh: '这个专利号的编排是否正确？', en: 'Is the patent number well formed?' },
  rules: ['S21.3'],
  parameters: [],
  reasons: ['TYPE_DIGIT_UNKNOWN S21.3', 'CHECK_DIGIT_MISMATCH S21.3'],
  errors: ['FORMAT_PATENT_NUMBER'],
  decisiveDate: null,
  input: object({ number: text() }),
  output: judged(VERDICTS, {
    normalized: text(),
    scheme: enumeration(SCHEMES),
    kind: nullable(enumeration(KINDS)),
    filingYear: integer(),
    checkDigit: text(),
    expectedCheckDigit: text(),
  }),
  evaluate({ number }) {
    const written = number.replace(/\s/g, '').toUpperCase()
    const [, digits = '', checkDigit = ''] = SHAPE.exec(written) ?? []
    if (digits === '') {
      throw new LawError('FORMAT_PATENT_NUMBER', '/number', { expected: '12 or 8 digits, a dot and a check character' })
    }
    const long = digits.length === WEIGHTS.length
    const kind = KIND_OF_DIGIT.get(digits.charAt(long ? 4 : 2)) ?? null
    const expectedCheckDigit = checkOf(digits)
    const grounds: Ground<'INVALID'>[] = []
    if (kind === null) grounds.push({ verdict: 'INVALID', code: 'TYPE_DIGIT_UNKNOWN', rule })
    if (checkDigit !== expectedCheckDigit) grounds.push({ verdict: 'INVALID', code: 'CHECK_DIGIT_MISMATCH', rule })
    return {
      ...judge(VERDICTS, grounds),
      normalized: `ZL${digits}.${checkDigit}`,
      scheme: long ? 'TWELVE_DIGIT' : 'EIGHT_DIGIT',
      kind,
      filingYear: long ? Number(digits.slice(0, 4)) : yearOf(Number(digits.slice(0, 2))),
      checkDigit,
      expectedCheckDigit,
    }
  },
})

function checkOf(digits: string): string {
  const sum = Array.from(digits, Number).reduce((total, digit, index) => total + digit * (WEIGHTS[index] ?? 0), 0)
  const check = sum % MODULUS
  return check === 10 ? 'X' : String(check)
}

function yearOf(short: number): number {
  return short >= FIRST_SHORT_YEAR ? 1900 + short : 2000 + short
}
