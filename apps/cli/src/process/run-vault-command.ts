import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { VaultErrorCode } from '@xiezhi/vault'
import { CliError } from '../cli-error.ts'
import { loadAlliance, zoneNamed } from '../config/alliance.ts'
import { Home } from '../config/home.ts'
import type { TextFacts } from '../i18n/index.ts'
import { builtProgram } from './program-file.ts'

const OUTPUT_BYTES_MAX = 64 * 1024 * 1024
/** Codes of the vault that stand for themselves here. */
const REFUSALS = [
  'KEY_UNKNOWN',
  'KEY_FILE',
  'ERASURE_LIST_BEHIND',
  'ERASURE_LIST_DAMAGED',
  'BACKUP_FORMAT',
  'BACKUP_TAMPERED',
  'BACKUP_CUT',
  'VAULT_NOT_EMPTY',
] as const satisfies readonly VaultErrorCode[]
/** Of the gateway's program, on its last line. */
const VAULT_ERROR = /^VaultError: ([A-Z_]+) (\{.*\})$/m

export interface VaultCommand<T> {
  /** Where keys and erasure list of the authority lie. */
  readonly folder: string
  readonly documents: readonly T[]
}

/**
 * Runs a command of the gateway's program on the vault of a ledger's authority.
 * @throws CliError NOT_BUILT, NOT_SET_UP, ZONE_UNKNOWN, GATEWAY_REFUSED, and the refusals of the vault
 */
export function runVaultCommand<T>(zone: string, args: readonly string[]): VaultCommand<T> {
  const home = new Home()
  const entry = builtProgram('gateway')
  const { kind } = zoneNamed(loadAlliance(), zone)
  const config = home.gatewayConfig
  if (!existsSync(config)) throw new CliError('NOT_SET_UP', 'CONFIG', { home: home.root, file: config })
  const all = [entry, ...args, '--config', config, '--authority', kind]
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  })
  if (status !== 0) throw refusal(stderr)
  const lines = stdout.split('\n').filter((line) => line !== '')
  return { folder: join(home.root, 'gateway', kind), documents: lines.map((line) => JSON.parse(line) as T) }
}

/** The vault's own refusal where it is one of those below; else what the gateway's program said last. */
function refusal(stderr: string): CliError {
  const [, code = '', facts = '{}'] = VAULT_ERROR.exec(stderr) ?? []
  if (isRefusal(code)) return new CliError(code, 'DATA', JSON.parse(facts) as TextFacts)
  return new CliError('GATEWAY_REFUSED', 'DATA', { reason: stderr.trim().split('\n').at(-1) ?? '' })
}

function isRefusal(code: string): code is (typeof REFUSALS)[number] {
  return (REFUSALS as readonly string[]).includes(code)
}
