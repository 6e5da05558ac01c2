import { Type } from 'typebox'
import type { Static } from 'typebox'
import { reasonView } from './check.ts'
import { cents, currency, DEBTOR_KINDS, positiveCents } from './enforcement-scalars.ts'
import { bilingual, civilDate, closed, count, flag, instant, nullable, oneOf, text } from './scalars.ts'

/** One line of a calculation: what was computed from what, under which rule. */
export const moneyStep = Type.Object({
  what: bilingual,
  /** Rounded as the law says; what is not rounded before the end stands in `exactCents`. */
  cents,
  exactCents: nullable(text),
  baseCents: nullable(cents),
  /** Fraction for `per`: of the base, for a year or a day. */
  rate: nullable(text),
  per: nullable(oneOf(['YEAR', 'DAY'])),
  from: nullable(civilDate),
  to: nullable(civilDate),
  days: nullable(count),
  excludedDays: nullable(count),
  function: text,
  rule: text,
  statute: bilingual,
})
export type MoneyStep = Static<typeof moneyStep>

/** What is owed on a day, and what may be controlled for it. */
export const owedView = Type.Object({
  asOf: civilDate,
  currency,
  /** Principal and general interest. */
  documentCents: cents,
  doubledCents: cents,
  /** Execution fee on the former. */
  feeCents: cents,
  totalCents: cents,
  /** By how much the debt grows with each day, exact cents: the debt clock. */
  perDayExactCents: text,
  steps: Type.Array(moneyStep),
  reasons: Type.Array(reasonView),
})
export type OwedView = Static<typeof owedView>

const LINES_MAX = 200
/** With payments and stays that the ledger's claim does not have yet. */
export const owedQuestion = closed({
  asOf: civilDate,
  payments: Type.Optional(Type.Array(closed({ on: civilDate, cents: positiveCents }), { maxItems: LINES_MAX })),
  excluded: Type.Optional(
    Type.Array(
      closed({
        from: civilDate,
        to: civilDate,
        reason: oneOf(['REVIEW_NOT_BY_DEBTOR', 'RETRIAL', 'REVIEW_BY_DEBTOR', 'SETTLEMENT', 'GUARANTY']),
      }),
      { maxItems: LINES_MAX },
    ),
  ),
})

const name = Type.String({ minLength: 1, maxLength: 60 })
const otherClaim = closed({ id: name, cents: positiveCents })
/** Proceeds over the case's own claim and those of others (民诉解释 506–514). The own claim is called `OWN`. */
export const distributionQuestion = closed({
  asOf: civilDate,
  proceedsCents: positiveCents,
  costsCents: cents,
  debtorKind: oneOf(DEBTOR_KINDS),
  bankruptcyConsent: flag,
  /** When this court's own measure was registered; it decides among creditors of an enterprise. */
  ownSealedAtMs: instant,
  priority: Type.Array(otherClaim, { maxItems: LINES_MAX }),
  ordinary: Type.Array(closed({ ...otherClaim.properties, sealedAtMs: instant }), { maxItems: LINES_MAX }),
})

export const distributionView = Type.Object({
  verdict: oneOf(['DISTRIBUTE', 'MOVE_TO_BANKRUPTCY']),
  mode: nullable(oneOf(['PRO_RATA', 'SEAL_ORDER'])),
  costsPaidCents: cents,
  payments: Type.Array(
    Type.Object({
      id: text,
      class: oneOf(['PRIORITY', 'ORDINARY', 'DOUBLED']),
      owedCents: cents,
      cents,
      unpaidCents: cents,
    }),
  ),
  /** Share of ordinary creditors, exact; null: none, or by order of sealing. */
  ordinaryRatio: nullable(text),
  debtorCents: cents,
  steps: Type.Array(moneyStep),
  reasons: Type.Array(reasonView),
})
export type DistributionView = Static<typeof distributionView>
