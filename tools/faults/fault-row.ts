/** One row of the table that `npm run faults` prints. */
export interface FaultRow {
  readonly fault: string
  readonly tries: number
  readonly survived: number
  readonly outageMs: number
}

/** How often a fault is tried: a short run by default, more with `XIEZHI_FAULT_TRIES`. */
export function triesOf(short: number): number {
  const factor = Number(process.env['XIEZHI_FAULT_TRIES'] ?? 1)
  return Number.isSafeInteger(factor) && factor >= 1 ? short * factor : short
}

/** A line that `npm run faults` finds. */
export function tellFault({ fault, tries, survived, outageMs }: FaultRow): void {
  console.log(`fault: ${fault} | ${tries} | ${survived} | ${(outageMs / 1_000).toFixed(1)} s`)
}
