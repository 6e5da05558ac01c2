import type { Signer as KeySigner } from '@xiezhi/crypto'
import { keyTextOf, signTransaction } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'

/** How long an order may wait for a block. */
export const ORDER_LIFETIME_MS = 120_000

/** An officer with the key of this session. */
export interface OfficerKey {
  readonly organisation: string
  readonly officer: string
  readonly signer: KeySigner
}

export interface Order {
  readonly chainId: string
  readonly messages: readonly Message[]
  readonly officers: readonly OfficerKey[]
  /** UTC milliseconds. */
  readonly nowMs: number
  /** Different for every order of these officers; random text. */
  readonly nonce: string
}

/** The signed transaction of an order: what `ZoneClient.submit` takes. */
export function signOrder({ chainId, messages, officers, nowMs, nonce }: Order): Uint8Array {
  const signers = officers.map(({ organisation, officer, signer }) => ({
    organisation,
    officer,
    key: keyTextOf(signer),
  }))
  const body = {
    chainId,
    signers,
    messages: messages.map(({ type, value }) => ({ type, value: value })),
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + ORDER_LIFETIME_MS,
    nonce,
  }
  return signTransaction(
    body,
    officers.map(({ signer }) => signer),
  )
}
