import { encodeCanonical, hexEncode, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'

/** Names the purpose inside the committed bytes: an opening of this log opens nothing else. */
const PURPOSE = 'xiezhi/query-log/v1'

const text = string({ bytesMin: 1, bytesMax: 128 })
export const queryOpeningSchema = object({
  salt: string({ bytesMin: 32, bytesMax: 32, pattern: /^[0-9a-f]{32}$/ }),
  organisation: text,
  officer: text,
  caseRef: nullable(text),
  licenceNo: text,
  asOf: text,
  purpose: text,
  legalBasis: text,
})
/** What opens the commitment that stands in both query logs: it stays with the asker. */
export type QueryOpening = Infer<typeof queryOpeningSchema>

/** `sha256:` over the canonical JSON of purpose and opening. */
export function queryCommitment(crypto: Crypto, opening: QueryOpening): string {
  return `sha256:${hexEncode(crypto.sha256(encodeCanonical([PURPOSE, opening])))}`
}
