const CENTS_DIGITS = 2
/** Places of an amount that is not rounded: enough to see by how much a debt grows in a day. */
const EXACT_DIGITS = 4
const SIGNS: Readonly<Record<string, string>> = { CNY: '¥' }

/** To the cent: `¥1,234,567.89`; a currency without a sign is named by its code. */
export function formatMoney(cents: number, currency = 'CNY'): string {
  const digits = String(Math.abs(cents)).padStart(CENTS_DIGITS + 1, '0')
  return signed(cents < 0, digits, CENTS_DIGITS, currency)
}

/** Cents as the law library writes them before rounding, whole or `12345/7`: `¥17.6357`. */
export function formatExactCents(exact: string, currency = 'CNY'): string {
  const [over = '0', under = '1'] = exact.split('/')
  const scaled = (BigInt(over) * 10n ** BigInt(EXACT_DIGITS - CENTS_DIGITS)) / BigInt(under)
  const isNegative = scaled < 0n
  const digits = String(isNegative ? -scaled : scaled).padStart(EXACT_DIGITS + 1, '0')
  return signed(isNegative, digits, EXACT_DIGITS, currency)
}

function signed(isNegative: boolean, digits: string, places: number, currency: string): string {
  const whole = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${isNegative ? '−' : ''}${SIGNS[currency] ?? `${currency} `}${whole}.${digits.slice(-places)}`
}
