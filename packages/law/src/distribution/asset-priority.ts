import { cents, list, object, positive } from '../schema/schema.ts'
import { paidFields, Purse } from '../money/cents.ts'
import { payProRata } from '../money/pro-rata.ts'
import { PERIOD_PARAMETERS } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { assetClaims, priorityGroups } from './priority-groups.ts'

/** The order of claims on one asset. That a priority exists and is confirmed are facts of the caller. */
export const assetPriority = defineFunction({
  name: 'distribution.assetPriority',
  question: { zh: '同一财产上的各项债权按什么顺序受偿？', en: 'In which order are claims on one asset paid?' },
  rules: ['R20-77a', 'R20-77b', 'R20-77c', 'R20-77d', 'R20-77e', 'R20-77f', 'R20-77g', 'S2.5'],
  parameters: [...PERIOD_PARAMETERS, 'P-22-07'],
  reasons: [],
  errors: ['LIMIT_EXCEEDED', 'STATE_PRIORITY_CONFLICT', 'VERSION_CALENDAR_MISSING'],
  decisiveDate: null,
  input: object({ proceedsCents: cents(), costsCents: cents(), claims: assetClaims }),
  output: object({
    costsPaidCents: cents(),
    payments: list(object({ ...paidFields, rank: positive() })),
    surplusCents: cents(),
  }),
  evaluate({ proceedsCents, costsCents, claims }, law) {
    const groups = priorityGroups(claims, law)
    const purse = new Purse(proceedsCents)
    const costsPaidCents = purse.pay(costsCents)
    const payments = groups.flatMap((group, index) =>
      payProRata(purse, group).map(({ id, cents: paid, unpaidCents }) => ({
        id,
        cents: paid,
        unpaidCents,
        rank: index + 1,
      })),
    )
    return { costsPaidCents, payments, surplusCents: purse.left }
  },
})
