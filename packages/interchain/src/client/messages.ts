import { array, base64Decode, CodecError, integer, object, optional, refine, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { base64Bytes, chainIdSchema, clientIdSchema, reasonSchema } from '../fields.ts'
import { HEADER_BYTES_MAX, MISBEHAVIOUR_BYTES_MAX } from '../limits.ts'
import { anchorsSchema, layoutSchema, trustLevelSchema } from './state.ts'

/** `tendermint.types.LightBlock` in base64: the header that the officers vouch for, with commit and validators. */
const checkpoint = base64Bytes(HEADER_BYTES_MAX)

export const createClientSchema = object({
  chainId: chainIdSchema,
  trustLevel: trustLevelSchema,
  trustingPeriodMs: integer({ min: 1 }),
  /** CLOCK_DRIFT_DEFAULT_MS if absent. */
  clockDriftMs: optional(integer({ min: 0 })),
  proofLayout: layoutSchema,
  checkpoint,
  anchors: anchorsSchema,
  reason: reasonSchema,
})
export type CreateClient = Infer<typeof createClientSchema>

const prefixElement = refine(string({ bytesMax: 64 }), isBase64, 'canonical base64')

export const registerCounterpartySchema = object({
  clientId: clientIdSchema,
  counterpartyClientId: clientIdSchema,
  merklePrefix: array(prefixElement, { min: 1, max: 2 }),
})
export type RegisterCounterparty = Infer<typeof registerCounterpartySchema>

export const updateClientSchema = object({
  clientId: clientIdSchema,
  /** `ibc.lightclients.tendermint.v1.Header` */
  header: base64Bytes(HEADER_BYTES_MAX),
})
export type UpdateClient = Infer<typeof updateClientSchema>

export const submitMisbehaviourSchema = object({
  clientId: clientIdSchema,
  /** `ibc.lightclients.tendermint.v1.Misbehaviour` */
  misbehaviour: base64Bytes(MISBEHAVIOUR_BYTES_MAX),
})
export type SubmitMisbehaviour = Infer<typeof submitMisbehaviourSchema>

export const freezeClientSchema = object({ clientId: clientIdSchema, reason: reasonSchema })
export type FreezeClient = Infer<typeof freezeClientSchema>

export const recoverClientSchema = object({ clientId: clientIdSchema, checkpoint, reason: reasonSchema })
export type RecoverClient = Infer<typeof recoverClientSchema>

export const rotateAnchorsSchema = object({ clientId: clientIdSchema, anchors: anchorsSchema, reason: reasonSchema })
export type RotateAnchors = Infer<typeof rotateAnchorsSchema>

function isBase64(text: string): boolean {
  try {
    base64Decode(text)
    return true
  } catch (error) {
    if (error instanceof CodecError) return false
    throw error
  }
}
