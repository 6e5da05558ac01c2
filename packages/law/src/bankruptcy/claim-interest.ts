import { LawError } from '../law-error.ts'
import { DAY_BASES, interestOfDays, type DayBasis } from '../loan/simple-interest.ts'
import { sumCents } from '../money/cents.ts'
import { exactOf, multiplyExact, roundHalfUp } from '../money/exact.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, sortReasons, type Reason } from '../registry/judgement.ts'
import {
  cents,
  date,
  enumeration,
  exact,
  integer,
  list,
  listOfUnique,
  object,
  optional,
  text,
  type FieldValues,
} from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'
import type { Rational } from '../time/rational.ts'

const OUTCOMES = ['CONFIRMED', 'PARTIAL', 'REJECTED'] as const
type Outcome = (typeof OUTCOMES)[number]

const componentFields = {
  id: text(),
  kind: enumeration(['CONTRACT_INTEREST', 'PENALTY', 'DOUBLED_INTEREST']),
  baseCents: cents(),
  annualRate: optional(exact()),
  dayBasis: optional(enumeration(DAY_BASES)),
  dailyRate: optional(exact()),
  from: date(),
  claimedTo: date(),
}
type Component = FieldValues<typeof componentFields>

const confirmedFields = {
  id: text(),
  outcome: enumeration(OUTCOMES),
  confirmedDays: integer(),
  confirmedCents: cents(),
  rejectedDays: integer(),
  rejectedCents: cents(),
}
type Confirmed = FieldValues<typeof confirmedFields>

/** Bankruptcy Law art. 46, Provisions III art. 3: nothing accrues after the acceptance. */
export const claimInterest = defineFunction({
  name: 'bankruptcy.claimInterest',
  question: { zh: '利息、违约金可以申报多少（停止计息）？', en: 'How much interest or penalty may be declared?' },
  rules: ['R25-04', 'R20-67', 'S2.5', 'X-01'],
  parameters: [],
  reasons: ['INTEREST_STOPS_AT_ACCEPTANCE R25-04', 'DOUBLED_INTEREST_NOT_A_CLAIM R20-67'],
  errors: ['FORMAT_MISSING', 'FORMAT_ENUM', 'DEADLINE_ORDER'],
  decisiveDate: 'acceptanceOn',
  input: object({ acceptanceOn: date(), components: listOfUnique(object(componentFields), 'id') }),
  output: judged(OUTCOMES, { components: list(object(confirmedFields)), confirmedTotalCents: cents() }),
  evaluate({ acceptanceOn, components }) {
    const confirmed = components.map((component, index) => confirm(component, acceptanceOn, `/components/${index}`))
    const cut = components.filter((_, index) => (confirmed[index]?.rejectedDays ?? 0) > 0)
    const reasons: Reason[] = []
    if (cut.length > 0) reasons.push({ code: 'INTEREST_STOPS_AT_ACCEPTANCE', rule: 'R25-04' })
    if (cut.some(({ kind }) => kind === 'DOUBLED_INTEREST')) {
      reasons.push({ code: 'DOUBLED_INTEREST_NOT_A_CLAIM', rule: 'R20-67' })
    }
    return {
      verdict: overall(confirmed.map(({ outcome }) => outcome)),
      reasons: sortReasons(reasons),
      components: confirmed,
      confirmedTotalCents: sumCents(confirmed.map(({ confirmedCents }) => confirmedCents)),
    }
  },
})

function confirm(component: Component, acceptanceOn: CivilDate, path: string): Confirmed {
  const { id, from, claimedTo, baseCents } = component
  if (claimedTo < from) throw new LawError('DEADLINE_ORDER', `${path}/claimedTo`, { earlier: 'from' })
  const ofDays = accrualOf(component, path)
  const claimedDays = claimedTo - from
  const confirmedDays = Math.max(0, Math.min(claimedTo, acceptanceOn) - from)
  const rejectedDays = claimedDays - confirmedDays
  const confirmedCents = roundHalfUp(ofDays(baseCents, confirmedDays))
  return {
    id,
    outcome: rejectedDays === 0 ? 'CONFIRMED' : confirmedDays === 0 ? 'REJECTED' : 'PARTIAL',
    confirmedDays,
    confirmedCents,
    rejectedDays,
    rejectedCents: roundHalfUp(ofDays(baseCents, claimedDays)) - confirmedCents,
  }
}

type Accrual = (base: bigint, days: number) => Rational

function accrualOf({ annualRate, dailyRate, dayBasis }: Component, path: string): Accrual {
  if (annualRate !== null && dailyRate !== null) {
    throw new LawError('FORMAT_ENUM', `${path}/dailyRate`, { expected: 'annualRate or dailyRate' })
  }
  if (dailyRate !== null) return (base, days) => multiplyExact(exactOf(base * BigInt(days)), dailyRate)
  if (annualRate === null) throw new LawError('FORMAT_MISSING', `${path}/annualRate`, { or: 'dailyRate' })
  const basis: DayBasis | null = dayBasis
  if (basis === null) throw new LawError('FORMAT_MISSING', `${path}/dayBasis`, { with: 'annualRate' })
  return (base, days) => interestOfDays(base, annualRate, days, basis)
}

function overall(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.every((outcome) => outcome === 'CONFIRMED')) return 'CONFIRMED'
  return outcomes.every((outcome) => outcome === 'REJECTED') ? 'REJECTED' : 'PARTIAL'
}
