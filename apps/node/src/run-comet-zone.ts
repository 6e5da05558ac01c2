import { existsSync, mkdirSync } from 'node:fs'
import { messagePriority, messageScreen, zoneModules } from '@xiezhi/chain'
import { hexDecode, hexEncode } from '@xiezhi/codec'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import { CometHost, engineGenesis, loadOrCreateEngineKeys, serveComet } from '@xiezhi/host/comet'
import { blocksKept } from './config.ts'
import type { CometConfig, ZoneConfig } from './config.ts'
import { NodeError } from './node-error.ts'
import { loadOrCreateGenesis, requireOwnState, zoneFiles } from './zone-files.ts'
import type { RunningZone } from './zone-files.ts'

/** One validator of a zone on CometBFT, with its engine. @throws NodeError, HostError, StoreError */
export async function runCometZone(config: ZoneConfig, comet: CometConfig): Promise<RunningZone> {
  const { address, folder, kind, name, port } = config
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = zoneFiles(folder)
  const modules = zoneModules(kind)
  const validators = comet.validators.map((one) => ({ name: one.name, publicKey: hexDecode(one.publicKey) }))
  const { validator } = loadOrCreateEngineKeys(nodeCrypto, files.engine)
  let engineRestarts = 0
  let proposalsRefused = 0
  const host = new CometHost({
    folder: files.store,
    engineHome: files.engine,
    program: comet.program,
    crypto: nodeCrypto,
    chainId: config.chainId,
    modules,
    genesis: engineGenesis(nodeCrypto, loadOrCreateGenesis(config), validators),
    exportFile: files.export,
    ...(existsSync(files.earlier) ? { earlierFolder: files.earlier } : {}),
    moniker: comet.moniker,
    peerAddress: { address: comet.peerAddress, port: comet.peerPort },
    peers: comet.peers,
    screen: messageScreen(modules),
    priorityOf: messagePriority,
    verifyLater: verifyManyLater,
    ...blocksKept(config),
    ...(comet.snapshotEveryHeights === undefined ? {} : { snapshotEveryHeights: comet.snapshotEveryHeights }),
    ...(comet.stateSync === undefined ? {} : { stateSync: comet.stateSync }),
    onEvent: (event) => {
      if (event.event === 'ENGINE_RESTART') engineRestarts = event.restarts
      if (event.event === 'PROPOSAL_REFUSED') proposalsRefused++
      process.stdout.write(`${JSON.stringify({ zone: name, ...event })}\n`)
    },
  })
  try {
    if (host.height > 0) requireOwnState(host.app, config, host.height + 1)
    await host.start()
    const server = await serveComet(host, { port, address })
    return {
      name,
      chainId: host.chainId,
      port: server.port,
      validator: hexEncode(validator),
      height: host.height,
      now: () => ({
        height: host.height,
        stateHeight: host.stateHeight(),
        leaves: host.store.size,
        waiting: host.pool.size,
        engineRestarts,
        proposalsRefused,
      }),
      fault: () => host.fault,
      alarm: () => undefined,
      stop: async () => {
        await server.close()
        await host.stop()
      },
    }
  } catch (error) {
    await host.stop()
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new NodeError('PORT_IN_USE', { zone: name, address, port })
    throw error
  }
}
