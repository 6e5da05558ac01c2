import { randomBytes } from 'node:crypto'
import { base64Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { encodeMerkleProof } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import type { Event, Message } from '@xiezhi/kernel'
import type { TrustLevel, WantedBlock } from '@xiezhi/lightclient'
import { SdkError, signOrder, ZoneClient } from '@xiezhi/sdk'
import type { Included, OfficerKey, ZoneStatus } from '@xiezhi/sdk'
import type { ChainEnd, ClientTrust, KnownState, Question, ShownKeys } from './chain-end.ts'
import { nowMs } from './now.ts'
import { openPacket, openPackets, standingOf } from './open-packets.ts'
import type { Standing } from './open-packets.ts'
import { RelayerError } from './relayer-error.ts'
import { SILENCE_PORTS } from './silence-ports.ts'
import { nodeTransport } from './transport.ts'
import { EVENT_TYPES } from './wire.ts'

export interface ZoneEndInput {
  readonly name: string
  readonly url: string
  readonly clientId: string
  readonly officer: OfficerKey
  /** Default: a header at every look. */
  readonly refreshMs?: number | undefined
  /** File of the scenario clock of a demonstration. */
  readonly scenarioClock?: string | undefined
}

/** What a zone says of a client. */
interface ClientAnswer {
  readonly latestHeight: number
  readonly trustedFrom: number
  readonly trustingPeriodMs: number
  readonly trustLevel: TrustLevel
  readonly frozen: object | null
  readonly latest: { readonly timeMs: number } | null
}

/** What a zone says of a question or an order of its own. */
interface DispatchAnswer {
  readonly dispatch: {
    readonly deadlineMs: number
    readonly outcome: { readonly kind: string } | null
    readonly additions: readonly { readonly kind: string }[]
  } | null
  /** Of a question. */
  readonly receipt?: { readonly result: { readonly decidedAtMs: number } } | null
  /** Of an order. */
  readonly order?: { readonly result: object | null }
}

/** One zone as this relayer uses it: its RPC, the officer whose key signs, and the client of the zone at the other end. */
export class ZoneEnd implements ChainEnd {
  readonly name: string
  readonly clientId: string
  readonly chainId: string
  readonly refreshMs: number
  readonly rpc: ZoneClient
  readonly officer: OfficerKey
  readonly #scenarioClock: string | undefined

  private constructor(
    { name, clientId, officer, refreshMs = 0, scenarioClock }: ZoneEndInput,
    rpc: ZoneClient,
    chainId: string,
  ) {
    this.name = name
    this.clientId = clientId
    this.chainId = chainId
    this.rpc = rpc
    this.officer = officer
    this.refreshMs = refreshMs
    this.#scenarioClock = scenarioClock
  }

  /** @throws SdkError */
  static async connect(input: ZoneEndInput): Promise<ZoneEnd> {
    const rpc = await ZoneClient.connect(input.url, nodeTransport)
    try {
      const { chainId } = await rpc.status()
      return new ZoneEnd(input, rpc, chainId)
    } catch (error) {
      rpc.close()
      throw error
    }
  }

  /** Signs the messages as one transaction and waits for its block. @throws SdkError */
  submit(messages: readonly Message[]): Promise<Included> {
    const { chainId, officer } = this
    const nonce = randomBytes(16).toString('hex')
    const tx = signOrder({ chainId, messages, officers: [officer], nowMs: nowMs(this.#scenarioClock), nonce })
    return this.rpc.submit(tx, { events: false })
  }

  /** @throws SdkError */
  async queryRows<T>(name: string, input: Json): Promise<readonly T[]> {
    return (await this.rpc.query(name, input)) as unknown as readonly T[]
  }

  status(): Promise<ZoneStatus> {
    return this.rpc.status()
  }

  lightBlock(height: number): Promise<LightBlock> {
    return this.rpc.lightBlock(height)
  }

  wantedBlock(wanted: WantedBlock): Promise<LightBlock | null> {
    return this.rpc.wantedBlock(wanted)
  }

  follow(take: (events: readonly Event[]) => void): Promise<void> {
    return this.rpc.subscribeEvents(EVENT_TYPES, ({ events }) => {
      take(events)
    })
  }

  openPackets(): AsyncIterable<readonly PacketJson[]> {
    return openPackets(this)
  }

  openPacket(sequence: number): Promise<PacketJson | undefined> {
    return openPacket(this, sequence)
  }

  standingOf(packets: readonly PacketJson[]): Promise<Standing> {
    return standingOf(this, packets)
  }

  async show(keys: readonly string[], height?: number): Promise<ShownKeys> {
    const { block, entries } = await this.rpc.proveMany(keys, height)
    const shown = entries.map(({ value, proof }) => ({
      isPresent: value !== null,
      proof: base64Encode(encodeMerkleProof([proof])),
    }))
    return { block, entries: shown }
  }

  async clientHeights(): Promise<{ readonly latest: number; readonly oldest: number }> {
    const { latestHeight, trustedFrom } = await this.#client()
    return { latest: latestHeight, oldest: trustedFrom }
  }

  async clientTrust(): Promise<ClientTrust> {
    const { trustingPeriodMs, trustLevel, latest, frozen } = await this.#client()
    return { trustingPeriodMs, trustLevel, latestTimeMs: latest?.timeMs ?? 0, isFrozen: frozen !== null }
  }

  /** @throws RelayerError CLIENT_UNKNOWN; SdkError */
  async #client(): Promise<ClientAnswer> {
    const { clientId, name, rpc } = this
    try {
      return (await rpc.query('client/client', { clientId })) as unknown as ClientAnswer
    } catch (error) {
      if (error instanceof SdkError && error.code === 'QUERY_REFUSED')
        throw new RelayerError('CLIENT_UNKNOWN', { zone: name, client: clientId }, error)
      throw error
    }
  }

  async clientState(height: number): Promise<KnownState> {
    const input: Json = { clientId: this.clientId, height }
    return (await this.rpc.query('client/consensusState', input)) as unknown as KnownState
  }

  async question(port: string, dispatchId: string): Promise<Question | undefined> {
    const known = SILENCE_PORTS.get(port)
    if (known === undefined) return undefined
    const found = (await this.rpc.query(known.query, {
      [known.idField]: dispatchId,
    })) as unknown as DispatchAnswer | null
    if (found === null || found.dispatch === null) return undefined
    const { deadlineMs, outcome, additions } = found.dispatch
    const answeredAtMs = found.receipt?.result.decidedAtMs ?? Infinity
    const isUnanswered = answeredAtMs > deadlineMs && (found.order?.result ?? null) === null
    const isUndecided =
      outcome === null ||
      (outcome.kind === 'no-newer-header' && !additions.some(({ kind }) => kind.startsWith('held-')))
    return { deadlineMs, isOpen: isUnanswered && isUndecided }
  }

  async answeredAt(clientId: string, sequence: number): Promise<number | undefined> {
    const row = await this.rpc.query('packet/acknowledgement', { clientId, sequence })
    return (row as unknown as { readonly at: { readonly height: number } } | null)?.at.height
  }

  onClose(run: () => void): void {
    this.rpc.onClose(run)
  }

  close(): void {
    this.rpc.close()
  }
}
