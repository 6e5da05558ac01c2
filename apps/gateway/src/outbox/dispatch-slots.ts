/** Most that a signed order waits for others: its transaction must still be valid, and its deadline runs. */
export const DISPATCH_SLOT_MS_MAX = 60_000

/**
 * The end of the slot in which an instant lies, on a grid that all gateways share; undefined where nothing waits. Orders of
 * one slot leave together, so that the instant on the ledger does not tell which hearing or visit an order belongs to.
 */
export function slotEndMs(atMs: number, slotMs: number): number | undefined {
  return slotMs === 0 ? undefined : Math.floor(atMs / slotMs + 1) * slotMs
}

/** Instruments that protect property: what they stop could be gone a minute later. */
const PROTECTIVE: ReadonlySet<string> = new Set(['CONTROL_RULING', 'RENEWAL_RULING'])

/** Whether the orders of an instrument leave with the others of their slot. */
export function leavesInSlot({ kind, emergency }: { readonly kind: string; readonly emergency: boolean }): boolean {
  return !emergency && !PROTECTIVE.has(kind)
}
