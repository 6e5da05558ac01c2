import { readFileSync } from 'node:fs'
import { array, CodecError, hexBytes, hexDecode, integer, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { OfficerKey } from '@xiezhi/sdk'
import { RelayerError } from './relayer-error.ts'

const name = string({ bytesMin: 1, bytesMax: 64 })

const zoneSchema = object({
  name,
  /** `ws://127.0.0.1:26601/websocket` */
  url: string({ bytesMin: 6, bytesMax: 256, pattern: /^wss?:\/\/.+$/ }),
  organisation: name,
  officer: name,
  /** File with the 32-byte Ed25519 secret of the relaying officer in hexadecimal. */
  keyFile: string({ bytesMin: 1, bytesMax: 1_024 }),
})

/** A chain of the Cosmos SDK with IBC v2. */
const cosmosSchema = object({
  name,
  /** CometBFT's RPC; the node's transaction index must be on. */
  url: string({ bytesMin: 6, bytesMax: 256, pattern: /^wss?:\/\/.+$/ }),
  /** First part of the chain's addresses: `cosmos`. */
  prefix: string({ bytesMin: 1, bytesMax: 32, pattern: /^[a-z][a-z0-9]*$/ }),
  /** File with the 32-byte secp256k1 secret of the account that signs and pays, in hexadecimal. */
  keyFile: string({ bytesMin: 1, bytesMax: 1_024 }),
  gasPerMessage: optional(integer({ min: 1, max: 1_000_000_000 })),
  fee: optional(
    object({
      denom: string({ bytesMin: 3, bytesMax: 128, pattern: /^[a-zA-Z][a-zA-Z0-9/:._-]*$/ }),
      perMessage: integer({ min: 0 }),
    }),
  ),
})

/** `zone` is the name of a zone or of a Cosmos chain. */
const endSchema = object({ zone: name, client: name })

/** A peer that no network reaches: parcels go to it and come from it as files. */
const dropSchema = object({
  zone: name,
  client: name,
  peer: object({
    chainId: string({ bytesMin: 1, bytesMax: 50 }),
    client: name,
    /** Keys whose parcels are taken, `ed25519:<hex>`. */
    keys: array(string({ bytesMin: 1, bytesMax: 96 }), { min: 1, max: 16 }),
  }),
})

const configSchema = object({
  /** File of the scenario clock of a demonstration. */
  scenarioClock: optional(string({ bytesMin: 1, bytesMax: 4_096 })),
  zones: array(zoneSchema, { min: 1, max: 64 }),
  cosmos: optional(array(cosmosSchema, { max: 64 })),
  links: array(object({ a: endSchema, b: endSchema }), { max: 256 }),
  drops: optional(array(dropSchema, { max: 256 })),
  /** So often a client on a zone gets a header, and before a quarter of its trusting period has passed; default 15. */
  refreshSeconds: optional(integer({ min: 15, max: 3_600 })),
  /** Packets and answers collected for a zone; what is more is read from the state when there is room. Default 4,096. */
  backlogMax: optional(integer({ min: 96, max: 100_000 })),
  /** Health and metrics on 127.0.0.1; absent: none. */
  metricsPort: optional(integer({ min: 0, max: 65_535 })),
  /** Where the relayer says how far it is, for whoever watches it. */
  statusFile: optional(string({ bytesMin: 1, bytesMax: 1_024 })),
})

export type RelayerConfig = Infer<typeof configSchema>
export type ZoneConfig = RelayerConfig['zones'][number]
export type CosmosConfig = Infer<typeof cosmosSchema>
export type LinkConfig = RelayerConfig['links'][number]
export type DropConfig = Infer<typeof dropSchema>

/** @throws RelayerError CONFIG_INVALID with the path of the field */
export function loadConfig(path: string): RelayerConfig {
  try {
    const config = configSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    for (const { a, b } of config.links)
      for (const { zone } of [a, b]) if (cosmosOf(config, zone) === undefined) zoneOf(config, zone)
    checkNames(config)
    for (const { zone } of config.drops ?? []) zoneOf(config, zone, '/drops')
    return config
  } catch (error) {
    if (error instanceof CodecError) throw new RelayerError('CONFIG_INVALID', { file: path, ...error.facts })
    if (error instanceof SyntaxError) throw new RelayerError('CONFIG_INVALID', { file: path, expected: 'JSON' })
    if (isFileError(error)) throw new RelayerError('CONFIG_INVALID', { file: path, expected: 'a readable file' }, error)
    throw error
  }
}

/** The Cosmos chain of that name; undefined if there is none. */
export function cosmosOf({ cosmos = [] }: RelayerConfig, chain: string): CosmosConfig | undefined {
  return cosmos.find(({ name: own }) => own === chain)
}

/** @throws RelayerError CONFIG_INVALID where a zone and a Cosmos chain have one name */
function checkNames(config: RelayerConfig): void {
  const twice = config.zones.find(({ name: own }) => cosmosOf(config, own) !== undefined)
  if (twice !== undefined)
    throw new RelayerError('CONFIG_INVALID', { path: '/cosmos', expected: 'a name of its own', seen: twice.name })
}

/** @throws RelayerError CONFIG_INVALID; `path` is where the zone is named */
export function zoneOf(config: RelayerConfig, zone: string, path = '/links'): ZoneConfig {
  const found = config.zones.find(({ name: own }) => own === zone)
  if (found === undefined) throw new RelayerError('CONFIG_INVALID', { path, expected: 'a zone of /zones', seen: zone })
  return found
}

/** The drop of a zone; `peer` (a chain id) says which where it has several. @throws RelayerError CONFIG_INVALID */
export function dropOf({ drops = [] }: RelayerConfig, zone: string, peer?: string): DropConfig {
  const found = drops.filter((drop) => drop.zone === zone && (peer === undefined || drop.peer.chainId === peer))
  const [only] = found
  if (only === undefined || found.length > 1)
    throw new RelayerError('CONFIG_INVALID', {
      path: '/drops',
      expected: `one drop of ${zone}${peer === undefined ? '' : ` for ${peer}`}`,
      seen: found.length,
    })
  return only
}

/** @throws RelayerError KEY_INVALID; the key itself is never shown */
export function loadKey({ organisation, officer, keyFile }: ZoneConfig): OfficerKey {
  try {
    const secret = hexDecode(hexBytes(32).parse(readFileSync(keyFile, 'utf8').trim()))
    return { organisation, officer, signer: nodeCrypto.signer('ed25519', secret) }
  } catch (error) {
    if (error instanceof CodecError)
      throw new RelayerError('KEY_INVALID', { file: keyFile, expected: '64 hexadecimal digits' })
    if (isFileError(error)) throw new RelayerError('KEY_INVALID', { file: keyFile, expected: 'a readable file' }, error)
    throw error
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
