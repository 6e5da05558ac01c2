import type { PacketJson } from '@xiezhi/interchain'
import type { Event } from '@xiezhi/kernel'
import { RelayerError } from './relayer-error.ts'

/** A packet and what its destination answered. */
export interface Answered {
  readonly packet: PacketJson
  /** Base64. */
  readonly acknowledgement: string
}

export const EVENT_SENT = 'PacketSent'
export const EVENT_ACKNOWLEDGED = 'AcknowledgementWritten'
/** Events at the source after which a packet is no longer open. */
export const EVENT_ENDED: readonly string[] = ['PacketAcknowledged', 'PacketTimedOut']

/**
 * The packet in an event. A relayer need not believe it: the destination demands a proof of the whole packet.
 * @throws RelayerError EVENT_INVALID
 */
export function packetOf({ type, data }: Event): PacketJson {
  const packet = data['packet'] as PacketJson | undefined
  if (packet === undefined || typeof packet.sequence !== 'number' || typeof packet.payload !== 'object') {
    throw new RelayerError('EVENT_INVALID', { type, expected: 'packet' })
  }
  return packet
}
