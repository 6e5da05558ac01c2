import { timestampToMs } from '@xiezhi/comet'
import { acknowledgementKey, commitmentKey, receiptKey } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import type { Cargo } from '../cargo.ts'
import type { ChainEnd } from '../chain-end.ts'
import type { Answered } from '../wire.ts'

export interface Unproved {
  readonly packets?: readonly PacketJson[]
  readonly answers?: readonly Answered[]
  readonly silences?: readonly PacketJson[]
}

/**
 * Proofs of all that under one header of `source`: the one after its last change, or after `height`. What is not so is left
 * out: a packet that has ended meanwhile, a packet that was received in time.
 */
export async function proveCargo(source: ChainEnd, unproved: Unproved, height?: number): Promise<Cargo> {
  const { packets = [], answers = [], silences = [] } = unproved
  const { block, entries } = await source.show(
    [
      ...packets.map(({ sourceClient, sequence }) => commitmentKey(sourceClient, sequence)),
      ...answers.map(({ packet }) => acknowledgementKey(packet.destinationClient, packet.sequence)),
      ...silences.map(({ destinationClient, sequence }) => receiptKey(destinationClient, sequence)),
    ],
    height,
  )
  const provedSeconds = Math.floor(timestampToMs(block.header.time) / 1000)
  const afterPackets = packets.length
  const afterAnswers = afterPackets + answers.length
  const of = (at: number): { readonly isPresent: boolean; readonly proof: string } =>
    entries[at] ?? { isPresent: false, proof: '' }
  return {
    block,
    packets: packets.flatMap((packet, at) => {
      const { isPresent, proof } = of(at)
      return isPresent ? [{ packet, proof }] : []
    }),
    answers: answers.flatMap(({ packet, acknowledgement }, at) => {
      const { isPresent, proof } = of(afterPackets + at)
      return isPresent ? [{ packet, acknowledgement, proof }] : []
    }),
    silences: silences.flatMap((packet, at) => {
      const { isPresent, proof } = of(afterAnswers + at)
      return isPresent || provedSeconds < packet.timeoutSeconds ? [] : [{ packet, proof }]
    }),
  }
}
