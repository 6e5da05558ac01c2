import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import { boolean, date, enumeration, nullable, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['RELIEF', 'REFUSE', 'ENDED'] as const

interface Facts {
  readonly planStatus: 'DRAFT' | 'VOTED' | 'COURT_APPROVED' | 'TERMINATED'
  readonly approvedOn: CivilDate | null
  readonly rulingVerified: boolean
  readonly asOf: CivilDate
}

interface Found {
  readonly verdict: (typeof VERDICTS)[number]
  readonly code: string
  readonly rule: string
}

/** A proposal: the listing court decides. First match. */
export const restructuringRelief = defineFunction({
  name: 'credit.restructuringRelief',
  question: { zh: '重整企业能否暂时解除信用限制？', en: 'Is there temporary relief for an enterprise under a plan?' },
  rules: ['R26-05', 'R26-06'],
  parameters: [],
  reasons: ['PLAN_APPROVED R26-05', 'RULING_NOT_SHOWN R26-05', 'PLAN_NOT_APPROVED R26-06', 'PLAN_TERMINATED R26-06'],
  errors: ['FORMAT_MISSING'],
  decisiveDate: 'asOf',
  input: object({
    planStatus: enumeration(['DRAFT', 'VOTED', 'COURT_APPROVED', 'TERMINATED']),
    approvedOn: nullable(date()),
    rulingVerified: boolean(),
    asOf: date(),
  }),
  output: judged(VERDICTS, { mark: nullable(enumeration(['RESTRUCTURING'])), mayApplyForRepair: boolean() }),
  evaluate(input) {
    const { verdict, code, rule } = firstMatch(input)
    const relief = verdict === 'RELIEF'
    return { verdict, reasons: [{ code, rule }], mark: relief ? 'RESTRUCTURING' : null, mayApplyForRepair: relief }
  },
})

function firstMatch({ planStatus, approvedOn, rulingVerified, asOf }: Facts): Found {
  if (planStatus === 'TERMINATED') return { verdict: 'ENDED', code: 'PLAN_TERMINATED', rule: 'R26-06' }
  if (planStatus !== 'COURT_APPROVED' || asOf < needed(approvedOn, '/approvedOn')) {
    return { verdict: 'REFUSE', code: 'PLAN_NOT_APPROVED', rule: 'R26-06' }
  }
  if (!rulingVerified) return { verdict: 'REFUSE', code: 'RULING_NOT_SHOWN', rule: 'R26-05' }
  return { verdict: 'RELIEF', code: 'PLAN_APPROVED', rule: 'R26-05' }
}
