import { existsSync } from 'node:fs'
import { Vault } from '@xiezhi/vault'
import type { BackupReport, ErasureCertificate } from '@xiezhi/vault'
import type { GatewayConfig } from '../config.ts'
import { GatewayError } from '../gateway-error.ts'
import { openVault, vaultOptions } from './open-vault.ts'
import { withOperatorDatabase } from './operator-database.ts'

/**
 * Writes the vault of one authority to an encrypted file, whether its gateway runs or not. Keys and erasure list are not in
 * it. @throws GatewayError CONFIG_INVALID, INPUT_INVALID where the file is there already; VaultError as `Vault.open`
 */
export async function backupByOperator(config: GatewayConfig, authority: string, file: string): Promise<BackupReport> {
  requireFile(file, '/out', false)
  return withOperatorDatabase(config, authority, async ({ own, db, clock }) =>
    (await openVault(own, db, clock)).vault.backup(file),
  )
}

export interface RestoreOrder {
  readonly file: string
  /** What lies in the vault goes. */
  readonly replace: boolean
}

/**
 * Fills the vault of an authority whose gateway is stopped, and replays the erasure list before it can be read. Gives how
 * many erasures the list holds.
 * @throws GatewayError CONFIG_INVALID, INPUT_INVALID, NOT_IN_FORCE while the gateway runs; VaultError as `Vault.restore`
 */
export async function restoreByOperator(
  config: GatewayConfig,
  authority: string,
  { file, replace }: RestoreOrder,
): Promise<{ readonly file: string; readonly erasures: number }> {
  requireFile(file, '/in', true)
  const run: Parameters<typeof withOperatorDatabase<number>>[2] = async ({ own, db, clock }) => {
    const { options } = vaultOptions(own, db, clock)
    const vault = await Vault.restore(options, file, await clock.today(), { replace })
    return vault.erasures().length
  }
  return { file, erasures: await withOperatorDatabase(config, authority, run, { stopped: true }) }
}

/** The certificates of erasure, each checked. @throws GatewayError CONFIG_INVALID; VaultError as `Vault.open` */
export function erasuresForOperator(config: GatewayConfig, authority: string): Promise<readonly ErasureCertificate[]> {
  return withOperatorDatabase(config, authority, async ({ own, db, clock }) =>
    (await openVault(own, db, clock)).vault.erasures(),
  )
}

function requireFile(file: string, path: string, isThere: boolean): void {
  if (file !== '' && existsSync(file) === isThere) return
  const expected = isThere ? 'a file' : 'a file that is not there yet'
  throw new GatewayError('INPUT_INVALID', { part: 'arguments', path, expected })
}
