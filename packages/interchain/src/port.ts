import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'

/** `ibc.core.channel.v2.Payload`; one a packet. */
export interface Payload {
  readonly sourcePort: string
  readonly destinationPort: string
  readonly version: string
  readonly encoding: string
  readonly value: Uint8Array
}

/** `ibc.core.channel.v2.Packet`. */
export interface Packet {
  /** From 1, by source client. */
  readonly sequence: number
  readonly sourceClient: string
  readonly destinationClient: string
  /** Whole seconds of the destination's header time from which it may no longer be received. */
  readonly timeoutSeconds: number
  readonly payload: Payload
}

export interface SendInput {
  readonly sourceClient: string
  readonly timeoutSeconds: number
  readonly payload: Payload
}

/** A checked send: nothing in `send` refuses any more. */
export interface SendPlan {
  readonly input: SendInput
  readonly destinationClient: string
}

export interface SentPacket {
  readonly sequence: number
  /** Hex of the commitment. */
  readonly packetHash: string
}

export interface PacketSender {
  /** All refusals. @throws ContractError */
  checkSend(ctx: CheckContext, input: SendInput): SendPlan
  send(ctx: TxContext, plan: SendPlan): SentPacket
}

export type ReceiveResult =
  { readonly kind: 'answered'; readonly acknowledgement: Uint8Array } | { readonly kind: 'later' }

export type Acknowledgement = { readonly kind: 'success'; readonly bytes: Uint8Array } | { readonly kind: 'error' }

/** What stands behind a port. */
export interface PacketApplication {
  readonly port: string
  /** A ContractError drops every write of the application and becomes the universal error acknowledgement. */
  onReceive(ctx: TxContext, packet: Packet): ReceiveResult
  /** A refusal here refuses the relay; the packet stays open. */
  onAcknowledge(ctx: TxContext, packet: Packet, acknowledgement: Acknowledgement): void
  onTimeout(ctx: TxContext, packet: Packet): void
}

/** For applications that answered `later`. */
export interface LateAcknowledger {
  /** @throws ContractError NotReceived, AcknowledgementExists, AcknowledgementIsSentinel, AcknowledgementBytes */
  writeAcknowledgement(ctx: TxContext, destinationClient: string, sequence: number, bytes: Uint8Array): void
}

/** Who may act on clients and relay packets; filled by the composition root. */
export interface InterchainPorts {
  /** Refuses unless a signer holds the role RELAYER. */
  mayRelay(ctx: CheckContext): void
  /** Refuses unless two natural persons with the role TRUST_OFFICER signed. */
  mayGovern(ctx: CheckContext): void
}

/** At the header time of the block. */
export type ClientStatus = 'Active' | 'Expired' | 'Frozen'

/** What a client keeps of a header it accepted. */
export interface ConsensusView {
  readonly height: number
  /** Whole seconds of the peer's header time, rounded down. */
  readonly timeSeconds: number
  /** UTC milliseconds of the peer's header time, rounded down. */
  readonly timeMs: number
  /** Hex. */
  readonly root: string
  readonly headerHash: string
  /** When this zone accepted it. */
  readonly acceptedAt: { readonly height: number; readonly timeMs: number; readonly decidedAtMs: number }
}

/** How much a statement of the peer's ledger is worth. Organisations come from this zone's anchors, never from the peer. */
export interface Assurance {
  readonly clientType: '07-tendermint'
  /** `consensus` only where no single organisation holds a third of the power. */
  readonly level: 'institution' | 'consensus'
  readonly statement: string
  readonly validators: number
  /** Validators without an anchor count together as one organisation. */
  readonly organisations: number
  /** Fewest organisations whose validators together hold more than two thirds of the power: so many can sign a header. */
  readonly threshold: number
}

export interface ForeignProof {
  readonly clientId: string
  readonly proofHeight: number
  /** `ibc.core.commitment.v1.MerkleProof`. */
  readonly proof: Uint8Array
  /** Store key of the peer without the registered prefix. */
  readonly key: Uint8Array
}

/** What other modules may know about clients. */
export interface ClientReads {
  /** Undefined for an unknown client, also below. */
  status(ctx: ReadContext, clientId: string): ClientStatus | undefined
  latestTimeSeconds(ctx: ReadContext, clientId: string): number | undefined
  latest(ctx: ReadContext, clientId: string): ConsensusView | undefined
  consensusAt(ctx: ReadContext, clientId: string, height: number): ConsensusView | undefined
  assurance(ctx: ReadContext, clientId: string): Assurance | undefined
  chainIdOf(ctx: ReadContext, clientId: string): string | undefined
  counterpartyOf(ctx: ReadContext, clientId: string): string | undefined
  /** The peer's state before `proofHeight` holds the value under the key. @throws ContractError */
  requireMembership(ctx: ReadContext, claim: ForeignProof, value: Uint8Array): ConsensusView
  /** The peer's state before `proofHeight` holds nothing under the key. @throws ContractError */
  requireAbsence(ctx: ReadContext, claim: ForeignProof): ConsensusView
  /** Keeps the consensus state of a height from pruning: evidence refers to it. */
  keep(ctx: TxContext, clientId: string, height: number): void
}
