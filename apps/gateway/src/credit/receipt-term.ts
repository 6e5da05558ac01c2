import { civilDateOf } from '@xiezhi/contracts/ids'
import { limitOn } from '@xiezhi/law'
import { lawAsKnown } from '../enforcement/case-facts.ts'
import type { Listener } from '../routes/listener.ts'

const RECEIPT = 'PA-T20-22.receipt'
const HOUR_MS = 3_600_000

/** Within so many milliseconds a subscriber's receipt is expected (T20-22), by the law in force on the authority's ledger today. */
export async function receiptTermMs(listener: Pick<Listener, 'zone' | 'clock'>): Promise<number> {
  const law = await lawAsKnown(listener)
  return limitOn(law, RECEIPT, 'hour', civilDateOf(listener.clock.nowMs())) * HOUR_MS
}
