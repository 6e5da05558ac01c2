import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CometHost, engineGenesis, loadOrCreateEngineKeys, serveComet } from '@xiezhi/host/comet'
import { freePorts } from '@xiezhi/host/ports'
import type { Message } from '@xiezhi/kernel'
import { signOrder, ZoneClient } from '@xiezhi/sdk'
import type { Included } from '@xiezhi/sdk'
import { chainIdOf, officerOf } from '../../../../apps/relayer/src/testing/echo-zones.ts'
import { nodeTransport } from '../../../../apps/relayer/src/transport.ts'
import { interopModules } from './interop-modules.ts'
import { until } from './until.ts'
import type { RunningZone } from './world.ts'

const VALIDATORS = 4
const HEARTBEAT_MS = 500

type Rpc = Awaited<ReturnType<typeof serveComet>>

/** The zone of these tests on CometBFT, with four validators on loopback. */
export class CometZone implements RunningZone {
  readonly host: CometHost
  readonly client: ZoneClient
  readonly url: string
  readonly #name: string
  readonly #hosts: readonly CometHost[]
  readonly #rpc: Rpc
  #nonce = 0

  private constructor(name: string, hosts: readonly CometHost[], rpc: Rpc, client: ZoneClient) {
    const [first] = hosts
    if (first === undefined) throw new RangeError('no validator')
    this.#name = name
    this.#hosts = hosts
    this.#rpc = rpc
    this.host = first
    this.client = client
    this.url = urlOf(rpc)
  }

  static async start(program: string, name: string, folder: string): Promise<CometZone> {
    const ports = await freePorts(VALIDATORS)
    const nodes = ports.map((port, at) => {
      const engineHome = join(folder, `engine-${at}`)
      return { engineHome, port, keys: loadOrCreateEngineKeys(nodeCrypto, engineHome) }
    })
    const genesis = engineGenesis(
      nodeCrypto,
      { chainId: chainIdOf(name), genesisTimeMs: Date.now() - 10_000, appState: {} },
      nodes.map(({ keys }, at) => ({ name: `court-${at}`, publicKey: keys.validator })),
    )
    const hosts = nodes.map(
      ({ engineHome, port }, at) =>
        new CometHost({
          folder: join(folder, `store-${at}`),
          engineHome,
          program,
          crypto: nodeCrypto,
          chainId: chainIdOf(name),
          modules: interopModules(),
          genesis,
          moniker: `court-${at}`,
          peerAddress: { address: '127.0.0.1', port },
          peers: nodes.filter((node) => node.port !== port).map((node) => `${node.keys.nodeId}@127.0.0.1:${node.port}`),
          heartbeatMs: HEARTBEAT_MS,
        }),
    )
    await Promise.all(hosts.map((host) => host.start()))
    const [first] = hosts
    if (first === undefined) throw new RangeError('no validator')
    const rpc = await serveComet(first, { port: 0 })
    const zone = new CometZone(name, hosts, rpc, await ZoneClient.connect(urlOf(rpc), nodeTransport))
    await until(async () => ((await zone.client.status()).height >= 2 ? true : null))
    return zone
  }

  act(messages: readonly Message[], ...officers: readonly string[]): Promise<Included> {
    const keys = officers.map((officer) => officerOf(this.#name, officer))
    const nonce = `t-${this.#nonce++}`
    const order = { chainId: chainIdOf(this.#name), messages, officers: keys, nowMs: Date.now(), nonce }
    return this.client.submit(signOrder(order))
  }

  async nextBlock(): Promise<void> {
    const { height } = await this.client.status()
    await until(async () => ((await this.client.status()).height > height ? true : null))
  }

  async close(): Promise<void> {
    this.client.close()
    await this.#rpc.close()
    await Promise.all(this.#hosts.map((host) => host.stop()))
  }
}

function urlOf(rpc: Rpc): string {
  return `ws://127.0.0.1:${rpc.port}/websocket`
}
