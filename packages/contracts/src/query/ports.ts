import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { Json } from '@xiezhi/codec'
import type { LawBook } from '@xiezhi/law'
import type { Assurance, Finding, Notice, Question, Receipt } from './state.ts'

export type QueryRole = 'COURT_FILING' | 'COURT_CLERK' | 'COURT_JUDGE' | 'COURT_PRESIDENT' | 'JUSTICE_BUREAU'

export interface QueryActor {
  readonly organisation: string
  readonly officer: string
  readonly personId: string
  readonly roles: readonly string[]
}

/** Sends packets; all refusals are in `checkSend`. As `@xiezhi/interchain` gives it. */
export interface Sender {
  checkSend(ctx: CheckContext, input: SendInput): unknown
  send(ctx: TxContext, plan: unknown): { readonly sequence: number }
}

export interface SendInput {
  readonly sourceClient: string
  readonly timeoutSeconds: number
  readonly payload: PacketPayload
}

export interface PacketPayload {
  readonly sourcePort: string
  readonly destinationPort: string
  readonly version: string
  readonly encoding: string
  readonly value: Uint8Array
}

export interface ReceivedPacket {
  readonly sequence: number
  readonly sourceClient: string
  readonly destinationClient: string
  readonly timeoutSeconds: number
  readonly payload: PacketPayload
}

/** What the other zone's store says at a height, by proof. Each throws what the client throws. */
export interface RemoteState {
  timeSeconds(ctx: ReadContext, client: string, height: number): number
  requireReceipt(ctx: ReadContext, input: RemoteProof): void
  requireNoAcknowledgement(ctx: ReadContext, input: RemoteProof): void
}

export interface RemoteProof {
  readonly client: string
  readonly sequence: number
  readonly height: number
  readonly proof: Uint8Array
}

/** What this module needs from others. */
export interface QueryPorts {
  requireRole(ctx: CheckContext, role: QueryRole | readonly QueryRole[]): QueryActor
  lawBook(ctx: ReadContext): LawBook
  readonly sender: Sender
  assurance(ctx: ReadContext, client: string): Assurance
  /** Time of the latest header of the other zone, seconds since 1970. */
  latestTimeSeconds(ctx: ReadContext, client: string): number
  readonly remote: RemoteState
  /** Policy document in force (see `accessPolicySchema`); undefined or malformed: nothing is answered. */
  accessPolicy(ctx: ReadContext): Json | undefined
  /** Computes a finding from this zone's records; undefined where the zone has none. */
  findStanding?(ctx: ReadContext, question: Question): Finding
  /** A receipt has come. */
  onAnswer(ctx: TxContext, receipt: Receipt): void
  /** A status event has come for these cases of this zone. */
  onNotice(
    ctx: TxContext,
    input: { readonly client: string; readonly notice: Notice; readonly caseRefs: readonly string[] },
  ): void
}
