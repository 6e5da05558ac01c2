import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Message } from '@xiezhi/kernel'
import type { Holder } from './keystore/holder.ts'
import { proposalDigest } from './words/proposal-digest.ts'

/**
 * Ends a key. With a compromise date every act of the key from then on is doubtful and listed by the ledger
 * (`authority/doubtful-acts`). Signed by the officer with another key, or by two administrators.
 */
export function revocation(key: string, compromisedFromMs: number | null): Message {
  return { type: 'authority/RevokeKey', value: { key, compromisedFromMs } }
}

export interface Enrolment extends Holder {
  readonly newKey: string
  /** The key that was lost and is not in other hands: it ends with the enrolment. Null after a revocation. */
  readonly lostKey: string | null
  readonly validToMs: number | null
}

/** A new key for an officer: signed by two administrators who are other persons, and by the new key itself. */
export function reenrolment({ organisation, officer, newKey, lostKey, validToMs }: Enrolment): Message {
  return { type: 'authority/EnrolKey', value: { organisation, officer, key: newKey, validToMs, lostKey } }
}

/** The first administrator's half, when the second signs later than a transaction lives. */
export function proposal({ type, value }: Message, expiresAtMs: number): Message {
  return { type: 'authority/Propose', value: { type, value, expiresAtMs } }
}

/** The second administrator's half; the new key of an enrolment signs this transaction too. */
export function approval(chainId: string, proposalId: string, proposed: Message): Message {
  return { type: 'authority/Approve', value: { proposalId, digest: proposalDigest(nodeCrypto, chainId, proposed) } }
}
