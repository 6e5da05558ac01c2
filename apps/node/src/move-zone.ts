import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { writeMovedKey } from '@xiezhi/host/comet'
import { EmbeddedHost, exportZone, fileDigest, readStateFile, systemClock } from '@xiezhi/host/embedded'
import type { Clock, Genesis, StateFileHead } from '@xiezhi/host/embedded'
import type { CometConfig, NodeConfig, ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'
import { hostOptions } from './run-zone.ts'
import { readKey } from './validator-key.ts'
import { zoneFiles } from './zone-files.ts'
import type { ZoneFiles } from './zone-files.ts'

/** @throws NodeError ZONE_UNKNOWN */
export function zoneOf({ zones }: NodeConfig, wanted: string): ZoneConfig {
  const found = zones.find(({ name }) => name === wanted)
  if (found === undefined)
    throw new NodeError('ZONE_UNKNOWN', { expected: zones.map(({ name }) => name).join(', '), seen: wanted })
  return found
}

export interface MovedZone {
  readonly zone: string
  readonly chainId: string
  readonly height: number
  readonly appHash: string
  readonly digest: string
  /** Public key of the one validator, hexadecimal. */
  readonly validator: string
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
  if (config.host !== undefined)
    throw new NodeError('ZONE_ON_COMET', { zone: config.name, expected: 'an embedded zone' })
  if (!existsSync(config.folder))
    throw new NodeError('ZONE_UNKNOWN', { expected: config.folder, seen: 'no such folder' })
  const { genesis, ...exported } = await exportZone({ ...hostOptions(config), clock }, out)
  writeFileSync(genesisBeside(out), `${JSON.stringify(genesis, null, 2)}\n`, { mode: 0o600 })
  return moved(config, { ...exported, validator: hexEncode(hostOptions(config).validator.publicKey) })
}

export interface ImportInput {
  /** What `exportFromFolder` wrote; the genesis document lies beside it. */
  readonly in: string
  /** The validator's key of the old host. On CometBFT a node without it follows, until an act admits it. */
  readonly key?: string | undefined
  /** Folder of the zone on the old host: on CometBFT its blocks are served further. */
  readonly old?: string | undefined
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
    if (config.host !== undefined) return moved(config, prepareForComet(config.host, input, files))
    if (input.key === undefined) throw new NodeError('CONFIG_INVALID', { file: files.key, expected: 'a key' })
    copyFileSync(readable(input.key), files.key)
    const host = new EmbeddedHost(hostOptions(config))
    const { height } = host
    const appHash = hexEncode(host.store.root())
    await host.stop()
    const validator = hexEncode(hostOptions(config).validator.publicKey)
    return moved(config, { height, appHash, validator, digest: fileDigest(files.export) })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function copyIn({ in: source }: ImportInput, files: ZoneFiles): void {
  copyFileSync(readable(source), files.export)
  copyFileSync(readable(genesisBeside(source)), files.genesis)
  const { initialHeight = 0 } = JSON.parse(readFileSync(files.genesis, 'utf8')) as Genesis
  if (initialHeight < 2) throw new NodeError('CONFIG_INVALID', { file: files.genesis, expected: 'initialHeight' })
}

/**
 * The engine reads the state at its first start. It begins with the old validator alone; others come by acts.
 * @throws NodeError CONFIG_INVALID; HostError HOST_EXPORT_…, HOST_EARLIER_BLOCKS
 */
function prepareForComet(
  { validators }: CometConfig,
  { key, old }: ImportInput,
  files: ZoneFiles,
): Omit<MovedZone, 'zone' | 'chainId'> {
  const { appState } = JSON.parse(readFileSync(files.genesis, 'utf8')) as Genesis
  const { exportDigest } = appState
  const { head } = readStateFile(files.export, typeof exportDigest === 'string' ? exportDigest : '')
  const [first, ...others] = validators
  if (first?.publicKey !== head.validator || others.length > 0)
    throw new NodeError('CONFIG_INVALID', {
      field: 'host.validators',
      expected: head.validator,
      seen: validators.map(({ publicKey }) => publicKey).join(', '),
    })
  if (key !== undefined) moveKey(readable(key), head, files)
  if (old !== undefined) cpSync(readable(zoneFiles(old).store), files.earlier, { recursive: true })
  const { height, appHash, validator } = head
  return { height, appHash, validator, digest: fileDigest(files.export) }
}

function moveKey(path: string, { height, validator }: StateFileHead, files: ZoneFiles): void {
  const { signer, secret } = readKey(path)
  const seen = hexEncode(signer.publicKey)
  if (seen !== validator) throw new NodeError('KEY_INVALID', { file: path, expected: validator, seen })
  writeMovedKey(nodeCrypto, files.engine, secret, height)
}

function readable(file: string): string {
  if (!existsSync(file)) throw new NodeError('CONFIG_INVALID', { file, expected: 'a readable file' })
  return file
}

function genesisBeside(file: string): string {
  return `${file}.genesis.json`
}

function moved(
  { name, chainId }: ZoneConfig,
  { height, appHash, digest, validator }: Omit<MovedZone, 'zone' | 'chainId'>,
): MovedZone {
  return { zone: name, chainId, height, appHash, digest, validator }
}
