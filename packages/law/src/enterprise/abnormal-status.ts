import { LawError } from '../law-error.ts'
import { addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { date, enumeration, nullable, object, optional } from '../schema/schema.ts'
import { addDays } from '../time/civil-date.ts'

const VERDICTS = ['NOT_LISTED', 'ABNORMAL', 'SERIOUS_ILLEGAL', 'REMOVED'] as const
const GROUNDS = ['ANNUAL_REPORT', 'EVENT_PUBLICITY', 'FALSE_INFORMATION', 'UNREACHABLE'] as const

/** Enterprise Publicity Regulations art. 17 (text of 2014). An administrative list, never merged with the judicial one. */
export const abnormalStatus = defineFunction({
  name: 'enterprise.abnormalStatus',
  question: {
    zh: '企业是否列入经营异常名录或者严重违法失信名单？',
    en: 'Is the enterprise on the abnormal or the serious-illegal list?',
  },
  rules: ['R22-03', 'R26-07'],
  parameters: ['PB-R26-07.serious', 'PB-R26-07.removed'],
  reasons: [...GROUNDS.map((ground) => `LISTED_${ground} R22-03`), 'NOT_CURED_IN_3_YEARS R26-07'],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'asOf',
  input: object({
    listing: nullable(object({ ground: enumeration(GROUNDS), listedOn: date() })),
    curedOn: nullable(date()),
    relapseOn: optional(date()),
    asOf: date(),
  }),
  output: judged(VERDICTS, { list: enumeration(['ADMINISTRATIVE']), seriousFrom: nullable(date()) }),
  evaluate({ listing, curedOn, relapseOn, asOf }, law) {
    const list = 'ADMINISTRATIVE'
    if (listing === null) return { ...decided('NOT_LISTED'), list, seriousFrom: null }
    const { ground, listedOn } = listing
    if (curedOn !== null && curedOn < listedOn)
      throw new LawError('DEADLINE_ORDER', '/curedOn', { earlier: 'listedOn' })
    const cureUntil = addYears(listedOn, law.count('PB-R26-07.serious', 'year'))
    const cured = curedOn !== null && curedOn <= cureUntil
    const seriousFrom = cured ? null : addDays(cureUntil, 1)
    const listed = { code: `LISTED_${ground}`, rule: 'R22-03' }
    if (asOf < listedOn) return { ...decided('NOT_LISTED'), list, seriousFrom }
    if (seriousFrom === null) {
      const removed = curedOn !== null && asOf >= curedOn
      return { ...(removed ? decided('REMOVED') : decided('ABNORMAL', listed)), list, seriousFrom }
    }
    if (asOf < seriousFrom) return { ...decided('ABNORMAL', listed), list, seriousFrom }
    const removedFrom = addYears(seriousFrom, law.count('PB-R26-07.removed', 'year'))
    const relapsed = relapseOn !== null && seriousFrom <= relapseOn && relapseOn < removedFrom
    if (asOf >= removedFrom && !relapsed) return { ...decided('REMOVED'), list, seriousFrom }
    const notCured = { code: 'NOT_CURED_IN_3_YEARS', rule: 'R26-07' }
    return { ...decided('SERIOUS_ILLEGAL', listed, notCured), list, seriousFrom }
  },
})
