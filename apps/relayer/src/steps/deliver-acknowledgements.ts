import { acknowledgementKey, commitmentKey } from '@xiezhi/interchain'
import type { Message } from '@xiezhi/kernel'
import type { Answered } from '../wire.ts'
import type { ZoneEnd } from '../zone-end.ts'

/** Messages that bring answers of `source` back to `target`, where the packets came from and still wait for them. */
export async function deliverAcknowledgements(
  source: ZoneEnd,
  target: ZoneEnd,
  answers: readonly Answered[],
  height: number,
): Promise<Message[]> {
  const proved = answers.map(async ({ packet, acknowledgement }): Promise<Message | undefined> => {
    const [{ proof }, waiting] = await Promise.all([
      source.proof(acknowledgementKey(packet.destinationClient, packet.sequence), height),
      target.rpc.prove(commitmentKey(packet.sourceClient, packet.sequence)),
    ])
    if (waiting.value === null) return undefined
    return { type: 'packet/AcknowledgePacket', value: { packet, acknowledgement, proof, proofHeight: height + 1 } }
  })
  return (await Promise.all(proved)).filter((message) => message !== undefined)
}
