import { timestampToMs } from '@xiezhi/comet'
import { receiptKey } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import type { Message } from '@xiezhi/kernel'
import type { ZoneEnd } from '../zone-end.ts'
import { updateClient } from './update-client.ts'

/**
 * Ends packets of `source` that `destination` can no longer receive: the receipt is proved absent under a header whose
 * time has reached the timeout. Returns the sequences whose messages were submitted.
 */
export async function timeOut(
  source: ZoneEnd,
  destination: ZoneEnd,
  packets: readonly PacketJson[],
): Promise<number[]> {
  const { height } = await destination.rpc.status()
  const block = await destination.rpc.lightBlock(height)
  const provedSeconds = Math.floor(timestampToMs(block.header.time) / 1000)
  const elapsed = packets.filter(({ timeoutSeconds }) => provedSeconds >= timeoutSeconds)
  if (elapsed.length === 0) return []
  const messages: Message[] = []
  const ended: number[] = []
  for (const packet of elapsed) {
    const key = receiptKey(packet.destinationClient, packet.sequence)
    const { proof, value } = await destination.proof(key, height - 1)
    // Received in time: its acknowledgement will come.
    if (value !== null) continue
    messages.push({ type: 'packet/TimeoutPacket', value: { packet, proof, proofHeight: height } })
    ended.push(packet.sequence)
  }
  if (messages.length === 0) return []
  const update = await updateClient(destination, source, block)
  await source.submit([...(update === undefined ? [] : [update]), ...messages])
  return ended
}
