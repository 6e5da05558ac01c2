import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { loadOrCreateEngineKeys } from '@xiezhi/host/comet'
import { CliError } from '../../cli-error.ts'
import { zoneNamed } from '../../config/alliance.ts'
import { Output } from '../../output.ts'
import { Workspace } from '../../zone/workspace.ts'
import { changeValidators, twoOfficers, wholeNumber } from './two-officers.ts'
import type { TwoOfficers } from './two-officers.ts'

export interface AdmitOptions extends TwoOfficers {
  readonly zone: string
  readonly validator: string
  readonly power: string
  readonly source: string
  readonly json?: boolean
}

/** Two officers give a validator of the alliance file its voting power; one that has none joins. */
export async function admitValidator(options: AdmitOptions): Promise<number> {
  const out = new Output(options)
  const { source } = options
  const power = wholeNumber('--power', options.power)
  return Workspace.use(async (workspace) => {
    const { home, alliance } = workspace
    const zone = zoneNamed(alliance, options.zone)
    const known = zone.validators.find(({ name }) => name === options.validator)
    if (known === undefined) throw new CliError('USAGE', 'USAGE', { reason: `--validator: seen ${options.validator}` })
    const engine = join(home.validatorZone(zone.name, known.name), 'engine')
    const publicKey = hexEncode(loadOrCreateEngineKeys(nodeCrypto, engine).validator)
    const value = { publicKey, power, name: known.name, source }
    const officers = twoOfficers(home, zone.name, options)
    const message = { type: 'governance/SetValidator', value }
    const height = await changeValidators(workspace, zone, message, officers)
    out.say('validatorSet', { zone: zone.name, validator: known.name, power, height })
    out.document({ zone: zone.name, validator: known.name, publicKey, power, height })
    return 0
  })
}
