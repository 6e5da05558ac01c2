import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { enumeration, list, object, text } from '../schema/schema.ts'

const VERDICTS = ['PASS', 'WARN', 'REFUSE'] as const
const rule = 'S2.4'

/** GB 32100-2015: no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const SHAPE = new RegExp(`^[${ALPHABET}]{18}$`)
const OUTER_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
/** GB 11714: letters count from A = 10 to Z = 35. */
const INNER_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const
const INNER_MODULUS = 11
const INNER_CODE_AT = 8

const SUBJECT_CLASSES = [
  'ENTERPRISE',
  'SOLE_TRADER',
  'COOPERATIVE',
  'GOV_ORGAN',
  'PUBLIC_INSTITUTION',
  'SOCIAL_ORGANISATION',
  'LAW_FIRM',
  'NOTARY_OFFICE',
  'GRASSROOTS_LEGAL_SERVICE',
  'FORENSIC_INSTITUTION',
  'ARBITRATION_COMMISSION',
  'RURAL_COLLECTIVE',
  'UNKNOWN',
] as const
type SubjectClass = (typeof SUBJECT_CLASSES)[number]

const CLASS_OF_PREFIX: ReadonlyMap<string, SubjectClass> = new Map([
  ['91', 'ENTERPRISE'],
  ['92', 'SOLE_TRADER'],
  ['93', 'COOPERATIVE'],
  ['11', 'GOV_ORGAN'],
  ['12', 'PUBLIC_INSTITUTION'],
  ['51', 'SOCIAL_ORGANISATION'],
  ['52', 'SOCIAL_ORGANISATION'],
  ['53', 'SOCIAL_ORGANISATION'],
  ['31', 'LAW_FIRM'],
  ['32', 'NOTARY_OFFICE'],
  ['33', 'GRASSROOTS_LEGAL_SERVICE'],
  ['34', 'FORENSIC_INSTITUTION'],
  ['35', 'ARBITRATION_COMMISSION'],
  ['N1', 'RURAL_COLLECTIVE'],
])

/** Some codes in real use fail a check; the list names those that were confirmed by hand. */
export const uscc = defineFunction({
  name: 'identifier.uscc',
  question: { zh: '这个统一社会信用代码的编排是否正确？', en: 'Is this a well-formed unified social credit code?' },
  rules: ['S2.4'],
  parameters: [],
  reasons: ['CHECK_DIGIT_MISMATCH S2.4', 'WHITELISTED S2.4', 'INNER_CHECK_MISMATCH S2.4'],
  errors: ['FORMAT_USCC'],
  decisiveDate: null,
  input: object({ value: text(), whitelist: list(text()) }),
  output: judged(VERDICTS, {
    normalised: text(),
    expectedCheckDigit: text(),
    expectedInnerCheckDigit: text(),
    subjectClass: enumeration(SUBJECT_CLASSES),
  }),
  evaluate({ value, whitelist }) {
    const normalised = value.trim().toUpperCase()
    if (!SHAPE.test(normalised)) {
      throw new LawError('FORMAT_USCC', '/value', {
        expected: '18 characters of the alphabet',
        seen: normalised.length,
      })
    }
    const expectedCheckDigit = outerCheck(normalised)
    const expectedInnerCheckDigit = innerCheck(normalised)
    const grounds: Ground<'WARN' | 'REFUSE'>[] = []
    if (normalised[17] !== expectedCheckDigit) {
      if (whitelist.includes(normalised)) grounds.push({ verdict: 'WARN', code: 'WHITELISTED', rule })
      else grounds.push({ verdict: 'REFUSE', code: 'CHECK_DIGIT_MISMATCH', rule })
    }
    if (normalised[16] !== expectedInnerCheckDigit)
      grounds.push({ verdict: 'WARN', code: 'INNER_CHECK_MISMATCH', rule })
    const subjectClass = CLASS_OF_PREFIX.get(normalised.slice(0, 2)) ?? 'UNKNOWN'
    return { ...judge(VERDICTS, grounds), normalised, expectedCheckDigit, expectedInnerCheckDigit, subjectClass }
  },
})

function outerCheck(code: string): string {
  const sum = OUTER_WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(code.charAt(index)), 0)
  return ALPHABET.charAt((ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length)
}

function innerCheck(code: string): string {
  const sum = INNER_WEIGHTS.reduce(
    (total, weight, index) => total + weight * INNER_ALPHABET.indexOf(code.charAt(INNER_CODE_AT + index)),
    0,
  )
  const check = INNER_MODULUS - (sum % INNER_MODULUS)
  if (check === 10) return 'X'
  return check === INNER_MODULUS ? '0' : String(check)
}
