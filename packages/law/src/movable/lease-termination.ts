import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { sumCents } from '../money/cents.ts'
import { compareExact, divideExact, exactZero, ratioOf } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Judgement, type Reason } from '../registry/judgement.ts'
import {
  boolean,
  cents,
  date,
  enumeration,
  exact,
  integer,
  list,
  listOfUnique,
  nullable,
  object,
  optional,
  type Value,
} from '../schema/schema.ts'
import type { Rational } from '../time/rational.ts'

const VERDICTS = ['TERMINABLE', 'NOT_YET', 'ELECTION_REQUIRED'] as const
const REMEDIES = ['FULL_RENT', 'TERMINATE'] as const
const PERCENT = 100n
const rule = 'R22-15'

const input = object({
  totalRentCents: cents(),
  periods: listOfUnique(object({ no: integer(), dueOn: date(), amountCents: cents(), paidCents: cents() }), 'no'),
  demandOn: nullable(date()),
  reasonablePeriodEndsOn: nullable(date()),
  otherAgreedBreach: optional(boolean()),
  claims: optional(list(enumeration(REMEDIES))),
  asOf: date(),
})
type Facts = Value<typeof input>

interface Arrears {
  readonly missedPeriods: number
  readonly unpaidCents: bigint
  readonly unpaidRatio: Rational
}

/** Interpretation on financing leases arts. 5, 10; Civil Code art. 752. First match. */
export const leaseTermination = defineFunction({
  name: 'movable.leaseTermination',
  question: { zh: '出租人能否解除融资租赁合同？', en: 'May the lessor terminate a financing lease?' },
  rules: ['R22-15'],
  parameters: ['PB-R22-15.periods', 'PB-R22-15.ratio'],
  reasons: [
    'CHOOSE_ONE_REMEDY R22-15',
    'AGREED_BREACH R22-15',
    'BELOW_THRESHOLD R22-15',
    'NO_DEMAND R22-15',
    'REASONABLE_PERIOD_RUNNING R22-15',
    'TWO_PERIODS R22-15',
    'FIFTEEN_PERCENT R22-15',
  ],
  errors: ['AMOUNT_SUM_MISMATCH', 'AMOUNT_OVERPAID'],
  decisiveDate: 'asOf',
  input,
  output: judged(VERDICTS, { missedPeriods: integer(), unpaidCents: cents(), unpaidRatio: exact() }),
  evaluate(facts, law) {
    checkSums(facts)
    const arrears = arrearsOf(facts)
    return { ...standing(facts, arrears, law), ...arrears }
  },
})

function checkSums({ totalRentCents, periods }: Facts): void {
  const overpaid = periods.findIndex(({ amountCents, paidCents }) => paidCents > amountCents)
  if (overpaid >= 0) throw new LawError('AMOUNT_OVERPAID', `/periods/${overpaid}/paidCents`, { most: 'amountCents' })
  if (sumCents(periods.map(({ amountCents }) => amountCents)) !== totalRentCents) {
    throw new LawError('AMOUNT_SUM_MISMATCH', '/totalRentCents', { sumOf: 'periods' })
  }
}

function arrearsOf({ totalRentCents, periods, asOf }: Facts): Arrears {
  const missed = periods.filter(({ dueOn, amountCents, paidCents }) => dueOn < asOf && paidCents < amountCents)
  const unpaidCents = sumCents(missed.map(({ amountCents, paidCents }) => amountCents - paidCents))
  const unpaidRatio = unpaidCents === 0n ? exactZero : ratioOf(unpaidCents, totalRentCents)
  return { missedPeriods: missed.length, unpaidCents, unpaidRatio }
}

function standing(facts: Facts, arrears: Arrears, law: LawReading): Judgement<(typeof VERDICTS)[number]> {
  const { demandOn, reasonablePeriodEndsOn, otherAgreedBreach, claims, asOf } = facts
  if (REMEDIES.every((remedy) => claims?.includes(remedy))) {
    return decided('ELECTION_REQUIRED', { code: 'CHOOSE_ONE_REMEDY', rule })
  }
  if (otherAgreedBreach === true) return decided('TERMINABLE', { code: 'AGREED_BREACH', rule })
  const reached = thresholds(arrears, law)
  if (reached.length === 0) return decided('NOT_YET', { code: 'BELOW_THRESHOLD', rule })
  if (demandOn === null) return decided('NOT_YET', { code: 'NO_DEMAND', rule })
  if (reasonablePeriodEndsOn === null || asOf <= reasonablePeriodEndsOn) {
    return decided('NOT_YET', { code: 'REASONABLE_PERIOD_RUNNING', rule })
  }
  return decided('TERMINABLE', ...reached)
}

function thresholds({ missedPeriods, unpaidRatio }: Arrears, law: LawReading): Reason[] {
  const periodsMin = law.count('PB-R22-15.periods', 'period, at least')
  const ratioMin = divideExact(law.fraction('PB-R22-15.ratio', 'percent of total rent, at least'), PERCENT)
  const reached: Reason[] = []
  if (missedPeriods >= periodsMin) reached.push({ code: 'TWO_PERIODS', rule })
  if (compareExact(unpaidRatio, ratioMin) >= 0) reached.push({ code: 'FIFTEEN_PERCENT', rule })
  return reached
}
