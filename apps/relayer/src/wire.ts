import type { PacketJson } from '@xiezhi/interchain'
import type { Event } from '@xiezhi/kernel'
import { RelayerError } from './relayer-error.ts'

/** A packet and what its destination answered. */
export interface Answered {
  readonly packet: PacketJson
  /** Base64. */
  readonly acknowledgement: string
}

/** What a zone tells of its own packets, of packets it received, and of its clients. */
export const EVENT_TYPES = [
  'PacketSent',
  'PacketReceived',
  'AcknowledgementWritten',
  'PacketAcknowledged',
  'PacketTimedOut',
  'ClientUpdated',
] as const

/**
 * The packet in an event. A relayer need not believe it: the destination demands a proof of the whole packet.
 * @throws RelayerError EVENT_INVALID
 */
export function packetOf({ type, data }: Event): PacketJson {
  const packet = data['packet'] as PacketJson | undefined
  if (typeof packet?.sequence !== 'number' || typeof packet.payload !== 'object') {
    throw new RelayerError('EVENT_INVALID', { type, expected: 'packet' })
  }
  return packet
}

/** @throws RelayerError EVENT_INVALID */
export function numberIn({ type, data }: Event, name: string): number {
  const value = data[name]
  if (typeof value !== 'number') throw new RelayerError('EVENT_INVALID', { type, expected: name })
  return value
}
