import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { buildEngine, engineCure, findEngine, loadOrCreateEngineKeys } from '@xiezhi/host/comet'
import { HostError } from '@xiezhi/host/embedded'
import { CliError } from '../../cli-error.ts'
import type { Alliance, Zone } from '../../config/alliance.ts'
import { readJson, writeFileWhole } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import type { Output } from '../../output.ts'
import type { ProcessName } from '../../process/child-process.ts'

/** A zone as the configuration of a node has it. */
export interface KnownZone {
  readonly name: string
  readonly host?: { readonly kind: string; readonly validators?: readonly { name: string; publicKey: string }[] }
  readonly [field: string]: unknown
}

export const validatorProcess = (zone: string, validator: string): ProcessName => `validator-${zone}-${validator}`

/** Zones on CometBFT of an earlier start, each once. */
export function knownValidatorZones(home: Home): readonly KnownZone[] {
  if (!existsSync(home.validators)) return []
  return readdirSync(home.validators)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => (readJson(join(home.validators, file)) as { readonly zones: readonly KnownZone[] }).zones)
}

/** A configuration for each validator: one genesis, and keys of its own in a folder of its own. */
export function writeValidators(
  home: Home,
  mode: Alliance['mode'],
  {
    zone,
    config,
    engine,
    metrics,
  }: {
    readonly zone: Zone
    readonly config: KnownZone
    readonly engine: string
    readonly metrics: ReadonlyMap<ProcessName, number>
  },
): void {
  const { address, validators, name } = zone
  const keys = validators.map((validator) => {
    const folder = home.validatorZone(name, validator.name)
    return { ...validator, folder, ...loadOrCreateEngineKeys(nodeCrypto, join(folder, 'engine')) }
  })
  for (const own of keys) {
    takeBeginning(keys[0]?.folder ?? '', own.folder)
    const host = {
      kind: 'comet',
      program: engine,
      moniker: own.name,
      peerAddress: address,
      peerPort: own.peerPort,
      peers: keys.filter((other) => other !== own).map(({ nodeId, peerPort }) => `${nodeId}@${address}:${peerPort}`),
      // Those with whom the engine began stay; acts change who signs.
      validators:
        config.host?.validators ?? keys.map((one) => ({ name: one.name, publicKey: hexEncode(one.validator) })),
    }
    const zones = [{ ...config, port: own.port, folder: own.folder, host }]
    const process = validatorProcess(name, own.name)
    const document = { mode, zones, metricsPort: metrics.get(process) }
    writeFileWhole(home.validatorConfig(process), `${JSON.stringify(document, null, 2)}\n`, 0o600)
  }
}

/** A validator that joins later begins as the first did. */
function takeBeginning(first: string, own: string): void {
  for (const name of ['genesis.json', 'state.export']) {
    const [from, to] = [join(first, name), join(own, name)]
    if (existsSync(from) && !existsSync(to)) copyFileSync(from, to)
  }
}

/** By whom a validator is answered for, by its public key: of a zone on the embedded host there is one validator. */
export function organisationOf(
  home: Home,
  { name, validators }: Zone,
  root: string,
): (publicKey: Uint8Array) => string {
  const known = new Map(
    validators.map((validator) => {
      const { validator: publicKey } = loadOrCreateEngineKeys(
        nodeCrypto,
        join(home.validatorZone(name, validator.name), 'engine'),
      )
      return [hexEncode(publicKey), validator.organisation]
    }),
  )
  return (publicKey) => known.get(hexEncode(publicKey)) ?? root
}

/** The CometBFT program, built where there is none and Go is; undefined where no zone needs it. @throws CliError ENGINE_ABSENT */
export async function engineFor(home: Home, { zones }: Alliance, out: Output): Promise<string | undefined> {
  if (zones.every(({ validators }) => validators.length === 0)) return undefined
  try {
    return (await findEngine(home.programs)).path
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    if (error.code !== 'HOST_ENGINE_ABSENT') throw engineError(home, error)
  }
  out.say('upBuildingEngine')
  try {
    return (await buildEngine(home.programs)).path
  } catch (error) {
    if (error instanceof HostError) throw engineError(home, error)
    throw error
  }
}

function engineError(home: Home, error: HostError): CliError {
  const { seen = '', reason = '', path = '' } = error.facts
  const why = [path, seen, reason].filter((word) => word !== '').join(' ')
  return new CliError('ENGINE_ABSENT', 'CONFIG', { reason: why, cure: engineCure(home.programs) }, error)
}
