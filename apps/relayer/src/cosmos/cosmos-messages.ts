import { base64Decode } from '@xiezhi/codec'
import type { AcknowledgePacket, ReceivePacket, TimeoutPacket, UpdateClient } from '@xiezhi/interchain'
import type { Message } from '@xiezhi/kernel'
import { HEADER_TYPE_URL } from '@xiezhi/lightclient'
import type { Any } from 'cosmjs-types/google/protobuf/any'
import { MsgUpdateClient } from 'cosmjs-types/ibc/core/client/v1/tx'
import { MsgAcknowledgement, MsgRecvPacket, MsgTimeout } from 'cosmjs-types/ibc/core/channel/v2/tx'
import { RelayerError } from '../relayer-error.ts'
import { toCosmosAcknowledgement, toCosmosPacket } from './cosmos-packet.ts'
import { CosmosWriter } from './cosmos-writer.ts'

export interface MessageContext {
  readonly signer: string
  /** Revision of the peer's chain id: part of each height that is named. */
  readonly peerRevision: bigint
}

/** Messages of a relayer to a zone, as the same messages to ibc-go. @throws RelayerError MESSAGE_UNKNOWN */
export function cosmosMessages(messages: readonly Message[], context: MessageContext): Any[] {
  return messages.map((message) => cosmosMessage(message, context))
}

function cosmosMessage({ type, value }: Message, { signer, peerRevision }: MessageContext): Any {
  const heightOf = (height: number): { readonly revisionNumber: bigint; readonly revisionHeight: bigint } => ({
    revisionNumber: peerRevision,
    revisionHeight: BigInt(height),
  })
  switch (type) {
    case 'client/UpdateClient': {
      const { clientId, header } = value as UpdateClient
      return updateClient(clientId, { typeUrl: HEADER_TYPE_URL, value: base64Decode(header) }, signer)
    }
    case 'packet/ReceivePacket': {
      const { packet, proof, proofHeight } = value as ReceivePacket
      return any(MsgRecvPacket, {
        packet: toCosmosPacket(packet),
        proofCommitment: base64Decode(proof),
        proofHeight: heightOf(proofHeight),
        signer,
      })
    }
    case 'packet/AcknowledgePacket': {
      const { packet, acknowledgement, proof, proofHeight } = value as AcknowledgePacket
      return any(MsgAcknowledgement, {
        packet: toCosmosPacket(packet),
        acknowledgement: toCosmosAcknowledgement(acknowledgement),
        proofAcked: base64Decode(proof),
        proofHeight: heightOf(proofHeight),
        signer,
      })
    }
    case 'packet/TimeoutPacket': {
      const { packet, proof, proofHeight } = value as TimeoutPacket
      return any(MsgTimeout, {
        packet: toCosmosPacket(packet),
        proofUnreceived: base64Decode(proof),
        proofHeight: heightOf(proofHeight),
        signer,
      })
    }
    default:
      throw new RelayerError('MESSAGE_UNKNOWN', { type })
  }
}

/** A client message: a header, or misbehaviour. */
export function updateClient(clientId: string, clientMessage: Any, signer: string): Any {
  return any(MsgUpdateClient, { clientId, clientMessage, signer })
}

interface Codec<T> {
  readonly typeUrl: string
  encode(message: T, writer: CosmosWriter): { finish(): Uint8Array }
}

export function any<T>(codec: Codec<T>, message: T): Any {
  return { typeUrl: codec.typeUrl, value: codec.encode(message, new CosmosWriter()).finish() }
}
