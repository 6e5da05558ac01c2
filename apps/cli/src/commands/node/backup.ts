import { resolve } from 'node:path'
import { loadAlliance } from '../../config/alliance.ts'
import { Home } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { runValidatorCommand } from './run-validator-command.ts'

export interface BackupOptions {
  readonly zone: string
  readonly validator: string
  readonly out: string
  readonly json?: boolean
}

/** Copies the folder of a stopped validator without what lets it sign. */
export function backupValidator(options: BackupOptions): number {
  const out = new Output(options)
  const folder = resolve(options.out)
  const made = runValidatorCommand(new Home(), loadAlliance(), options, ['backup', '--out', folder])
  const { height = null } = made
  out.say('nodeBackedUp', { zone: options.zone, validator: options.validator, folder, height })
  out.say('nodeKeyApart', { zone: options.zone })
  out.document({ ...made, folder })
  return 0
}
