import { resolve } from 'node:path'
import { Output } from '../../output.ts'
import { runVaultCommand } from '../../process/run-vault-command.ts'

export interface SetBuildOptions {
  readonly zone: string
  readonly subscriber: string
  readonly out: string
  readonly keyOut?: string
  readonly json?: boolean
}

interface Built {
  readonly file: string
  readonly setDigest: string
  readonly statement: {
    readonly count: number
    readonly height: number
    readonly validToMs: number
    readonly setId: string
  }
}

/** Has the gateway's program build the set and record it. @throws CliError NOT_BUILT, NOT_SET_UP, ZONE_UNKNOWN, GATEWAY_REFUSED */
export function buildTokenSet(options: SetBuildOptions): number {
  const out = new Output(options)
  const { subscriber, keyOut } = options
  const args = ['token-set', '--subscriber', subscriber, '--out', resolve(options.out)]
  const key = keyOut === undefined ? [] : ['--key-out', resolve(keyOut)]
  const { documents } = runVaultCommand<Built>(options.zone, [...args, ...key])
  for (const { file, setDigest: digest, statement } of documents) {
    const { count, height, validToMs, setId } = statement
    out.say('creditSetBuilt', { file, count, height, validTo: new Date(validToMs).toISOString(), digest })
    out.document({ file, setId, count, height, validToMs, digest })
  }
  return 0
}
