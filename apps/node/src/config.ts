import { existsSync, readFileSync } from 'node:fs'
import { array, CodecError, enumeration, integer, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { Role } from '@xiezhi/contracts'
import { ROLES } from '@xiezhi/contracts'
import type { BlockHorizon } from '@xiezhi/host/embedded'
import { PROOF_HORIZON_MIN } from '@xiezhi/host/store'
import { NodeError } from './node-error.ts'

const name = string({ bytesMin: 1, bytesMax: 120 })
const id = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
const roles = array(enumeration(ROLES as unknown as readonly [Role, ...Role[]]), { max: ROLES.length })

const organisationSchema = object({
  organisation: id,
  zh: name,
  en: name,
  roles,
  /** Starts of region or court codes; the empty text is everywhere. */
  jurisdictions: array(string({ bytesMax: 24 }), { max: 64 }),
})

const officerSchema = object({
  organisation: id,
  officer: id,
  personId: string({ bytesMin: 8, bytesMax: 64 }),
  roles,
  /** Public key, `ed25519:<hex>`. */
  key: string({ bytesMin: 68, bytesMax: 80 }),
})

/** What a new zone begins with; read at its first start only. */
const genesisSchema = object({
  genesisTimeMs: integer({ min: 0 }),
  validFromMs: integer({ min: 0 }),
  lawFrom: string({ bytesMin: 10, bytesMax: 10 }),
  root: organisationSchema,
  organisations: array(organisationSchema, { max: 1_024 }),
  officers: array(officerSchema, { max: 4_096 }),
  askers: array(id, { max: 512 }),
  client: id,
})

/** One validator of a zone on CometBFT. */
const cometSchema = object({
  kind: enumeration(['comet']),
  /** The CometBFT program. */
  program: string({ bytesMin: 1, bytesMax: 4_096 }),
  /** By which people know this validator. */
  moniker: id,
  peerAddress: string({ bytesMin: 1, bytesMax: 255 }),
  peerPort: integer({ min: 1, max: 65_535 }),
  /** The others: `<node id>@<address>:<port>`. */
  peers: array(string({ bytesMin: 43, bytesMax: 320, pattern: /^[0-9a-f]{40}@[^@,\s]+:\d{1,5}$/ }), { max: 100 }),
  /** All validators at genesis, this one among them. */
  validators: array(object({ name: id, publicKey: string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]+$/ }) }), {
    min: 1,
    max: 100,
  }),
  /** Heights from one snapshot for new nodes to the next; all nodes of a zone should have the same. Default: 10,000. */
  snapshotEveryHeights: optional(integer({ min: 1, max: 100_000_000 })),
  /** A new node begins with the state of others instead of executing all blocks. */
  stateSync: optional(
    object({
      /** Two at least: the engine compares what they say. */
      rpcServers: array(string({ bytesMin: 12, bytesMax: 320, pattern: /^https?:\/\/[^,\s]+$/ }), { min: 2, max: 8 }),
      trustHeight: integer({ min: 1 }),
      trustHash: string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]+$/ }),
      trustPeriodMs: integer({ min: 60_000, max: 31_536_000_000 }),
    }),
  ),
})

const zoneSchema = object({
  name: id,
  kind: enumeration(['court', 'justice', 'institution']),
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  address: string({ bytesMin: 1, bytesMax: 255 }),
  port: integer({ min: 0, max: 65_535 }),
  /** Holds `key`, `store` and nothing of any other zone. */
  folder: string({ bytesMin: 1, bytesMax: 4_096 }),
  /** Without it no block is ever deleted. With it whole blocks are kept for both, and light blocks further. */
  blocksKept: optional(
    object({
      heights: integer({ min: PROOF_HORIZON_MIN.heights }),
      /** More than any client of this zone may go without an update. */
      days: integer({ min: 1, max: 36_600 }),
    }),
  ),
  /** Default: one validator in this process. */
  host: optional(cometSchema),
  genesis: genesisSchema,
})

export const MODES = ['demonstration', 'production'] as const

const configSchema = object({
  /** Default production: what a demonstration may do needs the word. */
  mode: optional(enumeration(MODES)),
  /** File of the scenario clock; its zones follow it in a demonstration and do not start beside it in production. */
  scenarioClock: optional(string({ bytesMin: 1, bytesMax: 4_096 })),
  /** Health and metrics on 127.0.0.1; absent: none. */
  metricsPort: optional(integer({ min: 0, max: 65_535 })),
  zones: array(zoneSchema, { min: 1, max: 16 }),
})

export type NodeConfig = Infer<typeof configSchema>
export type ZoneConfig = NodeConfig['zones'][number]
export type CometConfig = Infer<typeof cometSchema>

const DAY_MS = 86_400_000

/** As hosts take it; nothing where every block is kept. */
export function blocksKept({ blocksKept: kept }: ZoneConfig): { readonly blocksKept?: BlockHorizon } {
  return kept === undefined ? {} : { blocksKept: { heights: kept.heights, durationMs: kept.days * DAY_MS } }
}

/** @throws NodeError SCENARIO_CLOCK_REFUSED; CONFIG_INVALID with the path of the field, what was expected and what was seen */
export function loadConfig(path: string): NodeConfig {
  try {
    const config = configSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    requireNoScenario(config)
    return config
  } catch (error) {
    if (error instanceof NodeError) throw error
    if (error instanceof CodecError) throw new NodeError('CONFIG_INVALID', { file: path, ...error.facts })
    if (error instanceof SyntaxError) throw new NodeError('CONFIG_INVALID', { file: path, expected: 'JSON' })
    throw new NodeError('CONFIG_INVALID', { file: path, expected: 'a readable file' }, error)
  }
}

/** A ledger whose stamps a file can move decides nothing that counts. */
function requireNoScenario({ mode = 'production', scenarioClock }: NodeConfig): void {
  if (mode === 'production' && scenarioClock !== undefined && existsSync(scenarioClock))
    throw new NodeError('SCENARIO_CLOCK_REFUSED', { file: scenarioClock, mode })
}
