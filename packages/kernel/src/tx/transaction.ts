import {
  array,
  base64Decode,
  base64Encode,
  concatBytes,
  encodeCanonical,
  hexEncode,
  integer,
  json,
  object,
  string,
  utf8Encode,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { formatKey } from '@xiezhi/crypto'
import type { Crypto, KeyText, Signer as KeySigner } from '@xiezhi/crypto'

/** Bytes of a whole transaction. Large inputs (imports) are cut into several. */
export const TX_BYTES_MAX = 256 * 1024
export const TX_LIFETIME_MAX_MS = 600_000
/** How far a body may be issued after the stamp that includes it: clocks of offices differ. */
export const TX_ISSUED_AHEAD_MAX_MS = 5_000
export const MESSAGES_PER_TX_MAX = 512
export const SIGNERS_PER_TX_MAX = 8
export const MESSAGE_BYTES_MAX = 128 * 1024
/** Signed bytes begin with it: a signature on a transaction is good for nothing else. */
export const TX_PURPOSE = 'xiezhi/tx/v1'

const name = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })

export const signerSchema = object({ organisation: name, officer: name, key: string({ bytesMin: 1, bytesMax: 96 }) })

export const messageSchema = object({
  type: string({ bytesMin: 3, bytesMax: 64, pattern: /^[a-z]+\/[A-Za-z]+$/ }),
  value: json({ bytesMax: MESSAGE_BYTES_MAX }),
})

export const bodySchema = object({
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  signers: array(signerSchema, { min: 1, max: SIGNERS_PER_TX_MAX }),
  messages: array(messageSchema, { min: 1, max: MESSAGES_PER_TX_MAX }),
  issuedAtMs: integer({ min: 0 }),
  expiresAtMs: integer({ min: 0 }),
  /** Makes two otherwise equal orders two transactions. */
  nonce: string({ bytesMin: 1, bytesMax: 64 }),
})

export const transactionSchema = object({
  body: bodySchema,
  /** Base64, 64 bytes each, in the order of the signers. */
  signatures: array(string({ bytesMin: 88, bytesMax: 88 }), { min: 1, max: SIGNERS_PER_TX_MAX }),
})

export type TransactionBody = Infer<typeof bodySchema>
export type Transaction = Infer<typeof transactionSchema>
export interface Message {
  readonly type: string
  readonly value: Json
}

/** Hex SHA-256 of the canonical body: signatures are not part of the id. */
export function transactionId(crypto: Crypto, bodyBytes: Uint8Array): string {
  return hexEncode(crypto.sha256(bodyBytes))
}

/** What every signer signs: `xiezhi/tx/v1` 00 chain id 00 canonical body. */
export function transactionSignBytes(chainId: string, bodyBytes: Uint8Array): Uint8Array {
  return concatBytes(utf8Encode(`${TX_PURPOSE}\0${chainId}\0`), bodyBytes)
}

/** Canonical bytes of the body with a signature of every signer, in order. */
export function signTransaction(body: TransactionBody, signers: readonly KeySigner[]): Uint8Array {
  const bytes = transactionSignBytes(body.chainId, encodeCanonical(body))
  const signatures = signers.map((signer) => base64Encode(signer.sign(bytes)))
  return encodeCanonical({ body: body as Json, signatures })
}

export function keyTextOf(signer: KeySigner): KeyText {
  return formatKey({ algorithm: signer.algorithm, bytes: signer.publicKey })
}

export function decodeSignature(text: string): Uint8Array {
  return base64Decode(text)
}
