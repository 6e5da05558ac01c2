import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Encode, hexEncode, latin1Encode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { commitmentKey } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import { SdkError } from '@xiezhi/sdk'
import { SimulateRequest } from 'cosmjs-types/cosmos/tx/v1beta1/service'
import type { Any } from 'cosmjs-types/google/protobuf/any'
import { MsgSendPacket } from 'cosmjs-types/ibc/core/channel/v2/tx'
import { QueryClientStatusRequest, QueryClientStatusResponse } from 'cosmjs-types/ibc/core/client/v1/query'
import { QueryBalanceRequest, QueryBalanceResponse } from 'cosmjs-types/cosmos/bank/v1beta1/query'
import type { RelayerConfig } from '../../../../apps/relayer/src/config.ts'
import { connectCosmos } from '../../../../apps/relayer/src/cosmos/connect-cosmos.ts'
import { cosmosCheckpoint } from '../../../../apps/relayer/src/cosmos/cosmos-client.ts'
import { CosmosEnd } from '../../../../apps/relayer/src/cosmos/cosmos-end.ts'
import { zoneEvents } from '../../../../apps/relayer/src/cosmos/cosmos-events.ts'
import { any } from '../../../../apps/relayer/src/cosmos/cosmos-messages.ts'
import { runCosmosClient, runCosmosCounterparty } from '../../../../apps/relayer/src/cosmos/run-cosmos.ts'
import { Relayer } from '../../../../apps/relayer/src/relayer.ts'
import { EchoZone, secretOf } from '../../../../apps/relayer/src/testing/echo-zones.ts'
import { interopModules } from './interop-modules.ts'
import { SimdChain } from './simd-chain.ts'
import { until } from './until.ts'

const TRUSTING_PERIOD_MS = 14 * 86_400_000

export interface TextPayload {
  readonly sourcePort: string
  readonly destinationPort: string
  readonly version?: string
  readonly encoding?: string
  readonly text: string
}

/** What these tests need of a zone, on whichever host. */
export interface RunningZone extends Pick<EchoZone, 'url' | 'client' | 'act' | 'nextBlock' | 'close'> {
  readonly host: { readonly app: Pick<EchoZone['host']['app'], 'violations'> }
}

type Entry = Readonly<Record<string, string | number>>

/** A zone and a chain of ibc-go with clients of each other. Nobody relays until `relay`. */
export class World {
  readonly zone: RunningZone
  readonly chain: SimdChain
  readonly config: RelayerConfig
  /** The zone's client of the chain. */
  readonly clientOnZone: string
  /** The chain's client of the zone. */
  readonly clientOnChain: string
  readonly entries: Entry[] = []
  readonly #folder: string
  readonly #relayers = new Set<Relayer>()

  private constructor(
    parts: Pick<World, 'zone' | 'chain' | 'config' | 'clientOnZone' | 'clientOnChain'>,
    folder: string,
  ) {
    this.zone = parts.zone
    this.chain = parts.chain
    this.config = parts.config
    this.clientOnZone = parts.clientOnZone
    this.clientOnChain = parts.clientOnChain
    this.#folder = folder
  }

  /** `startZone` starts another than the embedded host. */
  static async start(simd: string, startZone: (folder: string) => Promise<RunningZone> = embedded): Promise<World> {
    // Short: the sockets of an engine lie in it.
    const folder = mkdtempSync(join(tmpdir(), 'xz-i-'))
    const [zone, chain] = await Promise.all([startZone(folder), SimdChain.start(simd, folder)])
    const keyFile = join(folder, 'court.key')
    writeFileSync(keyFile, hexEncode(secretOf('court', 'relayer')), { mode: 0o600 })
    const config: RelayerConfig = {
      zones: [{ name: 'court', url: zone.url, organisation: 'court-office', officer: 'relayer', keyFile }],
      cosmos: [chain.config],
      links: [],
    }
    const clientOnZone = await createClientOnZone(zone, chain)
    const { client: clientOnChain } = (await runCosmosClient(config, 'simd', 'court')) as { client: string }
    await registerOnZone(zone, chain, clientOnZone, clientOnChain)
    await runCosmosCounterparty(config, 'simd', { client: clientOnChain, peerClient: clientOnZone })
    const links = [{ a: { zone: 'court', client: clientOnZone }, b: { zone: 'simd', client: clientOnChain } }]
    return new World({ zone, chain, clientOnZone, clientOnChain, config: { ...config, links } }, folder)
  }

  /** Starts a relayer, beside any that run; resolves when it follows both. */
  relay(): Promise<Relayer> {
    return new Promise((resolve, reject) => {
      const relayer: Relayer = new Relayer(this.config, {
        log: (entry) => this.entries.push(entry),
        ready: () => {
          resolve(relayer)
        },
      })
      this.#relayers.add(relayer)
      relayer.run().catch(reject)
    })
  }

