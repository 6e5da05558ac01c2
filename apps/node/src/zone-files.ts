import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateRefusal, zoneGenesis } from '@xiezhi/chain'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ClockAlarm, Genesis } from '@xiezhi/host/embedded'
import type { ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'

/** How far a zone is now. */
export interface ZoneFigures {
  readonly height: number
  /** The height whose state the latest proofs are of. */
  readonly stateHeight: number
  /** Keys of the state. */
  readonly leaves: number
  /** Transactions that wait for a block. */
  readonly waiting: number
  /** Times that the engine ended and was started again; null without one. */
  readonly engineRestarts: number | null
  /** Proposals of other validators that this one refused; null without an engine. */
  readonly proposalsRefused: number | null
}

export interface RunningZone {
  readonly name: string
  readonly chainId: string
  readonly port: number
  readonly validator: string
  readonly height: number
  now(): ZoneFigures
  /** Why the host makes no block any more. */
  fault(): unknown
  /** Why it makes none until an officer confirms the clock. */
  alarm(): ClockAlarm | undefined
  stop(): Promise<void>
}

export interface ZoneFiles {
  readonly store: string
  readonly key: string
  readonly genesis: string
  /** What CometBFT keeps, where the zone runs on it. */
  readonly engine: string
  /** The state of another host with which the zone goes on here. */
  readonly export: string
  /** Store of the machine that kept the zone before. */
  readonly earlier: string
}

export function zoneFiles(folder: string): ZoneFiles {
  return {
    store: join(folder, 'store'),
    key: join(folder, 'validator.key'),
    genesis: join(folder, 'genesis.json'),
    engine: join(folder, 'engine'),
    export: join(folder, 'state.export'),
    earlier: join(folder, 'earlier'),
  }
}

/** The state must be of this program's version, or one that it can bring there. @throws NodeError STATE_VERSION */
export function requireOwnState(
  app: Parameters<typeof stateRefusal>[0],
  { name, folder }: ZoneConfig,
  nextHeight?: number,
): void {
  const refusal = stateRefusal(app, nextHeight)
  if (refusal === undefined) return
  const { reason, facts } = refusal
  throw new NodeError('STATE_VERSION', { zone: name, folder, reason, ...(facts as NodeError['facts']) })
}

/** The genesis document is written once: a later change of the configuration does not change what the zone began with. */
export function loadOrCreateGenesis({ kind, chainId, folder, genesis }: ZoneConfig): Genesis {
  const path = zoneFiles(folder).genesis
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Genesis
  const { genesisTimeMs, ...input } = genesis
  const appState = zoneGenesis(kind, { ...input, crypto: nodeCrypto })
  const written: Genesis = { chainId, genesisTimeMs, appState }
  writeFileSync(`${path}.new`, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return written
}
