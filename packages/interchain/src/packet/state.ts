import { enumeration, hexBytes, integer, nullable, object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import { base64Bytes, heightSchema, instantSchema, packetSchema } from '../fields.ts'
import { ACKNOWLEDGEMENT_BYTES_MAX } from '../limits.ts'

const hash = hexBytes(32)

export function sequencePart(sequence: number): string {
  return String(sequence).padStart(16, '0')
}

/** `packet/sequence/<source client>`: the last sequence given out. */
export const sequences = collection('packet/sequence', integer({ min: 0 }))

/** `packet/sent/<source client>/<sequence>`: the body while the packet is open, so that a relayer needs no event index. */
export const sentSchema = object({ packet: packetSchema, at: instantSchema })
export const sentRows = collection('packet/sent', sentSchema)

/** `packet/waiting/<destination client>/<sequence>`: the body while the application owes an acknowledgement. */
export const waitingRows = collection('packet/waiting', object({ packet: packetSchema, at: instantSchema }))

/** `packet/ack/<destination client>/<sequence>`: permanent; the acknowledgement whose commitment stands under the ICS-24 key. */
export const ackSchema = object({
  packetHash: hash,
  acknowledgement: base64Bytes(ACKNOWLEDGEMENT_BYTES_MAX),
  receivedAt: instantSchema,
  at: instantSchema,
})
export const ackRows = collection('packet/ack', ackSchema)

/** `packet/done/<source client>/<sequence>`: permanent; how the packet ended. */
export const doneSchema = object({
  packetHash: hash,
  outcome: enumeration(['acknowledged', 'error', 'timed-out']),
  /** Commitment of the acknowledgement; null for a timeout. */
  ackHash: nullable(hash),
  /** Height of the peer at which the end was proved. */
  proofHeight: heightSchema,
  sentAt: instantSchema,
  at: instantSchema,
})
export type Outcome = Infer<typeof doneSchema>['outcome']
export const doneRows = collection('packet/done', doneSchema)

/** `packet/equivocation/<destination client>/<sequence>`: permanent; two proved bodies under one sequence. */
export const equivocationRows = collection(
  'packet/equivocation',
  object({
    firstPacketHash: hash,
    secondPacketHash: hash,
    second: packetSchema,
    proofHeight: heightSchema,
    act: integer({ min: 1 }),
    at: instantSchema,
  }),
)
