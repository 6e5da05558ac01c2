import { waitingMs } from '@xiezhi/law'
import { lawAsKnown } from '../enforcement/case-facts.ts'
import type { Listener } from '../routes/listener.ts'

const RECEIPT = 'PA-T20-22.receipt'

/** Within so many milliseconds a subscriber's receipt is expected (T20-22), by the law in force on the authority's ledger. */
export async function receiptTermMs(listener: Pick<Listener, 'zone'>): Promise<number> {
  return waitingMs(await lawAsKnown(listener), RECEIPT)
}
