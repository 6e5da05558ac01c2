import { waitingMs } from '@xiezhi/law'
import { lawAsKnown } from '../enforcement/case-facts.ts'
import type { ZoneClock } from '../zone/zone-clock.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

const RECEIPT = 'PA-T20-22.receipt'

/** The ledger whose law and time it is. */
export interface OfLedger {
  readonly zone: Pick<ZoneLink, 'query'>
  readonly clock: Pick<ZoneClock, 'nowMs'>
}

/** Within so many milliseconds a subscriber's receipt is expected (T20-22), by the law in force on the authority's ledger today. */
export async function receiptTermMs(ledger: OfLedger): Promise<number> {
  return waitingMs(await lawAsKnown(ledger), RECEIPT, ledger.clock.nowMs())
}
