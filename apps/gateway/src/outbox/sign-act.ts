import { randomBytes } from 'node:crypto'
import { base64Encode, encodeCanonical } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { keyTextOf, signTransaction, transactionId } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import type { OfficerKey } from '@xiezhi/sdk'
import type { ActPlan } from './act-plan.ts'

/** The ledger takes no transaction that lives longer. */
const LIFETIME_MS = 600_000
const NONCE_BYTES = 16

export interface SignedAct {
  /** Base64, in the order in which they are sent. */
  readonly transactions: readonly string[]
  /** Act id of the first message. */
  readonly actId: string
  readonly expiresAtMs: number
}

/** Signs what the act sends; the messages that follow an answer name the question by the id that its bytes give it. */
export function signAct(chainId: string, plan: ActPlan, officer: OfficerKey, nowMs: number): SignedAct {
  const first = signOne(chainId, plan.messages, officer, nowMs)
  const actId = `${first.id}-0`
  const following = plan.follow?.(actId) ?? []
  const second = following.length === 0 ? [] : [signOne(chainId, following, officer, nowMs).text]
  return { transactions: [first.text, ...second], actId, expiresAtMs: nowMs + LIFETIME_MS }
}

function signOne(
  chainId: string,
  messages: readonly Message[],
  { organisation, officer, signer }: OfficerKey,
  nowMs: number,
): { readonly id: string; readonly text: string } {
  const body = {
    chainId,
    signers: [{ organisation, officer, key: keyTextOf(signer) }],
    messages: messages.map(({ type, value }) => ({ type, value })),
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + LIFETIME_MS,
    nonce: randomBytes(NONCE_BYTES).toString('hex'),
  }
  const id = transactionId(nodeCrypto, encodeCanonical(body))
  return { id, text: base64Encode(signTransaction(body, [signer])) }
}
