import { LawError } from '../law-error.ts'
import { Purse } from '../money/cents.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, enumeration, list, nullable, object } from '../schema/schema.ts'

/** The order of the law: costs, money obligations of the document, doubled part. */
const PARTS = ['COSTS', 'DOCUMENT', 'DOUBLED'] as const
type Part = (typeof PARTS)[number]

/** Delay-interest interpretation art. 4; another order only by agreement. */
export const applyReceipt = defineFunction({
  name: 'distribution.applyReceipt',
  question: { zh: '一笔到账款项清偿哪些债务？', en: 'Which claims does one receipt pay?' },
  rules: ['R20-64'],
  parameters: [],
  reasons: [],
  errors: [],
  decisiveDate: null,
  input: object({
    availableCents: cents(),
    costsCents: cents(),
    documentDebtCents: cents(),
    doubledCents: cents(),
    agreedOrder: nullable(list(enumeration(PARTS))),
  }),
  output: object({
    costsPaidCents: cents(),
    documentPaidCents: cents(),
    doubledPaidCents: cents(),
    costsUnpaidCents: cents(),
    documentUnpaidCents: cents(),
    doubledUnpaidCents: cents(),
    surplusCents: cents(),
  }),
  evaluate({ availableCents, costsCents, documentDebtCents, doubledCents, agreedOrder }) {
    const order = agreedOrder ?? PARTS
    if (order.length !== PARTS.length || new Set(order).size !== PARTS.length) {
      throw new LawError('FORMAT_ENUM', '/agreedOrder', { expected: 'each of COSTS DOCUMENT DOUBLED once' })
    }
    const owed: Readonly<Record<Part, bigint>> = {
      COSTS: costsCents,
      DOCUMENT: documentDebtCents,
      DOUBLED: doubledCents,
    }
    const purse = new Purse(availableCents)
    const paid = new Map(order.map((part) => [part, purse.pay(owed[part])]))
    const paidOf = (part: Part): bigint => paid.get(part) ?? 0n
    return {
      costsPaidCents: paidOf('COSTS'),
      documentPaidCents: paidOf('DOCUMENT'),
      doubledPaidCents: paidOf('DOUBLED'),
      costsUnpaidCents: costsCents - paidOf('COSTS'),
      documentUnpaidCents: documentDebtCents - paidOf('DOCUMENT'),
      doubledUnpaidCents: doubledCents - paidOf('DOUBLED'),
      surplusCents: purse.left,
    }
  },
})
