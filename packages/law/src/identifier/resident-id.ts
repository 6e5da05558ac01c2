import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, list, nullable, object, text } from '../schema/schema.ts'
import { parseCivilDate } from '../time/civil-date.ts'

const VERDICTS = ['PASS', 'WARN', 'REFUSE'] as const
const rule = 'S2.4'

const CURRENT = /^\d{17}[\dX]$/
const LEGACY = /^\d{15}$/
/** GB 11643: ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_DIGITS = '10X98765432'

/** A well-formed number; whether a person carries it only the Ministry of Public Security can say. */
export const residentId = defineFunction({
  name: 'identifier.residentId',
  question: { zh: '这个公民身份号码的编排是否正确？', en: 'Is this a well-formed resident identity number?' },
  rules: ['S2.4'],
  parameters: [],
  reasons: [
    'CHECK_DIGIT_MISMATCH S2.4',
    'BIRTH_DATE_INVALID S2.4',
    'BIRTH_DATE_IN_FUTURE S2.4',
    'REGION_UNKNOWN S2.4',
    'LEGACY_15_DIGITS S2.4',
  ],
  errors: ['FORMAT_RESIDENT_ID'],
  decisiveDate: 'asOf',
  input: object({ value: text(), asOf: date(), knownRegions: list(text()) }),
  output: judged(VERDICTS, {
    normalised: text(),
    expectedCheckDigit: text(),
    birthDate: nullable(date()),
    sex: enumeration(['MALE', 'FEMALE']),
  }),
  evaluate({ value, asOf, knownRegions }) {
    const written = value.trim().toUpperCase()
    const body = bodyOf(written)
    const expectedCheckDigit = checkDigitOf(body)
    const legacy = LEGACY.test(written)
    const normalised = legacy ? `${body}${expectedCheckDigit}` : written
    const birthDate = parseCivilDate(`${body.slice(6, 10)}-${body.slice(10, 12)}-${body.slice(12, 14)}`) ?? null

    const grounds: Ground<'WARN' | 'REFUSE'>[] = []
    if (normalised.at(-1) !== expectedCheckDigit)
      grounds.push({ verdict: 'REFUSE', code: 'CHECK_DIGIT_MISMATCH', rule })
    if (birthDate === null) grounds.push({ verdict: 'REFUSE', code: 'BIRTH_DATE_INVALID', rule })
    else if (birthDate > asOf) grounds.push({ verdict: 'REFUSE', code: 'BIRTH_DATE_IN_FUTURE', rule })
    if (!knownRegions.includes(body.slice(0, 6))) grounds.push({ verdict: 'WARN', code: 'REGION_UNKNOWN', rule })
    if (legacy) grounds.push({ verdict: 'WARN', code: 'LEGACY_15_DIGITS', rule })
    const sex = Number(body[16]) % 2 === 1 ? 'MALE' : 'FEMALE'
    return { ...judge(VERDICTS, grounds), normalised, expectedCheckDigit, birthDate, sex }
  },
})

/** The 17 digits before the check digit; an old number lacks the century and the check digit. */
function bodyOf(written: string): string {
  if (CURRENT.test(written)) return written.slice(0, 17)
  if (LEGACY.test(written)) return `${written.slice(0, 6)}19${written.slice(6)}`
  throw new LawError('FORMAT_RESIDENT_ID', '/value', { expected: '18 or 15 characters', seen: written.length })
}

function checkDigitOf(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return CHECK_DIGITS.charAt(sum % CHECK_DIGITS.length)
}
