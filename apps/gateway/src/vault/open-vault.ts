import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundledLaw } from '@xiezhi/law'
import { Vault } from '@xiezhi/vault'
import type { VaultDatabase, VaultOptions } from '@xiezhi/vault'
import type { Kysely } from 'kysely'
import { annexKeys } from '../annex/annex-keys.ts'
import type { AnnexKeys } from '../annex/annex-keys.ts'
import type { ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { ZoneClock } from '../zone/zone-clock.ts'

export interface OpenVault {
  readonly vault: Vault
  readonly keys: AnnexKeys
}

/**
 * The authority's vault: erasures are replayed and what is due is deleted when this returns. @throws VaultError as `Vault.open`
 */
export async function openVault(own: ListenerConfig, db: Database, clock: ZoneClock): Promise<OpenVault> {
  const { options, keys } = vaultOptions(own, db, clock)
  return { vault: await Vault.open(options, await clock.today()), keys }
}

/** Its name is that of the annexes; without them that of the ledger. Certificates name it, so it does not change. */
export function vaultOptions(
  { folder, annex, zone }: ListenerConfig,
  db: Database,
  clock: ZoneClock,
): { readonly options: VaultOptions; readonly keys: AnnexKeys } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keys = annexKeys(folder, annex?.suite)
  const options = {
    db: db as unknown as Kysely<VaultDatabase>,
    suiteId: keys.decryption.suiteId,
    keys: keys.wrap,
    authority: { id: annex?.authority ?? zone.chainId, signer: keys.signer },
    erasureList: join(folder, 'erasures.jsonl'),
    law: bundledLaw,
    now: () => clock.nowMs(),
  }
  return { options, keys }
}
