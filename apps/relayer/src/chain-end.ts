import type { LightBlock } from '@xiezhi/comet'
import type { PacketJson } from '@xiezhi/interchain'
import type { Event, Message } from '@xiezhi/kernel'
import type { TrustLevel, WantedBlock } from '@xiezhi/lightclient'
import type { Standing } from './open-packets.ts'

/** What an end shows under one of its headers: for each key whether it is there, and `MerkleProof` in base64. */
export interface ShownKeys {
  readonly block: LightBlock
  readonly entries: readonly { readonly isPresent: boolean; readonly proof: string }[]
}

/** A state that a client keeps of its peer. */
export interface KnownState {
  readonly height: number
  /** Hash of the set that signs the next height, in hexadecimal. */
  readonly nextValidatorsHash: string
}

/** A question that a ledger has asked its peer. */
export interface Question {
  readonly deadlineMs: number
  /** It can still be proved that no answer had come by the deadline. */
  readonly isOpen: boolean
}

/** How long the client of an end still trusts, by the time of the ledger that holds it. */
export interface ClientTrust {
  readonly trustingPeriodMs: number
  readonly trustLevel: TrustLevel
  /** Time of the latest header that the client has accepted. */
  readonly latestTimeMs: number
  readonly isFrozen: boolean
}

/** The client of an end, as its ledger tells of it. */
export interface ClientHolder {
  readonly name: string
  readonly clientId: string
  /** Latest height that the client has accepted, and the oldest that it still builds on. @throws RelayerError CLIENT_UNKNOWN */
  clientHeights(): Promise<{ readonly latest: number; readonly oldest: number }>
  /** @throws RelayerError CLIENT_UNKNOWN */
  clientTrust(): Promise<ClientTrust>
  /** The state at the height, or at the nearest above. */
  clientState(height: number): Promise<KnownState>
}

/** Where messages are submitted. They are those of a zone; an end of another kind writes them in its own form. */
export interface MessageTaker {
  /** @throws SdkError TX_REFUSED where the ledger refused; any other where nothing was decided */
  submit(messages: readonly Message[]): Promise<unknown>
}

/**
 * One ledger as a link uses it: a zone or a chain of another kind. Packets, events and messages have the form that zones
 * give them, so that carrying does not know the difference. Each method throws SdkError where the ledger does not answer.
 */
export interface ChainEnd extends ClientHolder, MessageTaker {
  readonly chainId: string
  /** Between two headers that only keep the client's trust: where each is paid for, a small part of the trusting period. */
  readonly refreshMs: number
  status(): Promise<{ readonly height: number; readonly timeText: string }>
  lightBlock(height: number): Promise<LightBlock>
  /** What a search for headers wants; null: there is none of these heights. */
  wantedBlock(wanted: WantedBlock): Promise<LightBlock | null>
  /** Calls `take` with what happens to packets and clients from now on, block by block. */
  follow(take: (events: readonly Event[]) => void): Promise<void>
  /** Packets that were sent over the client and have not ended, page by page. */
  openPackets(): AsyncIterable<readonly PacketJson[]>
  /** The body of an open packet; undefined once it has ended. */
  openPacket(sequence: number): Promise<PacketJson | undefined>
  /** How far this ledger is with packets of its peer. */
  standingOf(packets: readonly PacketJson[]): Promise<Standing>
  /** Keys of packets (latin1 text) as of the last change, or as of `height`, under the header after it. */
  show(keys: readonly string[], height?: number): Promise<ShownKeys>
  /** The question of a dispatch that was sent to this port; undefined where the ledger keeps none. */
  question(port: string, dispatchId: string): Promise<Question | undefined>
  /** Height of the block in which this ledger answered a packet that came over its client; undefined if it has not. */
  answeredAt(clientId: string, sequence: number): Promise<number | undefined>
  onClose(run: () => void): void
  close(): void
}
