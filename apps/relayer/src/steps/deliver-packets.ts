import { commitmentKey } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import type { Message } from '@xiezhi/kernel'
import type { ZoneEnd } from '../zone-end.ts'

/** Messages that deliver packets of `source`, each with the proof of its commitment in the state after `height`. */
export async function deliverPackets(
  source: ZoneEnd,
  packets: readonly PacketJson[],
  height: number,
): Promise<Message[]> {
  const proved = packets.map(async (packet): Promise<Message | undefined> => {
    const { proof, value } = await source.proof(commitmentKey(packet.sourceClient, packet.sequence), height)
    // No commitment: acknowledged or timed out meanwhile, by another relayer.
    if (value === null) return undefined
    return { type: 'packet/ReceivePacket', value: { packet, proof, proofHeight: height + 1 } }
  })
  return (await Promise.all(proved)).filter((message) => message !== undefined)
}
