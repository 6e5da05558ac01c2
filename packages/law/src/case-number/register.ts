import { defineFunction } from '../registry/define-function.ts'
import { judge, judged } from '../registry/judgement.ts'
import { list, object, text } from '../schema/schema.ts'
import { splitCaseNumber } from './case-number.ts'

const VERDICTS = ['PASS', 'BLOCK'] as const

/** a case number is given once. Numbers are compared in their normalised form. */
export const register = defineFunction({
  name: 'caseNumber.register',
  question: { zh: '这个案号能否编给新案件？', en: 'May this number be given to a new case?' },
  rules: ['X-23'],
  parameters: [],
  reasons: ['CASE_NUMBER_TAKEN X-23'],
  errors: ['FORMAT_CASE_NUMBER', 'FORMAT_CASE_SERIAL'],
  decisiveDate: null,
  input: object({ text: text(), registered: list(text()) }),
  output: judged(VERDICTS, { normalised: text() }),
  evaluate(input) {
    const { normalised } = splitCaseNumber(input.text, '/text')
    const taken = input.registered
      .map((one, index) => splitCaseNumber(one, `/registered/${index}`).normalised)
      .includes(normalised)
    const grounds = taken ? ([{ verdict: 'BLOCK', code: 'CASE_NUMBER_TAKEN', rule: 'X-23' }] as const) : []
    return { ...judge(VERDICTS, grounds), normalised }
  },
})
