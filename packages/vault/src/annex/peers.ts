import type { PublicKey, SuiteId } from '@xiezhi/crypto'
import { VaultError } from '../vault-error.ts'

/** Another authority with which annexes are exchanged; its keys come from the ledger's accreditation. */
export interface Peer {
  readonly id: string
  readonly suiteId: SuiteId
  /** Keys with which it signs, the newest first. */
  readonly signingKeys: readonly PublicKey[]
  /** 33 bytes, compressed, of its suite. */
  readonly encryptionKey: Uint8Array
}

/** The authorities known now. */
export type Peers = (id: string) => Peer | undefined

/** @throws VaultError ANNEX_SENDER_UNKNOWN */
export function requirePeer(peers: Peers, id: string): Peer {
  const peer = peers(id)
  if (peer === undefined) throw new VaultError('ANNEX_SENDER_UNKNOWN', { authority: id })
  return peer
}
