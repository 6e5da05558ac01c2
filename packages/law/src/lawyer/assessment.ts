import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { date, enumeration, integer, list, nullable, object } from '../schema/schema.ts'
import { partsOf } from '../time/civil-date.ts'

const VERDICTS = ['PASS', 'WARN'] as const
const rule = 'R18-21'

/** The assessment is a warning, never a bar: no statute makes it one. */
export const assessment = defineFunction({
  name: 'lawyer.assessment',
  question: { zh: '年度考核是否需要提示？', en: 'Does the annual assessment raise a warning?' },
  rules: ['R18-21'],
  parameters: [],
  reasons: ['ASSESSMENT_MISSING R18-21', 'ASSESSMENT_INCOMPETENT R18-21'],
  errors: ['DEADLINE_ORDER'],
  decisiveDate: 'on',
  input: object({
    on: date(),
    firstLicensedOn: date(),
    records: list(object({ year: integer(), grade: enumeration(['COMPETENT', 'BASICALLY_COMPETENT', 'INCOMPETENT']) })),
  }),
  output: judged(VERDICTS, { dueYear: nullable(integer()) }),
  evaluate({ on, firstLicensedOn, records }) {
    if (firstLicensedOn > on) throw new LawError('DEADLINE_ORDER', '/firstLicensedOn', { later: 'on' })
    const { year } = partsOf(on)
    if (partsOf(firstLicensedOn).year === year) return { ...judge(VERDICTS, []), dueYear: null }
    const dueYear = year - 1
    const due = records.filter((record) => record.year === dueYear)
    const grounds: Ground<'WARN'>[] = []
    if (due.length === 0) grounds.push({ verdict: 'WARN', code: 'ASSESSMENT_MISSING', rule })
    if (due.some(({ grade }) => grade === 'INCOMPETENT')) {
      grounds.push({ verdict: 'WARN', code: 'ASSESSMENT_INCOMPETENT', rule })
    }
    return { ...judge(VERDICTS, grounds), dueYear }
  },
})
