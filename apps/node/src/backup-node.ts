import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zoneModules } from '@xiezhi/chain'
import { CodecError, hexDecode, hexEncode, integer, literal, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { validatorAddress } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import {
  engineFiles,
  isEngineRunning,
  loadOrCreateEngineKeys,
  readEngineSecret,
  writeMovedKey,
} from '@xiezhi/host/comet'
import { StateStore } from '@xiezhi/host/store'
import { Application } from '@xiezhi/kernel'
import type { ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'
import { provenHeight } from './proven-height.ts'
import { zoneFiles } from './zone-files.ts'

const FORMAT = 'xiezhi/node-backup/v1'
/** The validators of a state sign from the second block after it on. */
const SIGNS_AFTER_BLOCKS = 2
/**
 * Above the proved height: the block under way there, which the lost validator may have voted for, and as much again. The
 * header was made after the restore began, so that the lost one has signed nothing beyond.
 */
export const SIGNED_MARGIN_HEIGHTS = 3

const headSchema = object({
  format: literal(FORMAT),
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  height: integer({ min: 1 }),
  /** Public key, hexadecimal. Its secret is not in the backup. */
  validator: string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]+$/ }),
})

export type NodeBackup = Infer<typeof headSchema> & { readonly zone: string }

/**
 * Copies the folder of a stopped node to `out`, without what lets it sign: key, what was signed last, votes under way.
 * @throws NodeError ZONE_EMBEDDED, ZONE_RUNNING, ZONE_UNKNOWN, ZONE_PRESENT
 */
export async function backupNode(config: ZoneConfig, out: string): Promise<NodeBackup> {
  requireComet(config)
  const files = zoneFiles(config.folder)
  if (!existsSync(files.store)) throw new NodeError('ZONE_UNKNOWN', { expected: files.store, seen: 'no store' })
  if (isEngineRunning(files.engine)) throw new NodeError('ZONE_RUNNING', { zone: config.name, folder: config.folder })
  requireEmpty(out)
  const { height } = await stateOf(config)
  const { validator } = loadOrCreateEngineKeys(nodeCrypto, files.engine)
  const head = { format: FORMAT, chainId: config.chainId, height, validator: hexEncode(validator) } as const
  copy(config.folder, out)
  writeFileSync(headFile(out), `${JSON.stringify(head)}\n`, { mode: 0o600 })
  return { zone: config.name, ...head }
}

export interface RestoreInput {
  /** What `backupNode` wrote. */
  readonly in: string
  /** `priv_validator_key.json`, kept apart. Without it the node has a new key and follows until an act admits it. */
  readonly key?: string | undefined
  /** RPC of other nodes of the zone; needed with a key. */
  readonly peers: readonly string[]
  /** As of `provenHeight`. */
  readonly waitMs?: number
}

export interface RestoredNode extends NodeBackup {
  /** At this height and below the restored key signs nothing; null: the key is new. */
  readonly signsAbove: number | null
}

/**
 * Puts a backup into the empty folder of the zone. An old key signs only above the height that the zone has now, which other
 * nodes prove; where it cannot be proved nothing is restored.
 * @throws NodeError ZONE_EMBEDDED, ZONE_PRESENT, BACKUP_INVALID, KEY_INVALID, PEERS_UNREACHABLE, HEIGHT_UNPROVED,
 * VALIDATOR_SIGNS
 */
export async function restoreNode(
  config: ZoneConfig,
  { in: source, key, peers, waitMs }: RestoreInput,
): Promise<RestoredNode> {
  requireComet(config)
  const head = readHead(source)
  if (head.chainId !== config.chainId)
    throw new NodeError('BACKUP_INVALID', { file: headFile(source), expected: config.chainId, seen: head.chainId })
  const secret = key === undefined ? undefined : secretOf(key, head.validator)
  requireEmpty(config.folder)
  try {
    copy(source, config.folder)
    const restored = { zone: config.name, ...head }
    if (secret === undefined) return { ...restored, signsAbove: null }
    const { height, validators } = await stateOf(config)
    const proved = await provenHeight({
      anchor: { chainId: config.chainId, height: height + SIGNS_AFTER_BLOCKS, validators },
      address: validatorAddress(nodeCrypto, hexDecode(head.validator)),
      peers,
      ...(waitMs === undefined ? {} : { waitMs }),
    })
    const signsAbove = proved + SIGNED_MARGIN_HEIGHTS
    writeMovedKey(nodeCrypto, zoneFiles(config.folder).engine, secret, signsAbove)
    return { ...restored, signsAbove }
  } catch (error) {
    rmSync(config.folder, { recursive: true, force: true })
    throw error
  }
}

function requireComet({ name, host }: ZoneConfig): void {
  if (host === undefined) throw new NodeError('ZONE_EMBEDDED', { zone: name, expected: 'a zone on CometBFT' })
}

function requireEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new NodeError('ZONE_PRESENT', { expected: 'an empty folder', folder })
}

/** Both ways without what lets a node sign: a copy that somebody made by hand is not believed either. */
function copy(from: string, to: string): void {
  const { validatorKey, validatorState, writeAheadLog, log, pid } = engineFiles(zoneFiles(from).engine)
  const left: readonly string[] = [validatorKey, validatorState, writeAheadLog, log, pid, headFile(from)]
  mkdirSync(to, { recursive: true, mode: 0o700 })
  cpSync(from, to, { recursive: true, filter: (file) => !left.includes(file) })
}

function headFile(folder: string): string {
  return join(folder, 'backup.json')
}

function readHead(folder: string): Infer<typeof headSchema> {
  const file = headFile(folder)
  try {
    return headSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (error instanceof CodecError) throw new NodeError('BACKUP_INVALID', { file, ...error.facts })
    throw new NodeError('BACKUP_INVALID', { file, expected: FORMAT }, error)
  }
}

function secretOf(file: string, expected: string): Uint8Array {
  if (!existsSync(file)) throw new NodeError('KEY_INVALID', { file, expected: 'a readable file' })
  const secret = readEngineSecret(file)
  const seen = hexEncode(nodeCrypto.signer('ed25519', secret).publicKey)
  if (seen !== expected) throw new NodeError('KEY_INVALID', { file, expected, seen })
  return secret
}

interface SeenState {
  readonly height: number
  readonly validators: readonly { readonly publicKey: string; readonly power: number; readonly organisation: null }[]
}

/** Height of the store and who signs after it. @throws NodeError BACKUP_INVALID where no block was executed */
async function stateOf({ chainId, folder, kind }: ZoneConfig): Promise<SeenState> {
  const modules = zoneModules(kind)
  const store = new StateStore(zoneFiles(folder).store, { crypto: nodeCrypto })
  try {
    const app = new Application({ crypto: nodeCrypto, chainId, modules, backend: store })
    const register = modules.find(({ validators }) => validators !== undefined)?.validators
    const current = register?.current(app.readContext().store)
    const { height = 0 } = store
    if (current === undefined || height < 1)
      throw new NodeError('BACKUP_INVALID', { file: folder, expected: 'a state with validators', height })
    const validators = current.map(({ publicKey, power }) => ({ publicKey, power, organisation: null }))
    return { height, validators }
  } finally {
    await store.close()
  }
}
