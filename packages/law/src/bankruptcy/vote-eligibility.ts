import type { LawReading } from '../law-book/law-reading.ts'
import { boolean, cents, enumeration, optional, text, type FieldValues } from '../schema/schema.ts'
import { compareCodePoints } from '../text/code-points.ts'

export const ITEM_TYPES = ['ORDINARY', 'DISTRIBUTION_PLAN', 'SETTLEMENT', 'PLAN_GROUP'] as const
export type ItemType = (typeof ITEM_TYPES)[number]

export const EXCLUSIONS = ['UNDETERMINED_CLAIM', 'SECURED_PRIORITY_KEPT', 'UNAFFECTED'] as const
type Exclusion = (typeof EXCLUSIONS)[number]

export const ELIGIBILITY_PARAMETERS = ['O-03.secured', 'O-03.undetermined'] as const

export const voteClaimFields = {
  claimNo: text(),
  creditor: text(),
  kind: enumeration(['UNSECURED', 'SECURED']),
  amountCents: cents(),
  status: enumeration(['CONFIRMED', 'TEMPORARY', 'UNDETERMINED']),
  priorityWaived: optional(boolean()),
  unaffected: optional(boolean()),
}
type VoteClaim = FieldValues<typeof voteClaimFields>

export interface Electorate {
  /** Amount that an eligible creditor votes with. */
  readonly amounts: ReadonlyMap<string, bigint>
  /** Everybody with a claim. */
  readonly known: ReadonlySet<string>
  readonly excluded: readonly { readonly creditor: string; readonly code: Exclusion }[]
  /** Amounts that count, present or not. */
  readonly totalCents: bigint
}

/** Who may vote on an item, and with which amount (Bankruptcy Law arts. 59, 61, 82; O-03). */
export function electorateOf(law: LawReading, itemType: ItemType, claims: readonly VoteClaim[]): Electorate {
  const securedCounts = law.word('O-03.secured', ['EXCLUDED', 'INCLUDED']) === 'INCLUDED'
  const undeterminedInBase = law.word('O-03.undetermined', ['EXCLUDED', 'IN_BASE']) === 'IN_BASE'
  const amounts = new Map<string, bigint>()
  const firstExclusion = new Map<string, Exclusion>()
  const known = new Set<string>()
  let totalCents = 0n
  for (const claim of claims) {
    const { creditor } = claim
    known.add(creditor)
    const weight = itemType === 'PLAN_GROUP' ? inPlanGroup(claim) : onItem(claim, itemType, securedCounts)
    const votes = claim.status !== 'UNDETERMINED'
    if (typeof weight === 'bigint' && (votes || undeterminedInBase)) totalCents += weight
    const vote = votes ? weight : 'UNDETERMINED_CLAIM'
    if (typeof vote === 'bigint') amounts.set(creditor, (amounts.get(creditor) ?? 0n) + vote)
    else if (!firstExclusion.has(creditor)) firstExclusion.set(creditor, vote)
  }
  const excluded = [...firstExclusion]
    .filter(([creditor]) => !amounts.has(creditor))
    .map(([creditor, code]) => ({ creditor, code }))
    .sort((one, other) => compareCodePoints(one.creditor, other.creditor))
  return { amounts, known, excluded, totalCents }
}

/** R25-27: every claim of the group but the unaffected ones, in full. */
function inPlanGroup({ amountCents, unaffected }: VoteClaim): bigint | Exclusion {
  return unaffected === true ? 'UNAFFECTED' : amountCents
}

/** R25-15: with priority kept a head without amount on ordinary items, and no vote on distribution and settlement. */
function onItem(
  { kind, amountCents, priorityWaived }: VoteClaim,
  itemType: ItemType,
  securedCounts: boolean,
): bigint | Exclusion {
  if (kind === 'UNSECURED' || priorityWaived === true) return amountCents
  if (itemType !== 'ORDINARY') return 'SECURED_PRIORITY_KEPT'
  return securedCounts ? amountCents : 0n
}
