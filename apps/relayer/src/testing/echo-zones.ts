import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Encode, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { EmbeddedHost, RpcServer } from '@xiezhi/host/embedded'
import { ECHO_PORT, echoChainModules, MERKLE_PREFIX } from '@xiezhi/interchain/testing'
import type { PacketJson } from '@xiezhi/interchain'
import { keyTextOf } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { signOrder, ZoneClient } from '@xiezhi/sdk'
import type { Included, OfficerKey } from '@xiezhi/sdk'
import type { RelayerConfig } from '../config.ts'
import { nodeTransport } from '../transport.ts'

export const CLIENT = '07-tendermint-0'
const HEARTBEAT_MS = 200
const TRUSTING_PERIOD_MS = 14 * 86_400_000

let nonce = 0

export function chainIdOf(name: string): string {
  return `xz-${name}-1`
}

export function officerOf(zone: string, officer: string): OfficerKey {
  return { organisation: `${zone}-office`, officer, signer: nodeCrypto.signer('ed25519', secretOf(zone, officer)) }
}

export function secretOf(zone: string, officer: string): Uint8Array {
  return nodeCrypto.sha256(utf8Encode(`invented key of ${zone} ${officer}`))
}

/** A zone whose application answers every packet with its text: an embedded host with its RPC, on a port of its own. */
export class EchoZone {
  readonly name: string
  readonly host: EmbeddedHost
  readonly rpc: RpcServer
  readonly client: ZoneClient

  private constructor(name: string, host: EmbeddedHost, rpc: RpcServer, client: ZoneClient) {
    this.name = name
    this.host = host
    this.rpc = rpc
    this.client = client
  }

  static async start(name: string, folder: string, modules = echoChainModules().modules): Promise<EchoZone> {
    const host = new EmbeddedHost({
      folder: join(folder, name),
      crypto: nodeCrypto,
      validator: nodeCrypto.signer('ed25519', secretOf(name, 'validator')),
      genesis: { chainId: chainIdOf(name), genesisTimeMs: Date.now() - 10_000, appState: {} },
      modules,
      heartbeatMs: HEARTBEAT_MS,
    })
    host.start()
    const rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
    return new EchoZone(name, host, rpc, await ZoneClient.connect(urlOf(rpc), nodeTransport))
  }

  get url(): string {
    return urlOf(this.rpc)
  }

  act(messages: readonly Message[], ...officers: readonly string[]): Promise<Included> {
    const keys = officers.map((officer) => officerOf(this.name, officer))
    const order = { chainId: chainIdOf(this.name), messages, officers: keys, nowMs: Date.now(), nonce: `t-${nonce++}` }
    return this.client.submit(signOrder(order))
  }

  /** The other zone's client has the same id. */
  async registerCounterparty(clientId: string): Promise<void> {
    const value = { clientId, counterpartyClientId: clientId, merklePrefix: MERKLE_PREFIX }
    await this.act([{ type: 'client/RegisterCounterparty', value }], 'trust-1', 'trust-2')
  }

  /** Sends texts in one transaction; the packets. */
  async send(texts: readonly string[], seconds = 600, clientId = CLIENT): Promise<readonly PacketJson[]> {
    const timeoutSeconds = Math.floor(Date.now() / 1_000) + seconds
    const messages = texts.map((text) => ({
      type: 'echo/Send',
      value: { clientId, timeoutSeconds, text, port: ECHO_PORT },
    }))
    const { events } = await this.act(messages, 'clerk')
    return events
      .filter(({ type }) => type === 'PacketSent')
      .map(({ data }) => (data as unknown as { packet: PacketJson }).packet)
  }

  /** How a packet that this zone sent ended; null while it is open. */
  async outcome(sequence: number, clientId = CLIENT): Promise<string | null> {
    const done = (await this.client.query('packet/done', { clientId, sequence })) as { outcome: string } | null
    return done === null ? null : done.outcome
  }

  /** Resolves with the outcomes once all these packets have ended. */
  async ended(packets: readonly PacketJson[]): Promise<readonly (string | null)[]> {
    for (;;) {
      const outcomes = await Promise.all(
        packets.map(({ sequence, sourceClient }) => this.outcome(sequence, sourceClient)),
      )
      if (outcomes.every((outcome) => outcome !== null)) return outcomes
      await this.nextBlock()
    }
  }

  nextBlock(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.host.onBlock(() => {
        stop()
        resolve()
      })
    })
  }

  async close(): Promise<void> {
    this.client.close()
    await this.rpc.close()
    await this.host.stop()
  }
}

function urlOf(rpc: RpcServer): string {
  return `ws://127.0.0.1:${rpc.port}/websocket`
}

/** Two echo zones with clients of each other. */
export class EchoZones {
  readonly a: EchoZone
  readonly b: EchoZone
  readonly folder: string

  private constructor(a: EchoZone, b: EchoZone, folder: string) {
    this.a = a
    this.b = b
    this.folder = folder
  }

  static async start(): Promise<EchoZones> {
    const folder = mkdtempSync(join(tmpdir(), 'xz-relay-'))
    const [a, b] = await Promise.all([EchoZone.start('court', folder), EchoZone.start('justice', folder)])
    await createClient(a, b)
    await createClient(b, a)
    for (const zone of [a, b]) {
      await zone.registerCounterparty(CLIENT)
      writeFileSync(join(folder, `${zone.name}.key`), hexEncode(secretOf(zone.name, 'relayer')))
    }
    return new EchoZones(a, b, folder)
  }

  /** Gives both zones a second client of the other, which `b` does not yet let packets come through; its id. */
  async linkHalf(): Promise<string> {
    await createClient(this.a, this.b)
    await createClient(this.b, this.a)
    const clientId = '07-tendermint-1'
    await this.a.registerCounterparty(clientId)
    return clientId
  }

  /** For a relayer of both zones; with drops for the case that no network is between them. */
  config(): RelayerConfig & { drops: NonNullable<RelayerConfig['drops']> } {
    const { a, b, folder } = this
    const drop = (zone: EchoZone, peer: EchoZone) => ({
      zone: zone.name,
      client: CLIENT,
      peer: {
        chainId: chainIdOf(peer.name),
        client: CLIENT,
        keys: [keyTextOf(officerOf(peer.name, 'relayer').signer)],
      },
    })
    return {
      zones: [a, b].map(({ name, url }) => ({
        name,
        url,
        organisation: `${name}-office`,
        officer: 'relayer',
        keyFile: join(folder, `${name}.key`),
      })),
      links: [{ a: { zone: a.name, client: CLIENT }, b: { zone: b.name, client: CLIENT } }],
      drops: [drop(a, b), drop(b, a)],
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.a.close(), this.b.close()])
    rmSync(this.folder, { recursive: true, force: true })
  }
}

async function createClient(on: EchoZone, of: EchoZone): Promise<void> {
  const block = await of.client.lightBlock((await of.client.status()).height)
  const value: Json = {
    chainId: chainIdOf(of.name),
    trustLevel: { numerator: 1, denominator: 3 },
    trustingPeriodMs: TRUSTING_PERIOD_MS,
    proofLayout: 'smt',
    checkpoint: base64Encode(encodeLightBlock(block)),
    anchors: [],
    reason: 'client of the peer',
  }
  await on.act([{ type: 'client/CreateClient', value }], 'trust-1', 'trust-2')
}
