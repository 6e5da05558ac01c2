import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CliError } from '../../cli-error.ts'
import { loadAlliance, zoneNamed } from '../../config/alliance.ts'
import type { Alliance, Zone } from '../../config/alliance.ts'
import { Home, readJson, writeFileWhole } from '../../config/home.ts'
import { Output } from '../../output.ts'
import { runNodeCommand } from '../../process/run-node.ts'
import { engineFor, validatorProcess } from '../up/validators.ts'
import type { KnownZone } from '../up/validators.ts'

export interface ToCometOptions {
  readonly zone: string
  readonly json?: boolean
}

interface NodeFile {
  readonly mode: Alliance['mode']
  readonly zones: readonly KnownZone[]
}

/**
 * Moves a stopped zone of this data folder from the embedded host to CometBFT. The first validator of the alliance file goes on
 * with the old key; the others follow from the next `up` on, and sign when an act has admitted them.
 */
export async function toComet(options: ToCometOptions): Promise<number> {
  const out = new Output(options)
  const home = new Home()
  const alliance = loadAlliance()
  const zone = zoneNamed(alliance, options.zone)
  const file = readJson(home.nodeConfig) as NodeFile
  const config = file.zones.find(({ name }) => name === zone.name)
  const [first] = zone.validators
  if (config === undefined || first === undefined)
    throw new CliError('HOST_FIXED', 'CONFIG', {
      zone: zone.name,
      expected: first === undefined ? 'embedded' : 'comet',
    })
  const engine = (await engineFor(home, alliance, out)) ?? ''
  const exported = join(home.root, 'moves', `${zone.name}.export`)
  mkdirSync(join(home.root, 'moves'), { recursive: true, mode: 0o700 })
  const { validator } = runNodeCommand(home, ['export', '--zone', zone.name, '--out', exported])
  const old = `${home.zone(zone.name)}.before`
  renameSync(home.zone(zone.name), old)
  const path = home.validatorConfig(validatorProcess(zone.name, first.name))
  try {
    const moved = configOf(home, { zone, config, engine, publicKey: String(validator) })
    writeFileWhole(path, `${JSON.stringify({ mode: file.mode, zones: [moved] }, null, 2)}\n`, 0o600)
    const from = ['--in', exported, '--key', join(old, 'validator.key'), '--old', old]
    const imported = runNodeCommand(home, ['import', '--zone', zone.name, ...from], path)
    const zones = file.zones.filter((one) => one !== config)
    writeFileWhole(home.nodeConfig, `${JSON.stringify({ ...file, zones }, null, 2)}\n`, 0o600)
    const { height, digest } = imported
    out.say('zoneExported', { zone: zone.name, file: exported, height: height ?? null, digest: digest ?? null })
    out.say('zoneOnComet', { zone: zone.name, validator: first.name, before: old })
    out.document({ ...imported, file: exported, before: old })
    return 0
  } catch (error) {
    rmSync(path, { force: true })
    rmSync(home.zone(zone.name), { recursive: true, force: true })
    if (existsSync(old)) renameSync(old, home.zone(zone.name))
    throw error
  }
}

interface Moving {
  readonly zone: Zone
  readonly config: KnownZone
  readonly engine: string
  readonly publicKey: string
}

/** Of the one validator with whom the engine begins. */
function configOf(home: Home, { zone, config, engine, publicKey }: Moving): KnownZone {
  const [first] = zone.validators
  const moniker = first?.name ?? ''
  const validators = [{ name: moniker, publicKey }]
  const peer = { peerAddress: zone.address, peerPort: first?.peerPort, peers: [] }
  const host = { kind: 'comet', program: engine, moniker, ...peer, validators }
  return { ...config, folder: home.validatorZone(zone.name, moniker), host }
}
