import { resolve } from 'node:path'
import { loadAlliance, zoneNamed } from '../../config/alliance.ts'
import { Home } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { runValidatorCommand } from './run-validator-command.ts'

export interface RestoreOptions {
  readonly zone: string
  readonly validator: string
  readonly in: string
  readonly key?: string
  readonly peer: readonly string[]
  readonly json?: boolean
}

/** Puts a backup back; an old key signs only above the height that other nodes prove. */
export function restoreValidator(options: RestoreOptions): number {
  const out = new Output(options)
  const { zone: zoneName, validator, key, peer } = options
  const alliance = loadAlliance()
  const { address, validators } = zoneNamed(alliance, zoneName)
  const others = validators.filter(({ name }) => name !== validator).map(({ port }) => `http://${address}:${port}`)
  const peers = peer.length > 0 ? peer : others
  const args = ['restore', '--in', resolve(options.in)]
  if (key !== undefined) args.push('--key', resolve(key), ...peers.flatMap((url) => ['--peer', url]))
  const restored = runValidatorCommand(new Home(), alliance, options, args)
  const { height = null, signsAbove = null } = restored
  out.say('nodeRestored', { zone: zoneName, validator, height })
  if (signsAbove === null) out.say('nodeFollows', { zone: zoneName, validator })
  else out.say('nodeSignsAbove', { validator, height: signsAbove })
  out.document(restored)
  return 0
}
