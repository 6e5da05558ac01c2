import { lessCents, minCents, Purse, sumCents } from '../money/cents.ts'
import { ratioOf } from '../money/exact.ts'
import { splitProRata } from '../money/pro-rata.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged } from '../registry/judgement.ts'
import { needed } from '../schema/needed.ts'
import {
  cents,
  enumeration,
  exact,
  list,
  listOfUnique,
  nullable,
  object,
  optional,
  text,
  type FieldValues,
} from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'

const VERDICTS = ['FULL', 'PARTIAL', 'NO_ASSETS'] as const
const WATERFALL = ['COST', 'COMMON_BENEFIT', 'EMPLOYEE', 'SOCIAL_TAX', 'ORDINARY'] as const
type PaidClass = (typeof WATERFALL)[number]

const claimFields = {
  id: text(),
  class: enumeration([...WATERFALL, 'SECURED']),
  amountCents: cents(),
  collateralNetCents: optional(cents()),
  reserve: optional(enumeration(['CONDITIONAL', 'PENDING_SUIT'])),
}
type Claim = FieldValues<typeof claimFields>

const paymentFields = {
  id: text(),
  fromCollateralCents: cents(),
  paidCents: cents(),
  reservedCents: cents(),
  unpaidCents: cents(),
}

const rateFields = {
  COST: nullable(exact()),
  COMMON_BENEFIT: nullable(exact()),
  EMPLOYEE: nullable(exact()),
  SOCIAL_TAX: nullable(exact()),
  ORDINARY: nullable(exact()),
}

/** What is left of one claim for the waterfall, at its place in the input. */
interface Due {
  readonly index: number
  readonly cents: bigint
}

/** Bankruptcy Law arts. 43, 109–110, 113, 117–119. O(n log n) in the claims. */
export const distribute = defineFunction({
  name: 'bankruptcy.distribute',
  question: { zh: '破产财产如何分配，各得多少？', en: 'Who is paid how much?' },
  rules: ['R25-30', 'R25-31', 'R25-33', 'S2.5'],
  parameters: [],
  reasons: ['TERMINATE_NO_ASSETS R25-30'],
  errors: ['FORMAT_MISSING'],
  decisiveDate: null,
  input: object({ freeCashCents: cents(), claims: listOfUnique(object(claimFields), 'id') }),
  output: judged(VERDICTS, {
    payments: list(object(paymentFields)),
    classRates: object(rateFields),
    remainderCents: cents(),
  }),
  evaluate({ freeCashCents, claims }) {
    const collateral = claims.map(collateralOf)
    const fromCollateral = claims.map(({ amountCents }, index) => minCents(amountCents, collateral[index] ?? 0n))
    const surplus = sumCents(collateral) - sumCents(fromCollateral)
    const purse = new Purse(freeCashCents + surplus)
    const shares = new Array<bigint>(claims.length).fill(0n)
    const dues = duesByClass(claims, fromCollateral)
    const rateOf = (one: PaidClass): Rational | null => payClass(purse, dues[one], shares)
    const classRates = {
      COST: rateOf('COST'),
      COMMON_BENEFIT: rateOf('COMMON_BENEFIT'),
      EMPLOYEE: rateOf('EMPLOYEE'),
      SOCIAL_TAX: rateOf('SOCIAL_TAX'),
      ORDINARY: rateOf('ORDINARY'),
    }
    const payments = claims.map(({ id, amountCents, reserve }, index) => {
      const [secured, share] = [fromCollateral[index] ?? 0n, shares[index] ?? 0n]
      return {
        id,
        fromCollateralCents: secured,
        paidCents: reserve === null ? share : 0n,
        reservedCents: reserve === null ? 0n : share,
        unpaidCents: amountCents - secured - share,
      }
    })
    const costsUnpaid = classRates.COST !== null && classRates.COST.numerator < classRates.COST.denominator
    const full = payments.every(({ unpaidCents }) => unpaidCents === 0n)
    return {
      verdict: costsUnpaid ? 'NO_ASSETS' : full ? 'FULL' : 'PARTIAL',
      reasons: costsUnpaid ? [{ code: 'TERMINATE_NO_ASSETS', rule: 'R25-30' }] : [],
      payments,
      classRates,
      remainderCents: purse.left,
    }
  },
})

function collateralOf({ class: paidClass, collateralNetCents }: Claim, index: number): bigint {
  if (paidClass !== 'SECURED') return 0n
  return needed(collateralNetCents, `/claims/${index}/collateralNetCents`)
}

/** R25-31: what the collateral does not cover joins the ordinary claims. */
function duesByClass(claims: readonly Claim[], fromCollateral: readonly bigint[]): Readonly<Record<PaidClass, Due[]>> {
  const dues: Record<PaidClass, Due[]> = { COST: [], COMMON_BENEFIT: [], EMPLOYEE: [], SOCIAL_TAX: [], ORDINARY: [] }
  claims.forEach(({ class: paidClass, amountCents }, index) => {
    if (paidClass !== 'SECURED') {
      dues[paidClass].push({ index, cents: amountCents })
      return
    }
    const shortfall = lessCents(amountCents, fromCollateral[index] ?? 0n)
    if (shortfall > 0n) dues.ORDINARY.push({ index, cents: shortfall })
  })
  return dues
}

/** Pays a class pro rata into `shares`; its rate, null for a class without claims. */
function payClass(purse: Purse, dues: readonly Due[], shares: bigint[]): Rational | null {
  if (dues.length === 0) return null
  const owed = dues.map((due) => due.cents)
  const total = sumCents(owed)
  const paid = purse.pay(total)
  const split = splitProRata(paid, owed)
  dues.forEach(({ index }, at) => {
    shares[index] = split.shares[at] ?? 0n
  })
  return ratioOf(paid, total)
}
