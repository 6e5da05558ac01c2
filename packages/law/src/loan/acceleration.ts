import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { boolean, date, integer, nullable, object } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['ALLOWED', 'NOT_MET', 'NOTICE_MISSING', 'JUDGE'] as const
const RULE = 'R24-08'
const CODES = ['NO_CLAUSE', 'CONDITION_NOT_MET', 'POSSIBLE_WAIVER', 'NOTICE_MISSING', 'CONDITION_MET'] as const

interface Facts {
  readonly clause: { readonly missedPeriods: number } | null
  readonly missedPeriods: number
  readonly noticeSentOn: CivilDate | null
  readonly laterPaymentAcceptedWithoutReservation: boolean
}

interface Found {
  readonly verdict: (typeof VERDICTS)[number]
  readonly code: (typeof CODES)[number]
}

/** Civil Code art. 673: early maturity needs an agreed condition that is met, and a notice. First match. */
export const acceleration = defineFunction({
  name: 'loan.acceleration',
  question: { zh: '能否宣布全部借款提前到期？', en: 'May the whole loan be called early?' },
  rules: [RULE],
  parameters: [],
  reasons: CODES.map((code) => `${code} ${RULE}`),
  errors: [],
  decisiveDate: null,
  input: object({
    clause: nullable(object({ missedPeriods: integer() })),
    missedPeriods: integer(),
    noticeSentOn: nullable(date()),
    laterPaymentAcceptedWithoutReservation: boolean(),
  }),
  output: judged(VERDICTS, {}),
  evaluate(input) {
    const { verdict, code } = firstMatch(input)
    return { verdict, reasons: [{ code, rule: RULE }] }
  },
})

function firstMatch(facts: Facts): Found {
  const { clause, missedPeriods, noticeSentOn, laterPaymentAcceptedWithoutReservation } = facts
  if (clause === null) return { verdict: 'NOT_MET', code: 'NO_CLAUSE' }
  if (missedPeriods < clause.missedPeriods) return { verdict: 'NOT_MET', code: 'CONDITION_NOT_MET' }
  if (laterPaymentAcceptedWithoutReservation) return { verdict: 'JUDGE', code: 'POSSIBLE_WAIVER' }
  if (noticeSentOn === null) return { verdict: 'NOTICE_MISSING', code: 'NOTICE_MISSING' }
  return { verdict: 'ALLOWED', code: 'CONDITION_MET' }
}
