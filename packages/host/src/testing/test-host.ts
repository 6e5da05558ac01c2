import { join } from 'node:path'
import { nodeCrypto, verifyManyLater } from '@xiezhi/crypto/node'
import type { Message, Module } from '@xiezhi/kernel'
import { CometHost } from '../comet/comet-host.ts'
import { engineGenesis } from '../comet/engine/engine-genesis.ts'
import { loadOrCreateEngineKeys, writeMovedKey } from '../comet/engine/engine-keys.ts'
import { serveComet } from '../comet/rpc/comet-service.ts'
import type { Genesis } from '../embedded/begin-zone.ts'
import { EmbeddedHost } from '../embedded/embedded-host.ts'
import type { EmbeddedHostOptions } from '../embedded/embedded-host.ts'
import { freePorts } from '../free-ports.ts'
import { RpcServer } from '../embedded/rpc/rpc-server.ts'
import type { ZoneHost } from '../embedded/rpc/zone-host.ts'

/** On what a suite runs: the embedded host, or one validator on CometBFT with this program. */
export interface HostKind {
  readonly name: 'embedded' | 'comet'
  /** The CometBFT program; of the embedded host none. */
  readonly program: string
}

export const EMBEDDED: HostKind = { name: 'embedded', program: '' }

export interface TestHostOptions {
  readonly folder: string
  /** Of the one validator, 32 bytes. */
  readonly secret: Uint8Array
  readonly genesis: Genesis
  readonly modules: readonly Module[]
  readonly screen?: (messages: readonly Message[]) => void
  readonly heartbeatMs?: number
  readonly port?: number
  readonly address?: string
  /** What only the embedded host has: its one clock. */
  readonly embedded?: Pick<EmbeddedHostOptions, 'clock' | 'mayConfirmClock'>
}

/** A zone in this process with its RPC. */
export interface TestHost {
  readonly host: ZoneHost
  readonly port: number
  stop(): Promise<void>
}

export async function startTestHost(on: HostKind, options: TestHostOptions): Promise<TestHost> {
  return on.name === 'embedded' ? startEmbedded(options) : startComet(on.program, options)
}

async function startEmbedded(options: TestHostOptions): Promise<TestHost> {
  const { embedded, folder, genesis, heartbeatMs, modules, screen, secret, port = 0, address } = options
  const host = new EmbeddedHost({
    folder,
    crypto: nodeCrypto,
    validator: nodeCrypto.signer('ed25519', secret),
    genesis,
    modules,
    verifyLater: verifyManyLater,
    ...(screen === undefined ? {} : { screen }),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    ...embedded,
  })
  host.start()
  const rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port, ...(address === undefined ? {} : { address }) })
  return {
    host,
    port: rpc.port,
    stop: async () => {
      await rpc.close()
      await host.stop()
    },
  }
}

async function startComet(program: string, options: TestHostOptions): Promise<TestHost> {
  const { folder, genesis, heartbeatMs, modules, screen, secret, port = 0, address } = options
  const engineHome = join(folder, 'engine')
  writeMovedKey(nodeCrypto, engineHome, secret, 0)
  const { validator } = loadOrCreateEngineKeys(nodeCrypto, engineHome)
  const [peerPort = 0] = await freePorts(1)
  const host = new CometHost({
    folder,
    engineHome,
    program,
    crypto: nodeCrypto,
    chainId: genesis.chainId,
    modules,
    genesis: engineGenesis(nodeCrypto, genesis, [{ name: 'one', publicKey: validator }]),
    moniker: 'one',
    peerAddress: { address: '127.0.0.1', port: peerPort },
    peers: [],
    verifyLater: verifyManyLater,
    ...(screen === undefined ? {} : { screen }),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  })
  await host.start()
  await untilFirstBlock(host)
  const rpc = await serveComet(host, { port, ...(address === undefined ? {} : { address }) })
  return {
    host,
    port: rpc.port,
    stop: async () => {
      await rpc.close()
      await host.stop()
    },
  }
}

/** Before it nothing can be asked. */
async function untilFirstBlock(host: CometHost): Promise<void> {
  if (host.height > 0) return
  await new Promise<void>((resolve) => {
    const stop = host.onBlock(() => {
      stop()
      resolve()
    })
  })
}
