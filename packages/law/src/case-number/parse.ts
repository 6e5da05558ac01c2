import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { enumeration, integer, nullable, object, text } from '../schema/schema.ts'
import { splitCaseNumber } from './case-number.ts'
import { CASE_DOMAINS, domainOfType } from './case-type.ts'

const VERDICTS = ['PASS', 'WARN'] as const
const BRACKET_VARIANT = /[()〔〕]/

/** 法〔2015〕137号 as amended by 法〔2018〕335号; older forms and brackets are read and flagged. */
export const parse = defineFunction({
  name: 'caseNumber.parse',
  question: { zh: '这个案号说明了什么？', en: 'What does this case number say?' },
  rules: ['X-20', 'X-21', 'X-22', 'X-24', 'X-25'],
  parameters: [],
  reasons: ['BRACKET_VARIANT X-24', 'LEGACY_FORM X-24', 'TYPE_CODE_UNKNOWN X-22'],
  errors: ['FORMAT_CASE_NUMBER', 'FORMAT_CASE_SERIAL'],
  decisiveDate: null,
  input: object({ text: text() }),
  output: judged(VERDICTS, {
    form: enumeration(['CURRENT', 'LEGACY']),
    normalised: text(),
    year: integer(),
    courtCode: nullable(text()),
    special: nullable(text()),
    typeCode: nullable(text()),
    domain: nullable(enumeration(CASE_DOMAINS)),
    serial: integer(),
    suffix: nullable(text()),
  }),
  evaluate(input) {
    const number = splitCaseNumber(input.text, '/text')
    const grounds: Ground<'WARN'>[] = []
    const warn = (code: string, rule: string): number => grounds.push({ verdict: 'WARN', code, rule })
    if (BRACKET_VARIANT.test(input.text)) warn('BRACKET_VARIANT', 'X-24')
    if (number.form === 'LEGACY') {
      warn('LEGACY_FORM', 'X-24')
      const unread = { courtCode: null, special: null, typeCode: null, domain: null, suffix: null }
      return { ...judge(VERDICTS, grounds), ...number, ...unread }
    }
    const domain = domainOfType(number.typeCode)
    if (domain === null) warn('TYPE_CODE_UNKNOWN', 'X-22')
    return { ...judge(VERDICTS, grounds), ...number, domain }
  },
})
