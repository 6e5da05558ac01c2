import type { PacketJson } from '@xiezhi/interchain'
import type { Event, Message } from '@xiezhi/kernel'
import { SdkError } from '@xiezhi/sdk'
import { deliverAcknowledgements } from './steps/deliver-acknowledgements.ts'
import { deliverPackets } from './steps/deliver-packets.ts'
import { timeOut } from './steps/time-out.ts'
import { proofHeader, updateClient } from './steps/update-client.ts'
import { EVENT_ACKNOWLEDGED, EVENT_ENDED, EVENT_SENT, packetOf } from './wire.ts'
import type { Answered } from './wire.ts'
import type { ZoneEnd } from './zone-end.ts'

/** Packets and acknowledgements carried in one transaction. */
export const PACKETS_PER_TX_MAX = 48

export type Log = (entry: Readonly<Record<string, string | number>>) => void

/**
 * Carries from `source` to `target`: packets that source sent, answers that source gave. All state is rebuilt from
 * events of the chains, so two relayers or a restart do no harm.
 */
export class Direction {
  readonly source: ZoneEnd
  readonly target: ZoneEnd
  readonly #log: Log
  /** Sent and not yet ended, by sequence. */
  readonly #open = new Map<number, PacketJson>()
  #packets: PacketJson[] = []
  #answers: Answered[] = []
  /** The state after it holds everything collected. */
  #height = 0
  #running = false

  constructor(source: ZoneEnd, target: ZoneEnd, log: Log) {
    this.source = source
    this.target = target
    this.#log = log
  }

  get backlog(): number {
    return this.#packets.length + this.#answers.length
  }

  get open(): number {
    return this.#open.size
  }

  /** Takes the events of a block of the source. */
  take(height: number, events: readonly Event[]): void {
    for (const event of events) {
      if (event.type === EVENT_SENT) this.#sent(packetOf(event))
      else if (event.type === EVENT_ACKNOWLEDGED) this.#answered(packetOf(event), event)
      else if (EVENT_ENDED.includes(event.type)) this.#ended(event)
    }
    this.#height = Math.max(this.#height, height)
  }

  /** Carries everything collected; one run at a time. */
  async pump(): Promise<void> {
    if (this.#running) return
    this.#running = true
    try {
      while (this.backlog > 0) await this.#carry()
    } finally {
      this.#running = false
    }
  }

  /** Ends packets that were never received. */
  async timeOut(): Promise<void> {
    if (this.#open.size === 0) return
    for (const sequence of await timeOut(this.source, this.target, [...this.#open.values()])) {
      this.#open.delete(sequence)
      this.#log({ step: 'time-out', from: this.source.name, sequence })
    }
  }

  /** Brings the latest header, so that the target's trust does not expire. */
  async refresh(): Promise<void> {
    const { height } = await this.source.rpc.status()
    const update = await updateClient(this.source, this.target, await this.source.rpc.lightBlock(height))
    if (update !== undefined) await this.target.submit([update])
  }

  #sent(packet: PacketJson): void {
    if (packet.sourceClient !== this.source.clientId || this.#open.has(packet.sequence)) return
    this.#open.set(packet.sequence, packet)
    this.#packets.push(packet)
  }

  #answered(packet: PacketJson, { data }: Event): void {
    if (packet.destinationClient !== this.source.clientId) return
    this.#answers.push({ packet, acknowledgement: data['acknowledgement'] as string })
  }

  #ended({ data }: Event): void {
    if (data['sourceClient'] !== this.source.clientId) return
    const sequence = Number(data['sequence'])
    this.#open.delete(sequence)
    this.#packets = this.#packets.filter((packet) => packet.sequence !== sequence)
  }

  async #carry(): Promise<void> {
    const packets = this.#packets.splice(0, PACKETS_PER_TX_MAX)
    const answers = this.#answers.splice(0, PACKETS_PER_TX_MAX - packets.length)
    const height = this.#height
    const block = await proofHeader(this.source, height)
    const [update, received, answered] = await Promise.all([
      updateClient(this.source, this.target, block),
      deliverPackets(this.source, packets, height),
      deliverAcknowledgements(this.source, this.target, answers, height),
    ])
    const messages = [...received, ...answered]
    if (messages.length === 0) return
    const prefix = update === undefined ? [] : [update]
    try {
      await this.target.submit([...prefix, ...messages])
      this.#log({
        step: 'deliver',
        from: this.source.name,
        to: this.target.name,
        packets: received.length,
        answers: answered.length,
        height,
      })
    } catch (error) {
      if (error instanceof SdkError && error.code === 'TX_REFUSED') return this.#oneByOne(prefix, messages)
      // Not included: nothing was decided about these, so they are carried again with the next block.
      this.#packets.unshift(...packets)
      this.#answers.unshift(...answers)
      throw error
    }
  }

  /** One message that the target refuses must not keep the others back. */
  async #oneByOne(prefix: readonly Message[], messages: readonly Message[]): Promise<void> {
    if (prefix.length > 0) await this.target.submit(prefix).catch((error: unknown) => this.#refused(error))
    for (const message of messages) await this.target.submit([message]).catch((error: unknown) => this.#refused(error))
  }

  #refused(error: unknown): void {
    if (!(error instanceof SdkError)) throw error
    const { codespace = '', name = '', code = '' } = error.facts
    this.#log({
      step: 'refused',
      to: this.target.name,
      error: error.code,
      codespace: codespace as string,
      code: Number(code),
      name: name as string,
    })
  }
}
