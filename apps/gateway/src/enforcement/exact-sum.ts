/** A whole number or a fraction of cents, as the law library writes it. */
interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

function fractionOf(text: string): Fraction {
  const [over = '0', under = '1'] = text.split('/')
  return { over: BigInt(over), under: BigInt(under) }
}

function reduced({ over, under }: Fraction): Fraction {
  let [a, b] = [over, under]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? { over: 0n, under: 1n } : { over: over / a, under: under / a }
}

/** The exact sum of amounts, as the law library writes one. */
export function exactSum(amounts: readonly string[]): string {
  const { over, under } = amounts
    .map(fractionOf)
    .reduce(
      (sum, one) => reduced({ over: sum.over * one.under + one.over * sum.under, under: sum.under * one.under }),
      {
        over: 0n,
        under: 1n,
      },
    )
  return under === 1n ? String(over) : `${over}/${under}`
}

/** To the cent, half up: once, at the end (rulebook 2.5). */
export function roundedCents(amount: string): number {
  const { over, under } = fractionOf(amount)
  return Number((2n * over + under) / (2n * under))
}
