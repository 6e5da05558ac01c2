import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { Purse, sumCents } from '../money/cents.ts'
import { splitProRata } from '../money/pro-rata.ts'
import { endDayOf, provisionalReasons } from '../period/end-day.ts'
import { endOfPeriod, PERIOD_PARAMETERS, type Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { decided, judged, type Reason } from '../registry/judgement.ts'
import {
  cents,
  date,
  enumeration,
  list,
  listOfUnique,
  nullable,
  object,
  optional,
  positive,
  text,
  timestamp,
  type Value,
} from '../schema/schema.ts'
import { dayOf } from '../time/instant.ts'

const VERDICTS = ['PAID_IN_FULL', 'SHORTFALL'] as const
const BASES = ['LIEN', 'PMSI', 'REGISTERED', 'UNREGISTERED'] as const
type Basis = (typeof BASES)[number]
const KINDS = ['MORTGAGE', 'PLEDGE', 'LIEN', 'RETAINED_TITLE', 'FINANCE_LEASE', 'FACTORING'] as const

const securitySchema = object({
  id: text(),
  kind: enumeration(KINDS),
  claimCents: cents(),
  /** Registration or delivery; null: unregistered. */
  effectiveAt: nullable(timestamp()),
  pmsiDeliveredOn: optional(date()),
})
type Security = Value<typeof securitySchema>

interface Placed {
  readonly security: Security
  readonly index: number
  readonly basis: Basis
}

/** Civil Code arts. 414–416, 456: lien, purchase money, time of registration or delivery, then pro rata. */
export const rankSecurity = defineFunction({
  name: 'movable.rankSecurity',
  question: {
    zh: '同一动产上的担保按什么顺位、各受偿多少？',
    en: 'In which order are the securities in one movable paid, and how much?',
  },
  rules: ['R22-12', 'R20-77d', 'R20-77e', 'R20-77f', 'S2.5', 'X-02', 'X-14'],
  parameters: ['P-22-07', ...PERIOD_PARAMETERS],
  reasons: ['PMSI_WINDOW_MISSED R22-12', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['STATE_RANK_TIE', 'LIMIT_EXCEEDED'],
  decisiveDate: null,
  input: object({ proceedsCents: cents(), securities: listOfUnique(securitySchema, 'id') }),
  output: judged(VERDICTS, {
    ranking: list(object({ id: text(), rank: positive(), basis: enumeration(BASES), paidCents: cents() })),
    surplusCents: cents(),
  }),
  evaluate({ proceedsCents, securities }, law) {
    const reasons: Reason[] = []
    const placed = securities.map((security, index): Placed => {
      const { basis, window } = basisOf(law, security)
      reasons.push(...provisionalReasons([window]))
      if (window !== null && basis !== 'PMSI') reasons.push({ code: 'PMSI_WINDOW_MISSED', rule: 'R22-12' })
      return { security, index, basis }
    })
    const purse = new Purse(proceedsCents)
    const ranking = ranksOf(placed).flatMap((group, index) => {
      const claims = group.map(({ security }) => security.claimCents)
      const { shares } = splitProRata(purse.pay(sumCents(claims)), claims)
      return group.map(({ security, basis }, place) => ({
        id: security.id,
        rank: index + 1,
        basis,
        paidCents: shares[place] ?? 0n,
      }))
    })
    const paid = sumCents(ranking.map(({ paidCents }) => paidCents))
    const full = paid === sumCents(securities.map(({ claimCents }) => claimCents))
    return { ...decided(full ? 'PAID_IN_FULL' : 'SHORTFALL', ...reasons), ranking, surplusCents: purse.left }
  },
})

/** The window is the purchase-money one, where the security claims it. */
function basisOf(law: LawReading, security: Security): { basis: Basis; window: Period | null } {
  const { kind, effectiveAt, pmsiDeliveredOn } = security
  if (kind === 'LIEN') return { basis: 'LIEN', window: null }
  const ordinary = effectiveAt === null ? 'UNREGISTERED' : 'REGISTERED'
  if (pmsiDeliveredOn === null) return { basis: ordinary, window: null }
  const length = law.count('P-22-07', 'day', pmsiDeliveredOn)
  const window = endOfPeriod(law, { start: pmsiDeliveredOn, length, unit: 'DAY', regime: 'CIVIL' })
  const end = endDayOf(window)
  const within = effectiveAt !== null && end !== null && dayOf(effectiveAt) <= end
  return { basis: within ? 'PMSI' : ordinary, window }
}

/** Groups of one rank each: liens together, the registered ones one by one, the unregistered ones together. */
function ranksOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const of = (basis: Basis): Placed[] => placed.filter((one) => one.basis === basis)
  const groups = [
    of('LIEN'),
    ...sortByTime(of('PMSI')).map((one) => [one]),
    ...sortByTime(of('REGISTERED')).map((one) => [one]),
    of('UNREGISTERED'),
  ]
  return groups.filter((group) => group.length > 0)
}

function sortByTime(group: readonly Placed[]): readonly Placed[] {
  const timeOf = ({ security }: Placed): number => security.effectiveAt ?? 0
  const sorted = [...group].sort((one, other) => timeOf(one) - timeOf(other))
  for (const [place, one] of sorted.entries()) {
    const before = sorted[place - 1]
    if (before !== undefined && timeOf(before) === timeOf(one)) {
      throw new LawError('STATE_RANK_TIE', `/securities/${one.index}/effectiveAt`, { other: before.index })
    }
  }
  return sorted
}
