import { CodecError, integer, object, utf8Decode } from '@xiezhi/codec'
import { CreditCheckError } from './credit-check-error.ts'

const BYTES_MAX = 1_024
const changedSchema = object({ changedAtMs: integer({ min: 0 }) })

/** What the subscriber's gateway writes beside the sets: when it last heard that an entry has changed. @throws CreditCheckError CHANGED_FORM */
export function parseChanged(bytes: Uint8Array): number {
  if (bytes.length > BYTES_MAX) throw new CreditCheckError('CHANGED_FORM', { bytesMax: BYTES_MAX, seen: bytes.length })
  try {
    return changedSchema.parse(JSON.parse(utf8Decode(bytes))).changedAtMs
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof CodecError)) throw error
    throw new CreditCheckError('CHANGED_FORM', {}, error)
  }
}
