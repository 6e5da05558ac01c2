import { bytesEqual, hexDecode } from '@xiezhi/codec'
import { EvidenceError } from '../evidence-error.ts'
import { childAt, readDer, requireTag, TAG, tlv } from './der.ts'
import { OID } from './oids.ts'
import { readToken } from './token.ts'
import type { TimestampToken } from './token.ts'

export const REQUEST_TYPE = 'application/timestamp-query'
export const RESPONSE_TYPE = 'application/timestamp-reply'
export const NONCE_BYTES = 8

export interface TimestampQuestion {
  /** SHA-256 of what shall be stamped. */
  readonly imprint: Uint8Array
  /** Random bytes, used once: an old answer does not fit. */
  readonly nonce: Uint8Array
}

/** TimeStampReq (RFC 3161, 2.4.1). No certificate is asked for: the verifying person has that of the authority. */
export function timestampRequest({ imprint, nonce }: TimestampQuestion): Uint8Array {
  const algorithm = tlv(TAG.sequence, tlv(TAG.oid, hexDecode(OID.sha256)), tlv(TAG.null))
  return tlv(
    TAG.sequence,
    tlv(TAG.integer, Uint8Array.of(1)),
    tlv(TAG.sequence, algorithm, tlv(TAG.octetString, imprint)),
    tlv(TAG.integer, positive(nonce)),
  )
}

/**
 * The token of a TimeStampResp, if it was granted and answers this question.
 * @throws EvidenceError TIMESTAMP_REFUSED with the status, TIMESTAMP_OTHER, TIMESTAMP_BYTES, TIMESTAMP_DER, TIMESTAMP_SHAPE
 */
export function readTimestampResponse(bytes: Uint8Array, { imprint, nonce }: TimestampQuestion): TimestampToken {
  const response = requireTag(readDer(bytes), TAG.sequence, 'response')
  const { content } = childAt(childAt(response, 0, TAG.sequence, 'status'), 0, TAG.integer, 'status')
  const [status = -1] = content
  // Granted, or granted with modifications that are looked at below.
  if (content.length !== 1 || status > 1) throw new EvidenceError('TIMESTAMP_REFUSED', { status })
  const token = readToken(childAt(response, 1, TAG.sequence, 'timeStampToken').raw)
  if (token.imprintAlgorithm === null || !bytesEqual(token.imprint, imprint))
    throw new EvidenceError('TIMESTAMP_OTHER', { field: 'messageImprint' })
  if (token.nonce === null || !bytesEqual(token.nonce, positive(nonce)))
    throw new EvidenceError('TIMESTAMP_OTHER', { field: 'nonce' })
  return token
}

/** Content of a DER INTEGER that is not negative. */
function positive(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  const digits = bytes.subarray(start)
  return (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...digits) : digits
}
