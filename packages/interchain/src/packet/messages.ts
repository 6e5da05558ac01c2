import { object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { base64Bytes, heightSchema, packetSchema } from '../fields.ts'
import { ACKNOWLEDGEMENT_BYTES_MAX, PROOF_BYTES_MAX } from '../limits.ts'

/** `ibc.core.commitment.v1.MerkleProof` in base64, and the height of the client's state that it leads to. */
const proof = base64Bytes(PROOF_BYTES_MAX)

export const receivePacketSchema = object({ packet: packetSchema, proof, proofHeight: heightSchema })
export type ReceivePacket = Infer<typeof receivePacketSchema>

export const acknowledgePacketSchema = object({
  packet: packetSchema,
  /** The application's bytes, or the universal error. */
  acknowledgement: base64Bytes(ACKNOWLEDGEMENT_BYTES_MAX),
  proof,
  proofHeight: heightSchema,
})
export type AcknowledgePacket = Infer<typeof acknowledgePacketSchema>

export const timeoutPacketSchema = object({ packet: packetSchema, proof, proofHeight: heightSchema })
export type TimeoutPacket = Infer<typeof timeoutPacketSchema>
