import { base64Encode, hexEncode, latin1Encode } from '@xiezhi/codec'
import { timestampToMs } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { acknowledgementKey, encodeMerkleProof, receiptKey } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import type { Event, Message } from '@xiezhi/kernel'
import { decodeClientState, decodeConsensusState, revisionOf, trustOptionsOf } from '@xiezhi/lightclient'
import type { StoredConsensus, TendermintClientState, WantedBlock } from '@xiezhi/lightclient'
import { SdkError } from '@xiezhi/sdk'
import type { ZoneStatus } from '@xiezhi/sdk'
import { Any } from 'cosmjs-types/google/protobuf/any'
import {
  QueryConsensusStateHeightsRequest,
  QueryConsensusStateHeightsResponse,
} from 'cosmjs-types/ibc/core/client/v1/query'
import { QueryPacketCommitmentsRequest, QueryPacketCommitmentsResponse } from 'cosmjs-types/ibc/core/channel/v2/query'
import type { ChainEnd, ClientTrust, KnownState, ShownKeys } from '../chain-end.ts'
import type { Standing } from '../open-packets.ts'
import { RelayerError } from '../relayer-error.ts'
import type { Answered } from '../wire.ts'
import type { CosmosChain } from './cosmos-chain.ts'
import { zoneEvents } from './cosmos-events.ts'
import { cosmosMessages } from './cosmos-messages.ts'
import { storePath } from './cosmos-node.ts'
import { fromCosmosAcknowledgement, fromCosmosPacket } from './cosmos-packet.ts'
import { decoded } from './decoded.ts'

const COMMITMENTS_QUERY = '/ibc.core.channel.v2.Query/PacketCommitments'
const HEIGHTS_QUERY = '/ibc.core.client.v1.Query/ConsensusStateHeights'
const PAGE_ROWS = 100
const REFRESHES_PER_PERIOD = 24
const HEIGHTS_MAX = 1_000n

/** A chain of ibc-go (IBC v2) as a link uses it. */
export class CosmosEnd implements ChainEnd {
  readonly name: string
  readonly clientId: string
  readonly chain: CosmosChain
  readonly refreshMs: number
  /** Chain id of the ledger that the client follows. */
  readonly #peerChainId: string

  private constructor(chain: CosmosChain, name: string, clientId: string, client: TendermintClientState) {
    this.chain = chain
    this.name = name
    this.clientId = clientId
    this.#peerChainId = client.chainId
    this.refreshMs = trustOptionsOf(client).trustingPeriodMs / REFRESHES_PER_PERIOD
  }

  /** @throws RelayerError CLIENT_UNKNOWN; SdkError */
  static async open(chain: CosmosChain, name: string, clientId: string): Promise<CosmosEnd> {
    try {
      return new CosmosEnd(chain, name, clientId, await clientStateOn(chain, name, clientId))
    } catch (error) {
      chain.node.close()
      throw error
    }
  }

  get chainId(): string {
    return this.chain.chainId
  }

