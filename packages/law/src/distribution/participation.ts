import { claimFields, minCents, paidFields, paidOf, Purse, totalOf, type Paid } from '../money/cents.ts'
import { ratioOf } from '../money/exact.ts'
import { payProRata } from '../money/pro-rata.ts'
import { refuseSharedIds } from '../money/unique-claims.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import {
  boolean,
  cents,
  enumeration,
  exact,
  list,
  listOfUnique,
  nullable,
  object,
  timestamp,
  type Value,
} from '../schema/schema.ts'

const VERDICTS = ['DISTRIBUTE', 'MOVE_TO_BANKRUPTCY'] as const

const input = object({
  debtorKind: enumeration(['NATURAL', 'OTHER_ORGANISATION', 'ENTERPRISE']),
  /** Of one applicant or of the debtor. */
  bankruptcyConsent: boolean(),
  proceedsCents: cents(),
  costsCents: cents(),
  priority: listOfUnique(object(claimFields), 'id'),
  ordinary: listOfUnique(object({ ...claimFields, sealedAt: timestamp() }), 'id'),
})
type Facts = Value<typeof input>

const output = judged(VERDICTS, {
  mode: nullable(enumeration(['PRO_RATA', 'SEAL_ORDER'])),
  costsPaidCents: cents(),
  payments: list(object(paidFields)),
  ordinaryRatio: nullable(exact()),
  becomesOrdinary: list(object(claimFields)),
  debtorCents: cents(),
})

const NOTHING_PAID = {
  mode: null,
  costsPaidCents: 0n,
  payments: [],
  ordinaryRatio: null,
  becomesOrdinary: [],
  debtorCents: 0n,
} as const

/**
 * Interpretation of the Civil Procedure Law arts. 506 to 514: ordinary creditors share pro rata; those of an enterprise
 * outside bankruptcy are paid in the order of sealing. O(n log n).
 */
export const participation = defineFunction({
  name: 'distribution.participation',
  question: { zh: '执行款如何在各债权人之间分配？', en: 'How are the proceeds shared among creditors?' },
  rules: ['R20-70', 'R20-71', 'R20-73', 'S2.5'],
  parameters: [],
  reasons: ['CONSENT_TO_BANKRUPTCY R20-73'],
  errors: [],
  decisiveDate: null,
  input,
  output,
  evaluate(facts) {
    const { debtorKind, bankruptcyConsent, proceedsCents, costsCents, priority, ordinary } = facts
    refuseSharedIds([
      ['/priority', priority],
      ['/ordinary', ordinary],
    ])
    const insolvent = proceedsCents < costsCents + totalOf(priority) + totalOf(ordinary)
    if (debtorKind === 'ENTERPRISE' && bankruptcyConsent && insolvent) {
      return { ...decided('MOVE_TO_BANKRUPTCY', { code: 'CONSENT_TO_BANKRUPTCY', rule: 'R20-73' }), ...NOTHING_PAID }
    }
    const purse = new Purse(proceedsCents)
    const costsPaidCents = purse.pay(costsCents)
    const priorityPaid = purse.payInOrder(priority)
    const owed = totalOf(ordinary)
    const ratio = owed === 0n ? null : ratioOf(minCents(purse.left, owed), owed)
    const bySeal = debtorKind === 'ENTERPRISE'
    const ordinaryPaid = bySeal ? paySealOrder(purse, ordinary) : payProRata(purse, ordinary)
    return {
      ...decided('DISTRIBUTE'),
      mode: bySeal ? 'SEAL_ORDER' : 'PRO_RATA',
      costsPaidCents,
      payments: [...priorityPaid, ...ordinaryPaid],
      ordinaryRatio: bySeal ? null : ratio,
      becomesOrdinary: priorityPaid
        .filter(({ unpaidCents }) => unpaidCents > 0n)
        .map(({ id, unpaidCents }) => ({ id, cents: unpaidCents })),
      debtorCents: purse.left,
    }
  },
})

/** Paid by time of sealing, reported in input order. */
function paySealOrder(purse: Purse, ordinary: Facts['ordinary']): Paid[] {
  const paid = new Map<string, bigint>()
  // Array sort is stable, so that equal times keep the input order.
  for (const { id, cents: owed } of [...ordinary].sort((one, other) => one.sealedAt - other.sealedAt)) {
    paid.set(id, purse.pay(owed))
  }
  return ordinary.map((claim) => paidOf(claim, paid.get(claim.id) ?? 0n))
}
