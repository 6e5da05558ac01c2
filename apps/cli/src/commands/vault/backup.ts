import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CliError } from '../../cli-error.ts'
import { Output } from '../../output.ts'
import { runVaultCommand } from '../../process/run-vault-command.ts'

export interface BackupOptions {
  readonly zone: string
  readonly out: string
  readonly json?: boolean
}

export function backupVault(options: BackupOptions): number {
  const out = new Output(options)
  const file = resolve(options.out)
  if (existsSync(file)) throw new CliError('FILE_EXISTS', 'USAGE', { file })
  const { folder, documents } = runVaultCommand<{ rows: number }>(options.zone, ['backup', '--out', file])
  const rows = documents[0]?.rows ?? 0
  out.say('vaultBackedUp', { file, rows })
  out.say('vaultKeptApart', { folder })
  out.document({ file, rows, keptApart: folder })
  return 0
}
