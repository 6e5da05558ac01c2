import type { LightBlock } from '@xiezhi/comet'
import type { PacketJson } from '@xiezhi/interchain'
import type { Message } from '@xiezhi/kernel'
import type { Answered } from './wire.ts'

/** `ibc.core.commitment.v1.MerkleProof` in base64. */
export interface Shown {
  readonly proof: string
}

/**
 * What goes from one zone to another in one go: a header of the zone it comes from, and what is proved under it. It needs
 * nothing else to be checked, so it may travel over a network or as a file.
 */
export interface Cargo {
  readonly block: LightBlock
  /** Packets that the zone sent. */
  readonly packets: readonly (Shown & { readonly packet: PacketJson })[]
  /** Its answers to packets of the other zone. */
  readonly answers: readonly (Shown & Answered)[]
  /** Packets of the other zone that it has not received and, by its header time, no longer can. */
  readonly silences: readonly (Shown & { readonly packet: PacketJson })[]
}

/** What became of a cargo. Refused messages are final for the state of the ledger that refused. */
export interface Carried {
  readonly messages: number
  readonly refused: readonly Refusal[]
}

export interface Refusal {
  readonly type: string
  readonly sequence: number
  readonly codespace: string
  readonly code: number
}

/** Brings cargo towards the zone it is for. */
export interface Carrier {
  /** @throws SdkError, RelayerError if nothing was decided: the same may be tried again */
  carry(cargo: Cargo): Promise<Carried>
}

export interface CargoMessage {
  readonly sequence: number
  readonly message: Message
}

/** The messages of a cargo, in the order in which they should be executed. */
export function messagesOf({ block, packets, answers, silences }: Cargo): CargoMessage[] {
  const proofHeight = Number(block.header.height)
  return [
    ...answers.map(({ packet, acknowledgement, proof }) => ({
      sequence: packet.sequence,
      message: { type: 'packet/AcknowledgePacket', value: { packet, acknowledgement, proof, proofHeight } },
    })),
    ...silences.map(({ packet, proof }) => ({
      sequence: packet.sequence,
      message: { type: 'packet/TimeoutPacket', value: { packet, proof, proofHeight } },
    })),
    ...packets.map(({ packet, proof }) => ({
      sequence: packet.sequence,
      message: { type: 'packet/ReceivePacket', value: { packet, proof, proofHeight } },
    })),
  ]
}
