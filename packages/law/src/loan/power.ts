import type { Rational } from '../time/rational.ts'

/** Powers of a fraction in lowest terms are in lowest terms, so that no divisor is searched for. */
export function powerExact({ numerator, denominator }: Rational, exponent: number): Rational {
  return { numerator: numerator ** BigInt(exponent), denominator: denominator ** BigInt(exponent) }
}

/** `whole × ratio` without reducing: for results that are only compared or rounded. */
export function scaled(whole: bigint, { numerator, denominator }: Rational): Rational {
  return { numerator: whole * numerator, denominator }
}

/** `1 + rate`. */
export function onePlus({ numerator, denominator }: Rational): Rational {
  return { numerator: numerator + denominator, denominator }
}
