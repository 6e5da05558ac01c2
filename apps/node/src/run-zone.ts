import { mkdirSync } from 'node:fs'
import { hexEncode } from '@xiezhi/codec'
import { messageScreen, requireClockOfficer, zoneModules } from '@xiezhi/chain'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { EmbeddedHost, RpcServer } from '@xiezhi/host/embedded'
import type { EmbeddedHostOptions } from '@xiezhi/host/embedded'
import { blocksKept } from './config.ts'
import type { ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'
import { runCometZone } from './run-comet-zone.ts'
import type { ScenarioClock } from './scenario-clock.ts'
import { loadOrCreateKey } from './validator-key.ts'
import { loadOrCreateGenesis, requireOwnState, zoneFiles } from './zone-files.ts'
import type { RunningZone } from './zone-files.ts'

/** Opens store and key of one zone, makes blocks and answers RPC. @throws NodeError, HostError, StoreError */
export async function runZone(config: ZoneConfig, scenario?: ScenarioClock): Promise<RunningZone> {
  const { address, port, name, host: comet } = config
  if (comet !== undefined) return runCometZone(config, comet)
  const options = hostOptions(config)
  const host = new EmbeddedHost(scenario === undefined ? options : { ...options, clock: scenario })
  await orClose(host, () => {
    requireOwnState(host.app, config)
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
    now: () => ({
      height: host.height,
      stateHeight: host.stateHeight(),
      leaves: host.store.size,
      waiting: host.mempool.size,
      engineRestarts: null,
      proposalsRefused: null,
    }),
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
    ...blocksKept(config),
    mayConfirmClock: requireClockOfficer,
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
