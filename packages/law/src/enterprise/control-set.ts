import { addExact, compareExact, exactZero } from '../money/exact.ts'
import type { Rational } from '../time/rational.ts'

const HALF: Rational = { numerator: 1n, denominator: 2n }

export interface ControlLink {
  readonly target: string
  /** Votes; null: controls whatever the votes (agreement, other arrangement). */
  readonly share: Rational | null
}

export interface ControlSet {
  readonly members: ReadonlySet<string>
  /** Votes that the members have together in a company. */
  readonly votes: ReadonlyMap<string, Rational>
}

/** Who is controlled by a person or company: the set grows while it has more than half of the votes of a company. */
export function controlSetOf(start: string, linksOf: (voter: string) => readonly ControlLink[]): ControlSet {
  const members = new Set([start])
  const votes = new Map<string, Rational>()
  for (const member of members) {
    for (const { target, share } of linksOf(member)) {
      const total = addExact(votes.get(target) ?? exactZero, share ?? exactZero)
      votes.set(target, total)
      if (share === null || isOverHalf(total)) members.add(target)
    }
  }
  return { members, votes }
}

export function isOverHalf(votes: Rational): boolean {
  return compareExact(votes, HALF) > 0
}
