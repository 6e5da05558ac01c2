import { enumeration, text, timestamp, type FieldValues } from '../schema/schema.ts'
import type { Instant } from '../time/instant.ts'

export const UNCOUNTED_CODES = ['LATE', 'NOT_ELIGIBLE', 'NOT_PRESENT', 'SUPERSEDED', 'REPEATED'] as const
type UncountedCode = (typeof UNCOUNTED_CODES)[number]

export const ballotFields = {
  creditor: text(),
  choice: enumeration(['FOR', 'AGAINST', 'ABSTAIN', 'INVALID']),
  castAt: timestamp(),
}
type Ballot = FieldValues<typeof ballotFields>

export interface Poll {
  readonly isEligible: (creditor: string) => boolean
  readonly isPresent: (creditor: string) => boolean
  readonly closesAt: Instant
  readonly revoteAllowed: boolean
}

export interface Count {
  /** Creditors whose counted ballot is FOR. */
  readonly inFavour: readonly string[]
  /** In the order of time; what is cast in one second keeps its order. */
  readonly uncounted: readonly { readonly creditor: string; readonly code: UncountedCode }[]
}

/** Rulebook 25.5: one ballot for each creditor; a second one replaces the first only if the rules allow it. */
export function countBallots(ballots: readonly Ballot[], poll: Poll): Count {
  const inTime = [...ballots].sort((one, other) => one.castAt - other.castAt)
  const codes = new Array<UncountedCode | null>(inTime.length).fill(null)
  const countedAt = new Map<string, number>()
  inTime.forEach((ballot, index) => {
    const { creditor } = ballot
    const before = countedAt.get(creditor)
    codes[index] = refusalOf(ballot, poll, before !== undefined)
    if (codes[index] !== null) return
    if (before !== undefined) codes[before] = 'SUPERSEDED'
    countedAt.set(creditor, index)
  })
  return {
    inFavour: inTime
      .filter(({ choice }, index) => codes[index] === null && choice === 'FOR')
      .map(({ creditor }) => creditor),
    uncounted: inTime.flatMap(({ creditor }, index) => {
      const code = codes[index] ?? null
      return code === null ? [] : [{ creditor, code }]
    }),
  }
}

function refusalOf({ creditor, castAt }: Ballot, poll: Poll, isSecond: boolean): UncountedCode | null {
  if (castAt > poll.closesAt) return 'LATE'
  if (!poll.isEligible(creditor)) return 'NOT_ELIGIBLE'
  if (!poll.isPresent(creditor)) return 'NOT_PRESENT'
  return isSecond && !poll.revoteAllowed ? 'REPEATED' : null
}
