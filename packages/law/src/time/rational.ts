/** An exact non-negative fraction in lowest terms. */
export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

const FRACTION = /^(\d+)(?:\/(\d+))?$/
const DECIMAL = /^(\d+)\.(\d+)$/
/** Longest text that is read; longer ones hold nothing that a statute or a sum needs. */
export const EXACT_CHARACTERS_MAX = 200

/** `n`, `n/d` or a plain decimal; undefined for anything else, also for a sign, an exponent or a zero denominator. */
export function parseRational(text: string): Rational | undefined {
  if (text.length > EXACT_CHARACTERS_MAX) return undefined
  const fraction = FRACTION.exec(text)
  if (fraction?.[1] !== undefined) return rational(BigInt(fraction[1]), BigInt(fraction[2] ?? '1'))
  const decimal = DECIMAL.exec(text)
  if (decimal?.[1] === undefined || decimal[2] === undefined) return undefined
  return rational(BigInt(decimal[1] + decimal[2]), 10n ** BigInt(decimal[2].length))
}

/** Reduced to lowest terms; undefined for a zero denominator. */
export function rational(numerator: bigint, denominator: bigint): Rational | undefined {
  if (denominator === 0n) return undefined
  const divisor = greatestCommonDivisor(numerator, denominator)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

export function formatRational({ numerator, denominator }: Rational): string {
  return denominator === 1n ? String(numerator) : `${String(numerator)}/${String(denominator)}`
}

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  while (other !== 0n) [one, other] = [other, one % other]
  return one
}
