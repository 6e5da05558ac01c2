/** How annexes and pulls reach another authority. Neither filling is weaker: what it carries is signed and encrypted. */
export interface AnnexCarrier {
  /** `accepted`: the recipient has it. `carried`: it is on its way, and nobody knows yet. @throws VaultError */
  push(recipient: string, envelope: Uint8Array): Promise<'accepted' | 'carried'>
  /** The envelope, or undefined where the answer comes by itself later. @throws VaultError */
  pull(sender: string, request: Uint8Array): Promise<Uint8Array | undefined>
}

const FIRST_WAIT_MS = 60_000
const WAIT_MS_MAX = 3_600_000
const FIRST_EARLY_WAIT_MS = 1_000

/** Wait before the next attempt: a minute, doubled each time, an hour at most. */
export function waitMs(attempts: number): number {
  return Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** Math.min(attempts, 10))
}

/** The same where the packet is still on its way: a second, doubled each time. */
export function earlyWaitMs(attempts: number): number {
  return Math.min(waitMs(attempts), FIRST_EARLY_WAIT_MS * 2 ** Math.min(attempts, 12))
}
