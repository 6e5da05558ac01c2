import { integer, nullable, object } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { actId, clientId, code, digest, randomId } from '../ids.ts'

/** The institution has registered what an accepted order to freeze or seal asks for. */
export const registerSchema = object({
  client: clientId,
  orderId: actId,
  measureId: randomId,
  assetKey: randomId,
  /** To the second, as the core system registered it. */
  registeredAtMs: integer({ min: 0 }),
  /** Salted commitment to the amount under control. */
  amount: nullable(digest),
  annexDigest: nullable(digest),
  /** Why less is under control than ordered; null: nothing is missing. */
  shortfall: nullable(code),
})
export type Register = Infer<typeof registerSchema>

/** The institution has carried out an accepted order on a measure that exists. */
export const carryOutSchema = object({
  client: clientId,
  orderId: actId,
  amount: nullable(digest),
  annexDigest: nullable(digest),
  /** Why less was deducted than ordered. */
  shortfall: nullable(code),
  /** Digest of the distribution of what the disposal brought. */
  distribution: nullable(digest),
})
export type CarryOut = Infer<typeof carryOutSchema>

/** The core system has begun a deduction; until it ends the measure is neither renewed nor released (R20-26). */
export const beginDeductionSchema = object({ client: clientId, orderId: actId })
export type BeginDeduction = Infer<typeof beginDeductionSchema>
