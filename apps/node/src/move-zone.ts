import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hexEncode } from '@xiezhi/codec'
import { EmbeddedHost, exportZone, fileDigest, systemClock } from '@xiezhi/host/embedded'
import type { Clock, ExportedZone } from '@xiezhi/host/embedded'
import type { NodeConfig, ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'
import { hostOptions } from './run-zone.ts'
import { zoneFiles } from './zone-files.ts'
import type { ZoneFiles } from './zone-files.ts'

/** @throws NodeError ZONE_UNKNOWN, ZONE_ON_COMET: another host keeps its own chain */
export function zoneOf({ zones }: NodeConfig, wanted: string): ZoneConfig {
  const found = zones.find(({ name }) => name === wanted)
  if (found === undefined)
    throw new NodeError('ZONE_UNKNOWN', { expected: zones.map(({ name }) => name).join(', '), seen: wanted })
  if (found.host !== undefined) throw new NodeError('ZONE_ON_COMET', { zone: wanted, expected: 'an embedded zone' })
  return found
}

export interface MovedZone {
  readonly zone: string
  readonly chainId: string
  readonly height: number
  readonly appHash: string
  readonly digest: string
}

/**
 * Ends the zone in this folder and writes its state to `out` and the genesis document with which another host goes on to
 * `<out>.genesis.json`. The validator's key is not in either. @throws HostError, StoreError
 */
export async function exportFromFolder(
  config: ZoneConfig,
  out: string,
  clock: Clock = systemClock,
): Promise<MovedZone> {
  if (!existsSync(config.folder))
    throw new NodeError('ZONE_UNKNOWN', { expected: config.folder, seen: 'no such folder' })
  const { genesis, ...exported } = await exportZone({ ...hostOptions(config), clock }, out)
  writeFileSync(genesisBeside(out), `${JSON.stringify(genesis, null, 2)}\n`, { mode: 0o600 })
  return moved(config, exported)
}

export interface ImportInput {
  /** What `exportFromFolder` wrote; the genesis document lies beside it. */
  readonly in: string
  /** The validator's key of the old host. */
  readonly key: string
}

/**
 * Puts key, genesis document and state into the empty folder of the zone and reads the state; the next start goes on above
 * the exported height. Where it is refused the folder stays empty. @throws NodeError ZONE_PRESENT; HostError HOST_EXPORT_…
 */
export async function importToFolder(config: ZoneConfig, input: ImportInput): Promise<MovedZone> {
  const { folder } = config
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new NodeError('ZONE_PRESENT', { expected: 'an empty folder', folder })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = zoneFiles(folder)
  try {
    copyIn(input, files)
    const host = new EmbeddedHost(hostOptions(config))
    const { height } = host
    const appHash = hexEncode(host.store.root())
    await host.stop()
    return moved(config, { height, appHash, digest: fileDigest(files.export) })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function copyIn({ in: source, key }: ImportInput, files: ZoneFiles): void {
  for (const [from, to] of [
    [source, files.export],
    [genesisBeside(source), files.genesis],
    [key, files.key],
  ] as const) {
    if (!existsSync(from)) throw new NodeError('CONFIG_INVALID', { file: from, expected: 'a readable file' })
    copyFileSync(from, to)
  }
  const { initialHeight = 0 } = JSON.parse(readFileSync(files.genesis, 'utf8')) as { readonly initialHeight?: number }
  if (initialHeight < 2) throw new NodeError('CONFIG_INVALID', { file: files.genesis, expected: 'initialHeight' })
}

function genesisBeside(file: string): string {
  return `${file}.genesis.json`
}

function moved(
  { name, chainId }: ZoneConfig,
  { height, appHash, digest }: Pick<ExportedZone, 'height' | 'appHash' | 'digest'>,
): MovedZone {
  return { zone: name, chainId, height, appHash, digest }
}
