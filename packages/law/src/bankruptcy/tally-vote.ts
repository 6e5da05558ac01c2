import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import {
  boolean,
  cents,
  enumeration,
  exact,
  integer,
  list,
  listOfUnique,
  nullable,
  object,
  text,
  timestamp,
} from '../schema/schema.ts'
import { rational, type Rational } from '../time/rational.ts'
import { ballotFields, countBallots, UNCOUNTED_CODES } from './vote-ballots.ts'
import {
  ELIGIBILITY_PARAMETERS,
  electorateOf,
  EXCLUSIONS,
  ITEM_TYPES,
  voteClaimFields,
  type Electorate,
  type ItemType,
} from './vote-eligibility.ts'

const VERDICTS = ['PASS', 'FAIL'] as const
const HEADS_UNIT = 'fraction, strictly more'

interface Majority {
  readonly rule: string
  readonly heads: string
  readonly amount: string
  readonly amountUnit: string
}

const ORDINARY: Majority = {
  rule: 'R25-17',
  heads: 'P-25-04.heads',
  amount: 'P-25-04.amount',
  amountUnit: 'fraction of total unsecured, at least',
}
const MAJORITIES: Readonly<Record<ItemType, Majority>> = {
  ORDINARY,
  DISTRIBUTION_PLAN: ORDINARY,
  SETTLEMENT: {
    rule: 'R25-24',
    heads: 'P-25-06.heads',
    amount: 'P-25-06.amount',
    amountUnit: 'fraction of total unsecured, at least',
  },
  PLAN_GROUP: { rule: 'R25-20', heads: 'P-25-05.heads', amount: 'P-25-05.amount', amountUnit: 'fraction, at least' },
}
const RULES = ['R25-17', 'R25-20', 'R25-24'] as const

/** Bankruptcy Law arts. 64, 84, 97. The tally never executes anything. O(n log n) in claims and ballots. */
export const tallyVote = defineFunction({
  name: 'bankruptcy.tallyVote',
  question: { zh: '债权人会议的决议是否通过？', en: 'Did a resolution of the creditors pass?' },
  rules: ['R25-15', 'R25-16', ...RULES, 'R25-27', 'S25.5', 'O-03', 'X-09'],
  parameters: [
    ...new Set(Object.values(MAJORITIES).flatMap(({ heads, amount }) => [heads, amount])),
    ...ELIGIBILITY_PARAMETERS,
  ],
  reasons: RULES.flatMap((rule) => [`HEADS_NOT_MORE_THAN_HALF ${rule}`, `AMOUNT_BELOW_THRESHOLD ${rule}`]),
  errors: ['STATE_UNKNOWN_CREDITOR'],
  decisiveDate: 'closesAt',
  input: object({
    itemType: enumeration(ITEM_TYPES),
    claims: listOfUnique(object(voteClaimFields), 'claimNo'),
    present: listOfUnique(text(), null),
    ballots: list(object(ballotFields)),
    closesAt: timestamp(),
    revoteAllowed: boolean(),
  }),
  output: judged(VERDICTS, {
    headsFor: integer(),
    headsPresent: integer(),
    headsRatio: nullable(exact()),
    amountForCents: cents(),
    amountTotalCents: cents(),
    amountRatio: nullable(exact()),
    excluded: list(object({ creditor: text(), code: enumeration(EXCLUSIONS) })),
    uncounted: list(object({ creditor: text(), code: enumeration(UNCOUNTED_CODES) })),
  }),
  evaluate({ itemType, claims, present, ballots, closesAt, revoteAllowed }, law) {
    const electorate = electorateOf(law, itemType, claims)
    const { amounts, totalCents } = electorate
    refuseUnknown(electorate, present, (creditor) => creditor, '/present', '')
    refuseUnknown(electorate, ballots, (ballot) => ballot.creditor, '/ballots', '/creditor')
    const there = new Set(present)
    const { inFavour, uncounted } = countBallots(ballots, {
      isEligible: (creditor) => amounts.has(creditor),
      isPresent: (creditor) => there.has(creditor),
      closesAt,
      revoteAllowed,
    })
    const headsPresent = present.filter((creditor) => amounts.has(creditor)).length
    const amountForCents = inFavour.reduce((total, creditor) => total + (amounts.get(creditor) ?? 0n), 0n)
    const tally = { headsFor: inFavour.length, headsPresent, amountForCents, amountTotalCents: totalCents }
    return {
      ...judge(VERDICTS, groundsOf(law, MAJORITIES[itemType], tally)),
      ...tally,
      headsRatio: rational(BigInt(tally.headsFor), BigInt(headsPresent)) ?? null,
      amountRatio: rational(amountForCents, totalCents) ?? null,
      excluded: electorate.excluded,
      uncounted,
    }
  },
})

interface Tally {
  readonly headsFor: number
  readonly headsPresent: number
  readonly amountForCents: bigint
  readonly amountTotalCents: bigint
}

/** Heads: strictly more than their part of those present. Amount: at least its part of the whole, which is not zero. */
function groundsOf(law: LawReading, majority: Majority, tally: Tally): Ground<'FAIL'>[] {
  const { rule, heads, amount, amountUnit } = majority
  const grounds: Ground<'FAIL'>[] = []
  const headsFor = BigInt(tally.headsFor)
  if (compareToPart(headsFor, BigInt(tally.headsPresent), law.fraction(heads, HEADS_UNIT)) <= 0) {
    grounds.push({ verdict: 'FAIL', code: 'HEADS_NOT_MORE_THAN_HALF', rule })
  }
  const part = law.fraction(amount, amountUnit)
  const { amountForCents, amountTotalCents } = tally
  if (amountTotalCents === 0n || compareToPart(amountForCents, amountTotalCents, part) < 0) {
    grounds.push({ verdict: 'FAIL', code: 'AMOUNT_BELOW_THRESHOLD', rule })
  }
  return grounds
}

/** Compares `count` with `part` of `whole` without division. */
function compareToPart(count: bigint, whole: bigint, { numerator, denominator }: Rational): number {
  const [left, right] = [count * denominator, whole * numerator]
  return left < right ? -1 : left > right ? 1 : 0
}

function refuseUnknown<T>(
  { known }: Electorate,
  items: readonly T[],
  creditorOf: (item: T) => string,
  path: string,
  field: string,
): void {
  const index = items.findIndex((item) => !known.has(creditorOf(item)))
  if (index < 0) return
  throw new LawError('STATE_UNKNOWN_CREDITOR', `${path}/${index}${field}`, { expected: 'a creditor with a claim' })
}
