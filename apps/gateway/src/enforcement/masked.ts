const SHOWN = 4

/** The last four places of a number (rulebook 20A.7); a short one shows fewer than it has. Null: there is none. */
export function masked(number: string | null | undefined): string | null {
  if (number == null) return null
  const shown = Math.min(SHOWN, Math.floor(number.length / 2))
  return `****${number.slice(number.length - shown)}`
}
