import { parseRfc3339, timestampToMs } from '@xiezhi/comet'
import type { Direction } from '../direction.ts'
import { proveCargo } from './prove-cargo.ts'

/** Packets ended by one look. */
export const TIMEOUTS_PER_LOOK_MAX = 32

/**
 * Ends packets of `there.source` that the zone of `back.source` can no longer receive: the absence of the receipt is proved
 * under a header whose time has reached the timeout. Returns how many were ended; a refused one is looked at again later.
 */
export async function timeOut(there: Direction, back: Direction): Promise<number> {
  if (there.open === 0) return 0
  const { height, timeText } = await back.source.status()
  const nowSeconds = Math.floor(timestampToMs(parseRfc3339(timeText)) / 1000)
  const packets = []
  for (const sequence of there.elapsed(nowSeconds, TIMEOUTS_PER_LOOK_MAX)) {
    const packet = await there.source.openPacket(sequence)
    if (packet === undefined) there.ended(sequence)
    else packets.push(packet)
  }
  if (packets.length === 0) return 0
  const cargo = await proveCargo(back.source, { silences: packets }, height - 1)
  if (cargo.silences.length === 0) return 0
  const { refused } = await back.carrier.carry(cargo)
  for (const refusal of refused) there.timeoutRefused(refusal)
  return cargo.silences.length - refused.length
}
