import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { addExact, exactOf, exactZero, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { totalOf } from '../money/cents.ts'
import { defineFunction } from '../registry/define-function.ts'
import { sortReasons } from '../registry/judgement.ts'
import {
  cents,
  date,
  enumeration,
  exact,
  integer,
  list,
  listOfUnique,
  nullable,
  object,
  text,
  type Value,
} from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'
import type { Rational } from '../time/rational.ts'
import { mergeSpans, SpanCounter } from './day-span.ts'

const EXCLUDING = ['REVIEW_NOT_BY_DEBTOR', 'RETRIAL']

const input = object({
  /** Unpaid money obligation without general interest. */
  baseCents: cents(),
  currency: text(),
  dueOn: date(),
  /** Of principal. */
  payments: list(object({ on: date(), cents: cents() })),
  asOf: nullable(date()),
  excluded: list(
    object({
      from: date(),
      to: date(),
      reason: enumeration(['REVIEW_NOT_BY_DEBTOR', 'RETRIAL', 'REVIEW_BY_DEBTOR', 'SETTLEMENT', 'GUARANTY']),
    }),
  ),
  rmbConversion: nullable(object({ midRates: listOfUnique(object({ on: date(), rate: exact() }), 'on') })),
})
type Facts = Value<typeof input>
type Payment = Facts['payments'][number]

interface Segment {
  readonly from: CivilDate
  readonly to: CivilDate
  readonly days: number
  readonly excludedDays: number
  readonly baseCents: bigint
}

/**
 * Delay-interest interpretation arts. 1 to 7: base × daily rate × days, the due day not counted and the pay day counted
 * (R20-62). Nothing is rounded before the end. O(n log n) in payments and stays.
 */
export const doubledPart = defineFunction({
  name: 'interest.doubledPart',
  question: { zh: '加倍部分债务利息是多少？', en: 'How much is the doubled part?' },
  rules: ['R20-61', 'R20-62', 'R20-63', 'R20-65', 'S2.5'],
  parameters: ['P-20-15'],
  reasons: ['STAY_NOT_EXCLUDED R20-63'],
  errors: ['AMOUNT_OVERPAID', 'DEADLINE_ORDER', 'EXTERNAL_RATE_MISSING'],
  decisiveDate: 'dueOn',
  input,
  output: object({
    currency: text(),
    segments: list(
      object({
        from: date(),
        to: date(),
        days: integer(),
        excludedDays: integer(),
        baseCents: cents(),
        exactCents: exact(),
      }),
    ),
    unpaidBaseCents: cents(),
    exactCents: exact(),
    payableCents: cents(),
    reasons: list(object({ code: text(), rule: text() })),
  }),
  evaluate(facts, law) {
    const reversed = facts.excluded.findIndex(({ from, to }) => to < from)
    if (reversed >= 0) throw new LawError('DEADLINE_ORDER', `/excluded/${reversed}/to`, { earlier: 'from' })
    const payments = countedPayments(facts)
    const paid = totalOf(payments)
    if (paid > facts.baseCents) throw new LawError('AMOUNT_OVERPAID', '/payments', {})
    const unpaidBaseCents = facts.baseCents - paid
    if (unpaidBaseCents > 0n && facts.asOf === null) throw new LawError('FORMAT_MISSING', '/asOf', { key: 'asOf' })
    const rate = centRate(facts, law)
    const segments = segmentsOf(facts, payments).map((segment) => ({
      ...segment,
      exactCents: multiplyExact(rate, exactOf(segment.baseCents * BigInt(segment.days))),
    }))
    const exactCents = segments.reduce((total, segment) => addExact(total, segment.exactCents), exactZero)
    const stays = facts.excluded.filter(({ reason }) => !EXCLUDING.includes(reason))
    return {
      currency: facts.rmbConversion === null ? facts.currency : 'CNY',
      segments,
      unpaidBaseCents,
      exactCents,
      payableCents: roundHalfUp(exactCents),
      reasons: sortReasons(stays.map(() => ({ code: 'STAY_NOT_EXCLUDED', rule: 'R20-63' }))),
    }
  },
})

function countedPayments({ payments, asOf }: Facts): Payment[] {
  return payments.filter(({ on }) => asOf === null || on <= asOf).sort((one, other) => one.on - other.on)
}

/** Rate for a day and a cent of the base; R20-65: RMB by the mid rate of the day on which the interest starts. */
function centRate({ dueOn, rmbConversion }: Facts, law: LawReading): Rational {
  const daily = law.fraction('P-20-15', 'per day')
  if (rmbConversion === null) return daily
  const mid = rmbConversion.midRates.find(({ on }) => on === dueOn)
  if (mid === undefined) throw new LawError('EXTERNAL_RATE_MISSING', '/rmbConversion/midRates', { on: 'dueOn' })
  return multiplyExact(daily, mid.rate)
}

function segmentsOf({ baseCents, dueOn, asOf, excluded }: Facts, payments: readonly Payment[]): Segment[] {
  const counter = new SpanCounter(mergeSpans(excluded.filter(({ reason }) => EXCLUDING.includes(reason))))
  const segments: Segment[] = []
  let base = baseCents
  let from = dueOn
  const closeAt = (to: CivilDate): void => {
    if (to <= from) return
    if (base > 0n) {
      const excludedDays = counter.daysIn(from, to)
      segments.push({ from, to, days: to - from - excludedDays, excludedDays, baseCents: base })
    }
    from = to
  }
  for (const payment of payments) {
    closeAt(payment.on)
    base -= payment.cents
  }
  if (asOf !== null) closeAt(asOf)
  return segments
}
