import { claimFields, paidFields, Purse } from '../money/cents.ts'
import { payProRata } from '../money/pro-rata.ts'
import { defineFunction } from '../registry/define-function.ts'
import { boolean, cents, list, listOfUnique, object } from '../schema/schema.ts'

const claims = listOfUnique(object(claimFields), 'id')

/** Provisions on the property part of criminal judgments art. 13. */
export const criminalProperty = defineFunction({
  name: 'distribution.criminalProperty',
  question: {
    zh: '刑事裁判涉财产部分按什么顺序执行？',
    en: 'In which order does a criminal property part pay?',
  },
  rules: ['R19-51', 'R20-75', 'S2.5'],
  parameters: [],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({
    assetsCents: cents(),
    medicalCents: cents(),
    priority: claims,
    restitution: claims,
    otherCivilCents: cents(),
    fineCents: cents(),
    confiscation: boolean(),
  }),
  output: object({
    medicalPaidCents: cents(),
    priority: list(object(paidFields)),
    restitution: list(object(paidFields)),
    otherCivilPaidCents: cents(),
    finePaidCents: cents(),
    confiscatedCents: cents(),
    remainderCents: cents(),
  }),
  evaluate({ assetsCents, medicalCents, priority, restitution, otherCivilCents, fineCents, confiscation }) {
    const purse = new Purse(assetsCents)
    const medicalPaidCents = purse.pay(medicalCents)
    const priorityPaid = purse.payInOrder(priority)
    const restitutionPaid = payProRata(purse, restitution)
    const otherCivilPaidCents = purse.pay(otherCivilCents)
    const finePaidCents = purse.pay(fineCents)
    return {
      medicalPaidCents,
      priority: priorityPaid,
      restitution: restitutionPaid,
      otherCivilPaidCents,
      finePaidCents,
      confiscatedCents: confiscation ? purse.left : 0n,
      remainderCents: confiscation ? 0n : purse.left,
    }
  },
})
