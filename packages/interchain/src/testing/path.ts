import { base64Encode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Event, Message } from '@xiezhi/kernel'
import type { DeliveredTx } from '@xiezhi/kernel/testing'
import { acknowledgementKey, commitmentKey, receiptKey } from '../commitment/keys.ts'
import type { PacketJson } from '../fields.ts'
import { CLOCK_DRIFT_DEFAULT_MS } from '../limits.ts'
import { ackRows, sentRows, sequencePart } from '../packet/state.ts'
import type { Endpoint } from './endpoint.ts'

/** A step that the test expected to succeed was refused. */
export class RelayRefused extends Error {
  constructor(step: string, { codespace, code, facts }: DeliveredTx) {
    super(`${step}: ${codespace}/${String(code)} ${JSON.stringify(facts)}`)
    this.name = 'RelayRefused'
  }
}

export const TRUSTING_PERIOD_MS = 14 * 86_400_000
/** One level, no prefix: the state root is the app hash. */
export const MERKLE_PREFIX: readonly string[] = [base64Encode(utf8Encode(''))]

/** Two chains with a client of each other. The methods do what a relayer and officers do, with real headers and proofs. */
export class Path {
  readonly a: Endpoint
  readonly b: Endpoint

  constructor(a: Endpoint, b: Endpoint) {
    this.a = a
    this.b = b
  }

  peerOf(endpoint: Endpoint): Endpoint {
    return endpoint === this.a ? this.b : this.a
  }

  /** Clients on both sides and their counterparties. */
  connect(): void {
    this.a.chain.block([])
    this.b.chain.block([])
    this.createClient(this.a)
    this.createClient(this.b)
    this.registerCounterparty(this.a)
    this.registerCounterparty(this.b)
  }

  createClientMessage(endpoint: Endpoint, change: Readonly<Record<string, Json>> = {}): Message {
    const peer = this.peerOf(endpoint)
    const value = {
      chainId: peer.chain.chainId,
      trustLevel: { numerator: 1, denominator: 3 },
      trustingPeriodMs: TRUSTING_PERIOD_MS,
      clockDriftMs: CLOCK_DRIFT_DEFAULT_MS,
      proofLayout: 'smt',
      checkpoint: peer.checkpoint(),
      anchors: [],
      reason: 'client of the peer',
    }
    return { type: 'client/CreateClient', value: { ...value, ...change } }
  }

  createClient(endpoint: Endpoint, change: Readonly<Record<string, Json>> = {}): void {
    const result = required('CreateClient', endpoint.govern([this.createClientMessage(endpoint, change)]))
    endpoint.clientId = (result.data?.[0] as { clientId: string }).clientId
  }

  registerCounterparty(endpoint: Endpoint): void {
    const value = {
      clientId: endpoint.clientId,
      counterpartyClientId: this.peerOf(endpoint).clientId,
      merklePrefix: MERKLE_PREFIX,
    }
    required('RegisterCounterparty', endpoint.govern([{ type: 'client/RegisterCounterparty', value }]))
  }

  /** The message that brings the peer's block of a height to the endpoint's client. */
  updateMessage(endpoint: Endpoint, height = this.peerOf(endpoint).chain.height): Message {
    const peer = this.peerOf(endpoint)
    const header = peer.headerText(endpoint.latestHeight, peer.chain.lightBlock(height))
    return { type: 'client/UpdateClient', value: { clientId: endpoint.clientId, header } }
  }

  update(endpoint: Endpoint): void {
    this.peerOf(endpoint).chain.block([])
    required('UpdateClient', endpoint.relay([this.updateMessage(endpoint)]))
  }

  /** Update and ReceivePacket for the destination of a packet that `source` sent. */
  receiveMessages(source: Endpoint, packet: PacketJson): readonly Message[] {
    const destination = this.peerOf(source)
    const shown = source.show(commitmentKey(packet.sourceClient, packet.sequence))
    return [
      this.updateMessage(destination, shown.proofHeight),
      { type: 'packet/ReceivePacket', value: { packet, ...shown } },
    ]
  }

  /** Update and AcknowledgePacket for the source of a packet. */
  acknowledgeMessages(source: Endpoint, packet: PacketJson, acknowledgement: string): readonly Message[] {
    const shown = this.peerOf(source).show(acknowledgementKey(packet.destinationClient, packet.sequence))
    return [
      this.updateMessage(source, shown.proofHeight),
      { type: 'packet/AcknowledgePacket', value: { packet, acknowledgement, ...shown } },
    ]
  }

  /** Update and TimeoutPacket for the source of a packet. */
  timeoutMessages(source: Endpoint, packet: PacketJson): readonly Message[] {
    const shown = this.peerOf(source).show(receiptKey(packet.destinationClient, packet.sequence))
    return [
      this.updateMessage(source, shown.proofHeight),
      { type: 'packet/TimeoutPacket', value: { packet, ...shown } },
    ]
  }

  receive(source: Endpoint, packet: PacketJson): DeliveredTx {
    return required('ReceivePacket', this.peerOf(source).relay(this.receiveMessages(source, packet)))
  }

  /** Brings back the acknowledgement that the destination has written. */
  acknowledge(source: Endpoint, packet: PacketJson): DeliveredTx {
    const { chain } = this.peerOf(source)
    const row = ackRows(chain.store).get(packet.destinationClient, sequencePart(packet.sequence))
    if (row === undefined) throw new RangeError(`no acknowledgement of packet ${String(packet.sequence)}`)
    return required('AcknowledgePacket', source.relay(this.acknowledgeMessages(source, packet, row.acknowledgement)))
  }

  timeout(source: Endpoint, packet: PacketJson): DeliveredTx {
    return required('TimeoutPacket', source.relay(this.timeoutMessages(source, packet)))
  }

  /** Relays every open packet of both sides, and what was acknowledged, once. Knows nothing but the chains' state. */
  relayAll(): void {
    for (const source of [this.a, this.b]) {
      const destination = this.peerOf(source)
      const open = sentRows(source.chain.store).list({ under: [source.clientId], limit: 100 })
      for (const { value } of open) {
        const { packet } = value
        const isReceived =
          destination.chain.store.get(receiptKey(packet.destinationClient, packet.sequence)) !== undefined
        if (!isReceived) this.receive(source, packet)
        const row = ackRows(destination.chain.store).get(packet.destinationClient, sequencePart(packet.sequence))
        if (row !== undefined) this.acknowledge(source, packet)
      }
    }
  }
}

/** Packets in the events of a transaction. */
export function sentPackets(events: readonly Event[]): readonly PacketJson[] {
  return events
    .filter(({ type }) => type === 'PacketSent')
    .map(({ data }) => (data as unknown as { packet: PacketJson }).packet)
}

/** @throws RelayRefused */
export function required(step: string, result: DeliveredTx): DeliveredTx {
  if (result.code !== 0) throw new RelayRefused(step, result)
  return result
}