  stopRelaying(): void {
    for (const relayer of this.#relayers) relayer.stop()
    this.#relayers.clear()
  }

  async close(): Promise<void> {
    this.stopRelaying()
    await Promise.all([this.zone.close(), this.chain.close()])
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** The packet that the zone sent. */
  async sendFromZone(payload: TextPayload, seconds = 600): Promise<PacketJson> {
    const timeoutSeconds = Math.floor(Date.now() / 1_000) + seconds
    const value: Json = { clientId: this.clientOnZone, timeoutSeconds, payload: payloadOf(payload) }
    const { events } = await this.zone.act([{ type: 'probe/Send', value }], 'clerk')
    return sentIn(events)
  }

  /** The packet that the chain sent. */
  async sendFromChain(payload: TextPayload, seconds = 600): Promise<PacketJson> {
    const { version, encoding, sourcePort, destinationPort } = payloadOf(payload)
    const events = await this.chain.user.submit([
      any(MsgSendPacket, {
        sourceClient: this.clientOnChain,
        timeoutTimestamp: BigInt(Math.floor(Date.now() / 1_000) + seconds),
        payloads: [{ sourcePort, destinationPort, version, encoding, value: utf8Encode(payload.text) }],
        signer: this.chain.user.account.address,
      }),
    ])
    return sentIn(zoneEvents(events))
  }

  /** How a packet of the zone ended; waits for it. */
  async endOnZone({ sequence }: PacketJson): Promise<{ readonly outcome: string; readonly ackHash: string | null }> {
    const input = { clientId: this.clientOnZone, sequence }
    return until(async () => (await this.zone.client.query('packet/done', input)) as never)
  }

  /** The event with which a packet of the chain ended; waits until its commitment is gone. */
  async endOnChain({ sequence }: PacketJson): Promise<'acknowledge_packet' | 'timeout_packet'> {
    const { node } = this.chain.user
    const key = latin1Encode(commitmentKey(this.clientOnChain, sequence))
    await until(async () => ((await node.stored(key)) === null ? true : null))
    return until(async () => {
      for (const type of ['acknowledge_packet', 'timeout_packet'] as const) {
        const query = `${type}.packet_source_client='${this.clientOnChain}' AND ${type}.packet_sequence='${sequence}'`
        if ((await node.search(query)).length > 0) return type
      }
      return null
    })
  }

  /** What ibc-go says of messages without taking them; null where it would. */
  async judged(messages: readonly Any[]): Promise<string | null> {
    const { account, chainId, node } = this.chain.user
    const txBytes = await account.sign(node, chainId, messages)
    try {
      await node.ask('/cosmos.tx.v1beta1.Service/Simulate', SimulateRequest.encode({ txBytes }).finish())
      return null
    } catch (error) {
      if (error instanceof SdkError && error.code === 'QUERY_REFUSED') return JSON.stringify(error.facts['log'])
      throw error
    }
  }

  /** Latest height of the zone that the chain's client knows. */
  async clientHeightOnChain(): Promise<number> {
    const end = await CosmosEnd.open(await connectCosmos(this.chain.config), 'simd', this.clientOnChain)
    const { latest } = await end.clientHeights()
    end.close()
    return latest
  }

  /** `ibc.core.client.v1.Query/ClientStatus` on the chain. */
  async statusOnChain(): Promise<string> {
    const request = QueryClientStatusRequest.encode({ clientId: this.clientOnChain }).finish()
    const answer = await this.chain.user.node.ask('/ibc.core.client.v1.Query/ClientStatus', request)
    return QueryClientStatusResponse.decode(answer).status
  }

  async statusOnZone(): Promise<string> {
    const client = (await this.zone.client.query('client/client', { clientId: this.clientOnZone })) as {
      status: string
    }
    return client.status
  }

  /** Coins of the user on the chain. */
  async balance(denom = 'stake'): Promise<bigint> {
    const { account, node } = this.chain.user
    const request = QueryBalanceRequest.encode({ address: account.address, denom }).finish()
    const answer = QueryBalanceResponse.decode(await node.ask('/cosmos.bank.v1beta1.Query/Balance', request))
    return BigInt(answer.balance?.amount ?? '0')
  }
}

function payloadOf({ text, version = '1', encoding = 'text/plain', ...ports }: TextPayload): {
  sourcePort: string
  destinationPort: string
  version: string
  encoding: string
  value: string
} {
  return { ...ports, version, encoding, value: base64Encode(utf8Encode(text)) }
}

function sentIn(
  events: readonly { readonly type: string; readonly data: Readonly<Record<string, Json>> }[],
): PacketJson {
  const packet = events.find(({ type }) => type === 'PacketSent')?.data['packet']
  if (packet === undefined) throw new RangeError('no packet was sent')
  return packet as PacketJson
}

function embedded(folder: string): Promise<RunningZone> {
  return EchoZone.start('court', folder, interopModules())
}

async function createClientOnZone(zone: RunningZone, { config }: SimdChain): Promise<string> {
  const chain = await connectCosmos(config)
  const { chainId, proofLayout, checkpoint } = await cosmosCheckpoint(chain)
  chain.node.close()
  const value: Json = {
    chainId,
    trustLevel: { numerator: 1, denominator: 3 },
    trustingPeriodMs: TRUSTING_PERIOD_MS,
    proofLayout,
    checkpoint,
    anchors: [],
    reason: 'client of the foreign chain',
  }
  const { data } = await zone.act([{ type: 'client/CreateClient', value }], 'trust-1', 'trust-2')
  return (data[0] as { clientId: string }).clientId
}

async function registerOnZone(zone: RunningZone, { config }: SimdChain, own: string, peer: string): Promise<void> {
  const chain = await connectCosmos(config)
  const { merklePrefix } = await cosmosCheckpoint(chain)
  chain.node.close()
  const value = { clientId: own, counterpartyClientId: peer, merklePrefix }
  await zone.act([{ type: 'client/RegisterCounterparty', value }], 'trust-1', 'trust-2')
}
