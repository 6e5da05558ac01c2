import { claimFields, paidFields, Purse } from '../money/cents.ts'
import { refuseSharedIds } from '../money/unique-claims.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, list, listOfUnique, object } from '../schema/schema.ts'

const claims = listOfUnique(object(claimFields), 'id')

/** 法〔2022〕107号: when the first court sells, waiting measures take effect on the rest, which does not go back to the debtor first. */
export const surplus = defineFunction({
  name: 'measure.surplus',
  question: { zh: '首封法院处分后，剩余款项归谁？', en: 'Who gets the proceeds when the first court sells?' },
  rules: ['R20-18'],
  parameters: [],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({
    proceedsCents: cents(),
    costsCents: cents(),
    priority: claims,
    first: object(claimFields),
    /** By rank. */
    waiting: claims,
  }),
  output: object({ costsPaidCents: cents(), payments: list(object(paidFields)), debtorCents: cents() }),
  evaluate({ proceedsCents, costsCents, priority, first, waiting }) {
    refuseSharedIds([
      ['/priority', priority],
      ['/first', [first]],
      ['/waiting', waiting],
    ])
    const purse = new Purse(proceedsCents)
    const costsPaidCents = purse.pay(costsCents)
    const payments = purse.payInOrder([...priority, first, ...waiting])
    return { costsPaidCents, payments, debtorCents: purse.left }
  },
})
