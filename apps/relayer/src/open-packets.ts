import type { Json } from '@xiezhi/codec'
import type { PacketJson } from '@xiezhi/interchain'
import type { Answered } from './wire.ts'

/** What is asked of a zone for this. */
export interface PacketQueries {
  readonly clientId: string
  queryRows<T>(name: string, input: Json): Promise<readonly T[]>
}

/** Rows of one query. */
const PAGE_ROWS = 100

/** How far the destination is with a packet of the source that is still open there. */
export interface Standing {
  readonly toDeliver: readonly PacketJson[]
  readonly toAnswer: readonly Answered[]
  /** Received, and the application has not answered. */
  readonly waiting: readonly PacketJson[]
}

/** Packets that `source` sent over its client and that have not ended, in order, page by page. @throws SdkError */
export async function* openPackets(source: PacketQueries): AsyncGenerator<readonly PacketJson[]> {
  const { clientId } = source
  for (let after = 0; ;) {
    const rows = await source.queryRows<{ packet: PacketJson }>('packet/sent', { clientId, after, limit: PAGE_ROWS })
    const packets = rows.map(({ packet }) => packet)
    if (packets.length > 0) yield packets
    const last = packets.at(-1)
    if (last === undefined || packets.length < PAGE_ROWS) return
    after = last.sequence
  }
}

/** The body of an open packet; undefined once it has ended. @throws SdkError */
export async function openPacket(source: PacketQueries, sequence: number): Promise<PacketJson | undefined> {
  const input = { clientId: source.clientId, after: sequence - 1, limit: 1 }
  const [row] = await source.queryRows<{ packet: PacketJson }>('packet/sent', input)
  return row?.packet.sequence === sequence ? row.packet : undefined
}

/** What `destination` says of packets of its peer. @throws SdkError */
export async function standingOf(destination: PacketQueries, packets: readonly PacketJson[]): Promise<Standing> {
  const toDeliver: PacketJson[] = []
  const toAnswer: Answered[] = []
  const waiting: PacketJson[] = []
  for (let at = 0; at < packets.length; at += PAGE_ROWS) {
    const page = packets.slice(at, at + PAGE_ROWS)
    const input = { clientId: destination.clientId, sequences: page.map(({ sequence }) => sequence) }
    const received = await destination.queryRows<{ receipt: string | null; isAcknowledged: boolean }>(
      'packet/received',
      input,
    )
    toDeliver.push(...page.filter((_, index) => received[index]?.receipt === null))
    const here = page.filter((_, index) => typeof received[index]?.receipt === 'string')
    if (here.length === 0) continue
    const answers = await destination.queryRows<{ acknowledgement: string | null }>('packet/acknowledgements', {
      clientId: destination.clientId,
      sequences: here.map(({ sequence }) => sequence),
    })
    here.forEach((packet, index) => {
      const acknowledgement = answers[index]?.acknowledgement ?? null
      if (acknowledgement === null) waiting.push(packet)
      else toAnswer.push({ packet, acknowledgement })
    })
  }
  return { toDeliver, toAnswer, waiting }
}
