import { rational, type Rational } from '../time/rational.ts'

const ONE = { numerator: 1n, denominator: 1n } as const
const ZERO = { numerator: 0n, denominator: 1n } as const

export const exactOne: Rational = ONE
export const exactZero: Rational = ZERO

/** A whole number of cents (or of anything) as an exact number. */
export function exactOf(whole: bigint): Rational {
  return { numerator: whole, denominator: 1n }
}

/** `part / whole`; one where both are zero, because then nothing is left unpaid. */
export function ratioOf(part: bigint, whole: bigint): Rational {
  return rational(part, whole) ?? ONE
}

export function addExact(one: Rational, other: Rational): Rational {
  return reduced(
    one.numerator * other.denominator + other.numerator * one.denominator,
    one.denominator * other.denominator,
  )
}

/** `one − other`, zero where that would be negative. */
export function subtractExact(one: Rational, other: Rational): Rational {
  if (compareExact(one, other) <= 0) return ZERO
  return reduced(
    one.numerator * other.denominator - other.numerator * one.denominator,
    one.denominator * other.denominator,
  )
}

export function multiplyExact(one: Rational, other: Rational): Rational {
  return reduced(one.numerator * other.numerator, one.denominator * other.denominator)
}

/** Throws nothing: a divisor of zero does not occur, since it is a positive whole number. */
export function divideExact(one: Rational, divisor: bigint): Rational {
  return reduced(one.numerator, one.denominator * divisor)
}

/** Negative, zero or positive as `one` is less than, equal to or greater than `other`. */
export function compareExact(one: Rational, other: Rational): number {
  const left = one.numerator * other.denominator
  const right = other.numerator * one.denominator
  return left < right ? -1 : left > right ? 1 : 0
}

export function floorExact({ numerator, denominator }: Rational): bigint {
  return numerator / denominator
}

export function ceilExact({ numerator, denominator }: Rational): bigint {
  return (numerator + denominator - 1n) / denominator
}

/** S2.5: half up, once, when a sum becomes payable. */
export function roundHalfUp({ numerator, denominator }: Rational): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}

function reduced(numerator: bigint, denominator: bigint): Rational {
  return rational(numerator, denominator) ?? ZERO
}
