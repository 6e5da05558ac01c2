import { LawError } from '../law-error.ts'
import { sumCents, Purse } from '../money/cents.ts'
import { compareExact } from '../money/exact.ts'
import { splitProRata } from '../money/pro-rata.ts'
import { defineFunction } from '../registry/define-function.ts'
import { cents, date, exact, list, listOfUnique, object, optional, text, type FieldValues } from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'

const debtFields = {
  id: text(),
  dueOn: date(),
  securedCents: cents(),
  annualRate: exact(),
  costCents: cents(),
  interestCents: cents(),
  principalCents: cents(),
}
type Debt = FieldValues<typeof debtFields>

const partFields = { id: text(), costCents: cents(), interestCents: cents(), principalCents: cents() }
type Allocation = FieldValues<typeof partFields>

/** Civil Code arts. 560–561. */
export const allocatePayment = defineFunction({
  name: 'loan.allocatePayment',
  question: { zh: '一笔给付抵充哪笔债务？', en: 'Which debt does a payment reduce?' },
  rules: ['R24-09', 'S2.5'],
  parameters: [],
  reasons: [],
  errors: ['FORMAT_ENUM'],
  decisiveDate: null,
  input: object({
    paidCents: cents(),
    paidOn: date(),
    agreedOrder: optional(list(text())),
    debts: listOfUnique(object(debtFields), 'id'),
  }),
  output: object({ allocations: list(object(partFields)), unallocatedCents: cents() }),
  evaluate({ paidCents, paidOn, agreedOrder, debts }) {
    const ranks = agreedOrder === null ? legalRanks(debts, paidOn) : agreedRanks(debts, agreedOrder)
    const purse = new Purse(paidCents)
    const parts = new Map(ranks.flatMap((rank) => payRank(purse, rank)).map((part) => [part.id, part]))
    return {
      allocations: debts.map(({ id }) => parts.get(id) ?? nothingFor(id)),
      unallocatedCents: purse.left,
    }
  },
})

function agreedRanks(debts: readonly Debt[], order: readonly string[]): Debt[][] {
  const open = new Map(debts.map((debt) => [debt.id, debt]))
  const ranks = order.map((id, index) => {
    const debt = open.get(id)
    if (debt === undefined) throw new LawError('FORMAT_ENUM', `/agreedOrder/${index}`, { expected: 'each debt once' })
    open.delete(id)
    return [debt]
  })
  if (open.size > 0) throw new LawError('FORMAT_ENUM', '/agreedOrder', { expected: 'each debt once' })
  return ranks
}

/** Art. 560(2): due before undue, then least secured, most burdensome, earliest due; what is equal shares pro rata. */
function legalRanks(debts: readonly Debt[], paidOn: CivilDate): Debt[][] {
  const ranks: Debt[][] = []
  for (const debt of [...debts].sort((one, other) => compareDebts(one, other, paidOn))) {
    const rank = ranks.at(-1)
    if (rank?.[0] !== undefined && compareDebts(rank[0], debt, paidOn) === 0) rank.push(debt)
    else ranks.push([debt])
  }
  return ranks
}

function compareDebts(one: Debt, other: Debt, paidOn: CivilDate): number {
  return (
    Number(one.dueOn > paidOn) - Number(other.dueOn > paidOn) ||
    compareCents(one.securedCents, other.securedCents) ||
    compareExact(other.annualRate, one.annualRate) ||
    one.dueOn - other.dueOn
  )
}

function compareCents(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function payRank(purse: Purse, rank: readonly Debt[]): Allocation[] {
  const outstanding = rank.map((debt) => debt.costCents + debt.interestCents + debt.principalCents)
  const { shares } = splitProRata(purse.pay(sumCents(outstanding)), outstanding)
  return rank.map((debt, index) => payDebt(debt, shares[index] ?? 0n))
}

/** Art. 561: costs, then interest, then principal. */
function payDebt({ id, costCents, interestCents, principalCents }: Debt, share: bigint): Allocation {
  const purse = new Purse(share)
  return {
    id,
    costCents: purse.pay(costCents),
    interestCents: purse.pay(interestCents),
    principalCents: purse.pay(principalCents),
  }
}

function nothingFor(id: string): Allocation {
  return { id, costCents: 0n, interestCents: 0n, principalCents: 0n }
}