  /** A chain of another kind asks no questions of our ports. */
  question(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  answeredAt(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  onClose(run: () => void): void {
    this.chain.node.onClose(run)
  }

  close(): void {
    this.chain.node.close()
  }

  status(): Promise<ZoneStatus> {
    return this.chain.node.status()
  }

  lightBlock(height: number): Promise<LightBlock> {
    return this.chain.node.lightBlock(height)
  }

  async wantedBlock({ height, below }: WantedBlock): Promise<LightBlock | null> {
    try {
      const block = await this.chain.node.lightBlock(Number(height))
      return block.header.height < below ? block : null
    } catch (error) {
      // The node answers and has no such block.
      if (error instanceof SdkError && error.code === 'RPC_ERROR') return null
      throw error
    }
  }

  async submit(messages: readonly Message[]): Promise<void> {
    const context = { signer: this.chain.account.address, peerRevision: revisionOf(this.#peerChainId) }
    await this.chain.submit(cosmosMessages(messages, context))
  }

  follow(take: (events: readonly Event[]) => void): Promise<void> {
    return this.chain.node.follow((events) => {
      const seen = zoneEvents(events)
      if (seen.length > 0) take(seen)
    })
  }

  /** The store has commitments only; bodies are found in the events of the transactions that sent them. */
  async *openPackets(): AsyncGenerator<readonly PacketJson[]> {
    const sequences = (await this.#openSequences()).sort((a, b) => a - b)
    for (let at = 0; at < sequences.length; at += PAGE_ROWS) {
      const page = await Promise.all(sequences.slice(at, at + PAGE_ROWS).map((sequence) => this.#sent(sequence)))
      yield page.filter((packet) => packet !== undefined)
    }
  }

  async openPacket(sequence: number): Promise<PacketJson | undefined> {
    const isOpen = (await this.#openSequences()).includes(sequence)
    return isOpen ? this.#sent(sequence) : undefined
  }

  async standingOf(packets: readonly PacketJson[]): Promise<Standing> {
    const toDeliver: PacketJson[] = []
    const toAnswer: Answered[] = []
    const waiting: PacketJson[] = []
    for (const packet of packets) {
      const { sequence } = packet
      if ((await this.#stored(receiptKey(this.clientId, sequence))) === null) toDeliver.push(packet)
      else if ((await this.#stored(acknowledgementKey(this.clientId, sequence))) === null) waiting.push(packet)
      else {
        const acknowledgement = await this.#answer(sequence)
        if (acknowledgement !== undefined) toAnswer.push({ packet, acknowledgement })
      }
    }
    return { toDeliver, toAnswer, waiting }
  }

  async show(keys: readonly string[], height?: number): Promise<ShownKeys> {
    const { node } = this.chain
    const [first, ...others] = keys.map((key) => latin1Encode(key))
    if (first === undefined) throw new SdkError('BLOCK_UNAVAILABLE', { reason: 'no key' })
    const found = [await node.proved(first, height)]
    const at = found[0]?.height ?? 0
    found.push(...(await Promise.all(others.map((key) => node.proved(key, at)))))
    const entries = found.map(({ value, proofs }) => ({
      isPresent: value !== null,
      proof: base64Encode(encodeMerkleProof(proofs)),
    }))
    // The state after a height stands under the header of the next.
    return { block: await node.lightBlockSoon(at + 1), entries }
  }

  async clientHeights(): Promise<{ readonly latest: number; readonly oldest: number }> {
    const { latestHeight } = await clientStateOn(this.chain, this.name, this.clientId)
    const request = QueryConsensusStateHeightsRequest.encode(
      QueryConsensusStateHeightsRequest.fromPartial({ clientId: this.clientId, pagination: { limit: HEIGHTS_MAX } }),
    ).finish()
    const answer = decoded(QueryConsensusStateHeightsResponse, await this.chain.node.ask(HEIGHTS_QUERY, request))
    const heights = answer.consensusStateHeights.map(({ revisionHeight }) => Number(revisionHeight))
    const latest = Number(latestHeight.revisionHeight)
    return { latest, oldest: Math.min(latest, ...heights) }
  }

  async clientTrust(): Promise<ClientTrust> {
    const client = await clientStateOn(this.chain, this.name, this.clientId)
    const { frozenHeight, latestHeight } = client
    const { trustingPeriodMs, trustLevel } = trustOptionsOf(client)
    const { timestamp } = await this.#consensusState(Number(latestHeight.revisionHeight))
    return {
      trustingPeriodMs,
      trustLevel,
      latestTimeMs: timestampToMs(timestamp),
      isFrozen: frozenHeight.revisionHeight > 0n,
    }
  }

  /** ibc-go keeps the states of the heights that `clientHeights` names. @throws SdkError QUERY_REFUSED */
  async clientState(height: number): Promise<KnownState> {
    const { nextValidatorsHash } = await this.#consensusState(height)
    return { height, nextValidatorsHash: hexEncode(nextValidatorsHash) }
  }

  async #consensusState(height: number): Promise<StoredConsensus> {
    const path = `clients/${this.clientId}/consensusStates/${String(revisionOf(this.#peerChainId))}-${height}`
    const value = await this.chain.node.stored(storePath(path))
    if (value === null) throw new SdkError('QUERY_REFUSED', { client: this.clientId, height })
    return decodeConsensusState(decoded(Any, value).value)
  }

  async #openSequences(): Promise<number[]> {
    const sequences: number[] = []
    for (let key = new Uint8Array(0); ;) {
      const request = QueryPacketCommitmentsRequest.fromPartial({ clientId: this.clientId, pagination: { key } })
      const bytes = QueryPacketCommitmentsRequest.encode(request).finish()
      const answer = decoded(QueryPacketCommitmentsResponse, await this.chain.node.ask(COMMITMENTS_QUERY, bytes))
      sequences.push(...answer.commitments.map(({ sequence }) => Number(sequence)))
      key = new Uint8Array(answer.pagination?.nextKey ?? [])
      if (key.length === 0) return sequences
    }
  }

  async #sent(sequence: number): Promise<PacketJson | undefined> {
    const event = await this.#event('send_packet', 'packet_source_client', sequence)
    return fromCosmosPacket(event?.['encoded_packet_hex'] ?? '')
  }

  async #answer(sequence: number): Promise<string | undefined> {
    const event = await this.#event('write_acknowledgement', 'packet_dest_client', sequence)
    return fromCosmosAcknowledgement(event?.['encoded_acknowledgement_hex'] ?? '')
  }

  async #event(type: string, client: string, sequence: number): Promise<Readonly<Record<string, string>> | undefined> {
    const query = `${type}.${client}='${this.clientId}' AND ${type}.packet_sequence='${sequence}'`
    const found = (await this.chain.node.search(query)).find(
      ({ type: seen, attributes }) =>
        seen === type && attributes[client] === this.clientId && attributes['packet_sequence'] === String(sequence),
    )
    return found?.attributes
  }

  #stored(key: string): Promise<Uint8Array | null> {
    return this.chain.node.stored(latin1Encode(key))
  }
}

/** @throws RelayerError CLIENT_UNKNOWN; SdkError */
async function clientStateOn({ node }: CosmosChain, name: string, clientId: string): Promise<TendermintClientState> {
  const value = await node.stored(storePath(`clients/${clientId}/clientState`))
  if (value === null) throw new RelayerError('CLIENT_UNKNOWN', { zone: name, client: clientId })
  return decodeClientState(decoded(Any, value).value)
}
