import { cents, text, type FieldValues } from '../schema/schema.ts'

/** What somebody is owed. */
export const claimFields = { id: text(), cents: cents() }
export type Claim = FieldValues<typeof claimFields>

/** What somebody gets, and what stays open. */
export const paidFields = { id: text(), cents: cents(), unpaidCents: cents() }
export type Paid = FieldValues<typeof paidFields>

export function minCents(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

/** `one − other`, not below zero. */
export function lessCents(one: bigint, other: bigint): bigint {
  return one > other ? one - other : 0n
}

export function sumCents(sums: readonly bigint[]): bigint {
  return sums.reduce((total, sum) => total + sum, 0n)
}

export function totalOf(claims: readonly { readonly cents: bigint }[]): bigint {
  return claims.reduce((total, claim) => total + claim.cents, 0n)
}

export function paidOf({ id, cents: owed }: Claim, paid: bigint): Paid {
  return { id, cents: paid, unpaidCents: owed - paid }
}

/** A sum of money from which one claim after the other is paid. */
export class Purse {
  #left: bigint

  constructor(total: bigint) {
    this.#left = total
  }

  get left(): bigint {
    return this.#left
  }

  /** Pays as much of what is owed as there is, and returns it. */
  pay(owed: bigint): bigint {
    const paid = minCents(owed, this.#left)
    this.#left -= paid
    return paid
  }

  /** Pays the claims in order, each in full before the next. */
  payInOrder(claims: readonly Claim[]): Paid[] {
    return claims.map((claim) => paidOf(claim, this.pay(claim.cents)))
  }
}
