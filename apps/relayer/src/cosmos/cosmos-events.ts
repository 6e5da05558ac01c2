import type { Json } from '@xiezhi/codec'
import type { Event } from '@xiezhi/kernel'
import type { CosmosEvent } from './cosmos-node.ts'
import { fromCosmosAcknowledgement, fromCosmosPacket } from './cosmos-packet.ts'

/** What ibc-go tells of packets and clients, in the form that zones give it; what a zone could not take is left out. */
export function zoneEvents(events: readonly CosmosEvent[]): Event[] {
  return events.flatMap(({ type, attributes }) => {
    const data = READERS[type]?.data(attributes)
    return data === undefined ? [] : [{ type: READERS[type]?.type ?? type, data }]
  })
}

type Attributes = CosmosEvent['attributes']
type Data = Readonly<Record<string, Json>>
type Reader = (attributes: Attributes) => Data | undefined

const READERS: Readonly<Record<string, { readonly type: string; readonly data: Reader } | undefined>> = {
  send_packet: { type: 'PacketSent', data: sent },
  recv_packet: { type: 'PacketReceived', data: named },
  write_acknowledgement: { type: 'AcknowledgementWritten', data: answered },
  acknowledge_packet: { type: 'PacketAcknowledged', data: named },
  timeout_packet: { type: 'PacketTimedOut', data: named },
  update_client: { type: 'ClientUpdated', data: updated },
}

function sent({ encoded_packet_hex: hex = '' }: Attributes): Data | undefined {
  const packet = fromCosmosPacket(hex)
  return packet === undefined ? undefined : { packet }
}

function answered({
  encoded_packet_hex: hex = '',
  encoded_acknowledgement_hex: answer = '',
}: Attributes): Data | undefined {
  const packet = fromCosmosPacket(hex)
  const acknowledgement = fromCosmosAcknowledgement(answer)
  return packet === undefined || acknowledgement === undefined ? undefined : { packet, acknowledgement }
}

function named(attributes: Attributes): Data | undefined {
  const { packet_source_client, packet_dest_client, packet_sequence } = attributes
  // Packets of IBC v1 have channels instead.
  if (packet_source_client === undefined || packet_dest_client === undefined) return undefined
  return {
    sourceClient: packet_source_client,
    destinationClient: packet_dest_client,
    sequence: Number(packet_sequence),
  }
}

function updated({ client_id, consensus_heights = '' }: Attributes): Data | undefined {
  // No height: misbehaviour, or a header that was there.
  const height = Number(consensus_heights.split(',').at(-1)?.split('-').at(-1))
  return client_id === undefined || !Number.isSafeInteger(height) || height === 0
    ? undefined
    : { clientId: client_id, height }
}
