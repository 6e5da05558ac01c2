import type { Rational } from '../time/rational.ts'
import { paidOf, sumCents, totalOf, type Claim, type Paid, type Purse } from './cents.ts'
import { exactOne, ratioOf } from './exact.ts'

export interface Split {
  /** Part of each claim that is paid, at most one. */
  readonly ratio: Rational
  /** In the order of the claims; they add up to the total, or to the claims where those are less. */
  readonly shares: readonly bigint[]
  readonly surplus: bigint
}

/**
 * Shares a sum pro rata to the cent (S2.5): each share is floored, the remaining cents go to the largest remainders, ties
 * by order. No claim gets more than it is. O(n log n).
 */
export function splitProRata(total: bigint, claims: readonly bigint[]): Split {
  const owed = sumCents(claims)
  if (total >= owed) return { ratio: exactOne, shares: [...claims], surplus: total - owed }
  const shares = claims.map((claim) => (total * claim) / owed)
  const left = Number(total - sumCents(shares))
  const remainders = claims.map((claim, index) => ({ index, remainder: (total * claim) % owed }))
  // Array sort is stable, so that equal remainders keep their order.
  remainders.sort((one, other) => (one.remainder > other.remainder ? -1 : one.remainder < other.remainder ? 1 : 0))
  for (const { index } of remainders.slice(0, left)) shares[index] = (shares[index] ?? 0n) + 1n
  return { ratio: ratioOf(total, owed), shares, surplus: 0n }
}

/** Pays claims of one rank pro rata out of a purse. */
export function payProRata(purse: Purse, claims: readonly Claim[]): Paid[] {
  const { shares } = splitProRata(
    purse.pay(totalOf(claims)),
    claims.map((claim) => claim.cents),
  )
  return claims.map((claim, index) => paidOf(claim, shares[index] ?? 0n))
}
