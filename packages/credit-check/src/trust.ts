import { array, CodecError, decodeCanonical, encodeCanonical, literal, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { CreditCheckError } from './credit-check-error.ts'
import { id, keyText } from './scalars.ts'

const FORMAT = 'xiezhi/check-trust/v1'
const BYTES_MAX = 256 * 1024

const trustSchema = object({
  format: literal(FORMAT),
  /** Who chose these keys, and from where. */
  source: string({ bytesMin: 1, bytesMax: 512 }),
  authorities: array(
    object({
      authority: id,
      chainId: string({ bytesMin: 1, bytesMax: 50 }),
      keys: array(keyText, { min: 1, max: 16 }),
    }),
    { min: 1, max: 4_096 },
  ),
})
/** Whose signatures the checking person believes: chosen by that person, never brought along by a result. */
export type CheckTrust = Omit<Infer<typeof trustSchema>, 'format'>

/** @throws CreditCheckError TRUST_FORM */
export function parseCheckTrust(bytes: Uint8Array): CheckTrust {
  try {
    const { source, authorities } = trustSchema.parse(decodeCanonical(bytes, { bytesMax: BYTES_MAX }))
    return { source, authorities }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new CreditCheckError('TRUST_FORM', { reason: error.code }, error)
  }
}

export function encodeCheckTrust({ source, authorities }: CheckTrust): Uint8Array {
  return encodeCanonical({ format: FORMAT, source, authorities }, { bytesMax: BYTES_MAX })
}

/** The keys that are believed for an authority on its ledger; none: it is unknown. */
export function trustedKeys({ authorities }: CheckTrust, authority: string, chainId: string): readonly string[] {
  return authorities.filter((one) => one.authority === authority && one.chainId === chainId).flatMap(({ keys }) => keys)
}
