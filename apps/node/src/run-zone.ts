import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { requireClockOfficer, zoneGenesis, zoneModules } from '@xiezhi/chain'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { EmbeddedHost, RpcServer } from '@xiezhi/host/embedded'
import type { ClockAlarm, Genesis } from '@xiezhi/host/embedded'
import type { ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'
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
export async function runZone(config: ZoneConfig): Promise<RunningZone> {
  const { folder, kind, address, port, name } = config
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { signer } = loadOrCreateKey(join(folder, 'validator.key'))
  const host = new EmbeddedHost({
    folder: join(folder, 'store'),
    crypto: nodeCrypto,
    validator: signer,
    genesis: loadOrCreateGenesis(config),
    modules: zoneModules(kind),
    verifyLater: verifyManyLater,
    mayConfirmClock: requireClockOfficer,
  })
  host.start()
  const server = await listen(host, address, port, name)
  return {
    name,
    chainId: host.chainId,
    port: server.port,
    validator: hexEncode(signer.publicKey),
    height: host.height,
    fault: () => host.fault,
    alarm: () => host.clock.alarm,
    stop: async () => {
      await server.close()
      await host.stop()
    },
  }
}

/** The genesis document is written once: a later change of the configuration does not change what the zone began with. */
function loadOrCreateGenesis({ kind, chainId, folder, genesis }: ZoneConfig): Genesis {
  const path = join(folder, 'genesis.json')
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
