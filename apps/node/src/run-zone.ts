import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { messageScreen, requireClockOfficer, stateRefusal, zoneGenesis, zoneModules } from '@xiezhi/chain'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { EmbeddedHost, RpcServer } from '@xiezhi/host/embedded'
import type { ClockAlarm, EmbeddedHostOptions, Genesis } from '@xiezhi/host/embedded'
import type { ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'
import type { ScenarioClock } from './scenario-clock.ts'
import { loadOrCreateKey } from './validator-key.ts'

export interface RunningZone {
  readonly name: string
  readonly chainId: string
  readonly port: number
  readonly validator: string
  readonly height: number
  /** Why the host makes no block any more. */
  fault(): unknown
  /** Why it makes none until an officer confirms the clock. */
  alarm(): ClockAlarm | undefined
  stop(): Promise<void>
}

/** Opens store and key of one zone, makes blocks and answers RPC. @throws NodeError, HostError, StoreError */
export async function runZone(config: ZoneConfig, scenario?: ScenarioClock): Promise<RunningZone> {
  const { address, port, name } = config
  const options = hostOptions(config)
  const host = new EmbeddedHost(scenario === undefined ? options : { ...options, clock: scenario })
  await orClose(host, () => {
    requireOwnState(host, config)
    host.start()
  })
  const server = await listen(host, address, port, name)
  const stopDriving = scenario?.drive(host)
  return {
    name,
    chainId: host.chainId,
    port: server.port,
    validator: hexEncode(options.validator.publicKey),
    height: host.height,
    fault: () => host.fault,
    alarm: () => host.clock.alarm,
    stop: async () => {
      stopDriving?.()
      await server.close()
      await host.stop()
    },
  }
}

/** What the host of a zone is opened with; key and genesis document are written where there are none. */
export function hostOptions(config: ZoneConfig): EmbeddedHostOptions {
  const { folder, kind } = config
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = zoneFiles(folder)
  const modules = zoneModules(kind)
  return {
    folder: files.store,
    crypto: nodeCrypto,
    validator: loadOrCreateKey(files.key).signer,
    genesis: loadOrCreateGenesis(config),
    exportFile: files.export,
    modules,
    screen: messageScreen(modules),
    verifyLater: verifyManyLater,
    mayConfirmClock: requireClockOfficer,
  }
}

export interface ZoneFiles {
  readonly store: string
  readonly key: string
  readonly genesis: string
  /** The state of another host with which the zone goes on here. */
  readonly export: string
}

export function zoneFiles(folder: string): ZoneFiles {
  return {
    store: join(folder, 'store'),
    key: join(folder, 'validator.key'),
    genesis: join(folder, 'genesis.json'),
    export: join(folder, 'state.export'),
  }
}

/** @throws what `run` throws, once the host is closed */
async function orClose(host: EmbeddedHost, run: () => void): Promise<void> {
  try {
    run()
  } catch (error) {
    await host.stop()
    throw error
  }
}

/** The state must be of this program's version, or one that it can bring there. @throws NodeError STATE_VERSION */
function requireOwnState(host: EmbeddedHost, { name, folder }: ZoneConfig): void {
  const refusal = stateRefusal(host.app)
  if (refusal === undefined) return
  const { reason, facts } = refusal
  throw new NodeError('STATE_VERSION', { zone: name, folder, reason, ...(facts as NodeError['facts']) })
}

/** The genesis document is written once: a later change of the configuration does not change what the zone began with. */
function loadOrCreateGenesis({ kind, chainId, folder, genesis }: ZoneConfig): Genesis {
  const path = zoneFiles(folder).genesis
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Genesis
  const { genesisTimeMs, ...input } = genesis
  const appState = zoneGenesis(kind, { ...input, crypto: nodeCrypto })
  const written: Genesis = { chainId, genesisTimeMs, appState }
  writeFileSync(`${path}.new`, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return written
}

async function listen(host: EmbeddedHost, address: string, port: number, zone: string): Promise<RpcServer> {
  try {
    return await RpcServer.listen({ host, crypto: nodeCrypto, port, address })
  } catch (error) {
    await host.stop()
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new NodeError('PORT_IN_USE', { zone, address, port })
    throw error
  }
}
