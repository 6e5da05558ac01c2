import { base64Encode, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Message, TransactionBody } from '@xiezhi/kernel'
import type { Holder } from './keystore/holder.ts'
import { SignerError } from './signer-error.ts'

/** How long a transaction may wait for all its signatures and a block; the kernel takes ten minutes at most. */
export const BODY_LIFETIME_MS = 600_000

export interface NewBody {
  readonly chainId: string
  readonly messages: readonly Message[]
  /** In the order in which the messages need them; `key` is a key text. */
  readonly signers: readonly (Holder & { readonly key: string })[]
  /** UTC milliseconds. */
  readonly nowMs: number
  /** Random text, different for every order. */
  readonly nonce: string
}

/** The body that every signer is shown and signs. */
export function transactionBody({ chainId, messages, signers, nowMs, nonce }: NewBody): TransactionBody {
  return {
    chainId,
    messages: messages.map(({ type, value }) => ({ type, value })),
    signers: signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + BODY_LIFETIME_MS,
    nonce,
  }
}

/** Body and signatures, one a signer and in their order, as a zone takes them. @throws SignerError SIGNATURE_COUNT */
export function signedTransaction(body: TransactionBody, signatures: readonly Uint8Array[]): Uint8Array {
  if (signatures.length !== body.signers.length) {
    throw new SignerError('SIGNATURE_COUNT', { expected: body.signers.length, seen: signatures.length })
  }
  return encodeCanonical({ body: body as Json, signatures: signatures.map((one) => base64Encode(one)) })
}
