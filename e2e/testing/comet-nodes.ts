import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Decode, base64Encode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { decodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { loadOrCreateEngineKeys } from '@xiezhi/host/comet'
import { freePorts } from '@xiezhi/host/ports'
import { signTransaction } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import type { CometConfig, ZoneConfig } from '../../apps/node/src/config.ts'
import { runZone } from '../../apps/node/src/run-zone.ts'
import { zoneFiles } from '../../apps/node/src/zone-files.ts'
import type { RunningZone } from '../../apps/node/src/zone-files.ts'
import { rpcCall } from '../../packages/host/src/comet/testing/rpc-call.ts'
import { until } from '../../packages/host/src/comet/testing/run-validators.ts'

export const CHAIN_ID = 'xz-court-1'
/** Hold GOVERNANCE_OFFICER. */
export const governors: readonly TestSigner[] = [1, 2].map((at) => testSigner('root', `governor-${at}`, at))
/** An officer of the same organisation without that role. */
export const clerk = testSigner('root', 'clerk', 3)

export const COMMIT_MS = 30_000

export interface Outcome {
  readonly included: boolean
  readonly code: number
  readonly name: string
  readonly height: number
}

/** A node of one court zone, in this process, with its engine as a child. */
export class TestNode {
  readonly config: ZoneConfig
  /** Ed25519, hexadecimal. */
  readonly publicKey: string
  readonly #address: () => string
  #running: RunningZone | undefined

  constructor(config: ZoneConfig, publicKey: string, address: () => string) {
    this.config = config
    this.publicKey = publicKey
    this.#address = address
  }

  /** `<node id>@<address>:<port>` for its peers. */
  get address(): string {
    return this.#address()
  }

  get port(): number {
    return this.#running?.port ?? 0
  }

  get fault(): unknown {
    return this.#running?.fault()
  }

  async start(): Promise<void> {
    this.#running = await runZone(this.config)
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
    this.#running = undefined
  }

  call(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return rpcCall(this.port, method, params)
  }

  async height(): Promise<number> {
    const { sync_info } = (await this.call('status')) as { sync_info: { latest_block_height: string } }
    return Number(sync_info.latest_block_height)
  }

  async lightBlock(height: number): Promise<LightBlock> {
    const answer = (await this.call('light_block', { height: String(height) })) as { light_block: string }
    return decodeLightBlock(base64Decode(answer.light_block))
  }

  /** Undefined where it was not in time. */
  reaches(height: number): Promise<boolean> {
    return until(COMMIT_MS, async () => (await this.height()) >= height)
  }

  async deliver(message: Message, signers: readonly TestSigner[] = governors): Promise<Outcome> {
    return (await this.call('submit', { tx: base64Encode(signed(message, signers)) })) as Outcome
  }
}

let nonce = 0

export function signed(message: Message, signers: readonly TestSigner[]): Uint8Array {
  const issuedAtMs = Date.now()
  const body = {
    chainId: CHAIN_ID,
    signers: signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    messages: [message],
    issuedAtMs,
    expiresAtMs: issuedAtMs + 60_000,
    nonce: String(nonce++),
  }
  return signTransaction(
    body,
    signers.map(({ signer }) => signer),
  )
}

export function act(type: string, value: object): Message {
  return { type, value: value as Json }
}

/** Nodes of one zone in a fresh folder; its ports, keys and genesis. */
export class NodeFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'xz-n-'))
  readonly nodes: TestNode[] = []
  readonly #program: string
  readonly #genesisTimeMs = Date.now() - 60_000

  constructor(program: string) {
    this.#program = program
  }

  /** What the configuration says of a zone, whichever host it has. */
  zone(place: string): ZoneConfig {
    const root = {
      organisation: 'root',
      zh: '示例联盟',
      en: 'sample alliance',
      roles: ['ROOT_OFFICER' as const, 'GOVERNANCE_OFFICER' as const],
      jurisdictions: [''],
    }
    const officers = [...governors, clerk].map(({ organisation, officer, key }, at) => ({
      organisation,
      officer,
      personId: `person-000${at}`,
      roles: officer === 'clerk' ? (['ROOT_OFFICER'] as const).slice() : root.roles,
      key,
    }))
    return {
      name: 'court',
      kind: 'court',
      chainId: CHAIN_ID,
      address: '127.0.0.1',
      port: 0,
      folder: join(this.path, place),
      genesis: {
        genesisTimeMs: this.#genesisTimeMs,
        validFromMs: 0,
        lawFrom: '2016-01-01',
        root,
        organisations: [],
        officers,
        askers: [],
        client: '07-tendermint-0',
      },
    }
  }

  /** `count` validators that begin the zone together. */
  async validators(count: number): Promise<TestNode[]> {
    const folders = Array.from({ length: count }, (_, at) => this.#key(`node-${at}`))
    const ports = await freePorts(count)
    const genesis = folders.map(({ publicKey }, at) => ({ name: `court-${at}`, publicKey }))
    const addresses = folders.map(({ nodeId }, at) => `${nodeId}@127.0.0.1:${ports[at] ?? 0}`)
    const made = folders.map(({ place, publicKey }, at) => {
      const peers = addresses.filter((_, other) => other !== at)
      const host = this.#host(place, ports[at] ?? 0, peers, genesis)
      return new TestNode({ ...this.zone(place), host }, publicKey, () => addresses[at] ?? '')
    })
    this.nodes.push(...made)
    return made
  }

  /** One more node that knows the others; `genesis` as they have it. */
  async another(place: string, more: Partial<CometConfig> = {}): Promise<TestNode> {
    const { publicKey, nodeId } = this.#key(place)
    const [port = 0] = await freePorts(1)
    const known = this.nodes[0]?.config.host?.validators ?? []
    const peers = this.nodes.map(({ address }) => address)
    const host = { ...this.#host(place, port, peers, known), ...more }
    const node = new TestNode(
      { ...this.zone(place), genesis: this.nodes[0]?.config.genesis ?? this.zone(place).genesis, host },
      publicKey,
      () => `${nodeId}@127.0.0.1:${port}`,
    )
    this.nodes.push(node)
    return node
  }

  /** A node whose folder is empty yet: an import fills it. `genesis`: the validators with which the engine begins. */
  async moved(place: string, genesis: CometConfig['validators'], peers: readonly string[] = []): Promise<TestNode> {
    const [port = 0] = await freePorts(1)
    const config = { ...this.zone(place), host: this.#host(place, port, [...peers], genesis) }
    const node = new TestNode(config, '', () => `${this.#key(place).nodeId}@127.0.0.1:${port}`)
    this.nodes.push(node)
    return node
  }

  publicKeyOf(place: string): string {
    return this.#key(place).publicKey
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()))
    rmSync(this.path, { recursive: true, force: true })
  }

  #key(place: string): { readonly place: string; readonly publicKey: string; readonly nodeId: string } {
    const { engine } = zoneFiles(join(this.path, place))
    mkdirSync(engine, { recursive: true })
    const { validator, nodeId } = loadOrCreateEngineKeys(nodeCrypto, engine)
    return { place, publicKey: hexEncode(validator), nodeId }
  }

  #host(moniker: string, peerPort: number, peers: string[], validators: CometConfig['validators']): CometConfig {
    return { kind: 'comet', program: this.#program, moniker, peerAddress: '127.0.0.1', peerPort, peers, validators }
  }
}
