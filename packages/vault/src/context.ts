import type { PublicKey, Signer, Suite, SuiteId } from '@xiezhi/crypto'
import type { LawBook } from '@xiezhi/law'
import type { Kysely } from 'kysely'
import type { VaultDatabase } from './database.ts'
import type { ErasureList } from './erasure/erasure-list.ts'
import type { KeyWrap } from './keys/authority-keys.ts'

/** The authority that keeps the vault, and the key with which it signs certificates, bindings and annexes. */
export interface Authority {
  readonly id: string
  readonly signer: Signer
  /** Keys with which it signed before: old certificates stay valid. */
  readonly formerKeys?: readonly PublicKey[]
}

export interface VaultContext {
  readonly db: Kysely<VaultDatabase>
  readonly suiteId: SuiteId
  readonly algorithms: Suite
  readonly keys: KeyWrap
  readonly authority: Authority
  readonly erasures: ErasureList
  readonly law: LawBook
  /** UTC milliseconds. */
  readonly now: () => number
}
