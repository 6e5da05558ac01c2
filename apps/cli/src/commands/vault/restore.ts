import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CliError } from '../../cli-error.ts'
import { Home } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { runningPid } from '../../process/child-process.ts'
import { runVaultCommand } from '../../process/run-vault-command.ts'

export interface RestoreOptions {
  readonly zone: string
  readonly in: string
  readonly replace?: boolean
  readonly json?: boolean
}

/** A gateway that runs has keys and rows in memory that the backup may not know. */
export function restoreVault(options: RestoreOptions): number {
  const out = new Output(options)
  const home = new Home()
  const file = resolve(options.in)
  if (!existsSync(file)) throw new CliError('FILE_UNREADABLE', 'NO_INPUT', { file, reason: 'ENOENT' })
  const pid = runningPid(home, 'gateway')
  if (pid !== undefined) throw new CliError('ALREADY_RUNNING', 'UNAVAILABLE', { home: home.root, pid })
  const args = ['restore', '--in', file, ...(options.replace === true ? ['--replace'] : [])]
  const erasures = runVaultCommand<{ erasures: number }>(options.zone, args).documents[0]?.erasures ?? 0
  out.say('vaultRestored', { zone: options.zone, file, erasures })
  out.document({ file, erasures })
  return 0
}
