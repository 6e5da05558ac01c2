import {
  array,
  base64Decode,
  CodecError,
  enumeration,
  hexBytes,
  hexDecode,
  integer,
  nullable,
  object,
} from '@xiezhi/codec'
import type { Infer, Schema } from '@xiezhi/codec'
import { acknowledgementKey, keyBytes, receiptKey } from '@xiezhi/interchain'
import type { ClientReads } from '@xiezhi/interchain'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { CollectionDefinition, ErrorKind, ReadContext, TxContext } from '@xiezhi/kernel'
import { actId, clientId } from './ids.ts'

/** Packets of one dispatch: the first and its re-sends. */
export const PACKETS_PER_DISPATCH_MAX = 16
/** How long after a deadline a header may still come before "no newer header" is recorded. */
export const OUTCOME_GRACE_MS = 600_000
/** Furthest deadline of a dispatch. */
export const DEADLINE_AHEAD_MAX_MS = 366 * 86_400_000
const RUNGS_MAX = 64

export const OUTCOMES = ['answered', 'silent', 'undelivered', 'no-newer-header'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const ADDITIONS = ['answered-late', 'held-answered', 'held-silent', 'held-undelivered'] as const
const PACKET_STATES = ['pending', 'acknowledged', 'error', 'timed-out'] as const

const instant = integer({ min: 0 })
const packetSchema = object({
  sequence: integer({ min: 1 }),
  timeoutSeconds: integer({ min: 1 }),
  /** Hex: the receiver's receipt of the packet. */
  packetHash: hexBytes(32),
  state: enumeration(PACKET_STATES),
})
const outcomeSchema = nullable(object({ kind: enumeration(OUTCOMES), atMs: instant }))
const additionSchema = object({ kind: enumeration(ADDITIONS), atMs: instant })

/** State of a dispatch: its packets, its one outcome, what was learnt later, and the delivery ladder (design 8, 9). */
export type Dispatch<R extends string = string> = {
  readonly dispatchId: string
  readonly client: string
  /** Deadline D, UTC milliseconds. */
  readonly deadlineMs: number
  readonly packets: readonly Infer<typeof packetSchema>[]
  readonly outcome: Infer<typeof outcomeSchema>
  readonly additions: readonly Infer<typeof additionSchema>[]
  readonly ladder: readonly { readonly rung: R; readonly atMs: number; readonly sequence: number }[]
}

/** The schema of a module's dispatches, with the rungs of its own ladder. */
export function dispatchSchema<R extends string>(rungs: readonly R[]): Schema<Dispatch<R>> {
  return object({
    dispatchId: actId,
    client: clientId,
    deadlineMs: instant,
    packets: array(packetSchema, { max: PACKETS_PER_DISPATCH_MAX }),
    outcome: outcomeSchema,
    additions: array(additionSchema, { max: 8 }),
    ladder: array(object({ rung: enumeration(rungs), atMs: instant, sequence: integer({ min: 1 }) }), {
      max: RUNGS_MAX,
    }),
  })
}

type PacketState = (typeof PACKET_STATES)[number]

/** Changes one packet of a dispatch and adds rungs of the ladder. */
export function withPacket<R extends string>(
  dispatch: Dispatch<R>,
  sequence: number,
  change: { readonly state: PacketState; readonly rungs: readonly R[]; readonly atMs: number },
): Dispatch<R> {
  const packets = dispatch.packets.map((one) => (one.sequence === sequence ? { ...one, state: change.state } : one))
  const rungs = change.rungs.map((rung) => ({ rung, atMs: change.atMs, sequence }))
  return { ...dispatch, packets, ladder: [...dispatch.ladder, ...rungs] }
}

/**
 * The outcome of a dispatch after an answer decided by the other zone at `answeredAtMs`. It is set once: what comes
 * after it is added and does not replace it. A late answer proves that none stood at the deadline; whether the packet
 * had arrived by then is what the answer says of it, and where it says nothing the two are of one block.
 */
export function answered<R extends string>(
  dispatch: Dispatch<R>,
  answeredAtMs: number,
  receivedAtMs = answeredAtMs,
): Dispatch<R> {
  const inTime = answeredAtMs <= dispatch.deadlineMs
  const { outcome } = dispatch
  if (outcome === null) {
    if (inTime) return { ...dispatch, outcome: { kind: 'answered', atMs: answeredAtMs } }
    const kind = receivedAtMs <= dispatch.deadlineMs ? 'silent' : 'undelivered'
    return withAddition({ ...dispatch, outcome: { kind, atMs: answeredAtMs } }, 'answered-late', answeredAtMs)
  }
  return withAddition(
    dispatch,
    inTime && outcome.kind === 'no-newer-header' ? 'held-answered' : 'answered-late',
    answeredAtMs,
  )
}

/** What a proof past the deadline says: the outcome, or, after "no newer header", what had held. */
export function proved<R extends string>(
  dispatch: Dispatch<R>,
  kind: 'silent' | 'undelivered',
  atMs: number,
): Dispatch<R> {
  if (dispatch.outcome === null) return { ...dispatch, outcome: { kind, atMs } }
  if (dispatch.outcome.kind !== 'no-newer-header') return dispatch
  return withAddition(dispatch, kind === 'silent' ? 'held-silent' : 'held-undelivered', atMs)
}

function withAddition<R extends string>(
  dispatch: Dispatch<R>,
  kind: (typeof ADDITIONS)[number],
  atMs: number,
): Dispatch<R> {
  const known = dispatch.additions.some((one) => one.kind === kind)
  return known ? dispatch : { ...dispatch, additions: [...dispatch.additions, { kind, atMs }] }
}

type LatestTime = Pick<ClientReads, 'latestTimeSeconds'>

/** The time past the deadline at which all packets of the dispatch are proved not to have arrived; undefined if not. */
export function undeliveredAtMs(ctx: ReadContext, clients: LatestTime, dispatch: Dispatch): number | undefined {
  if (!dispatch.packets.every(({ state }) => state === 'timed-out')) return undefined
  // A timed-out packet was proved absent at a time not before its timeout, and cannot arrive after it.
  const latestTimeoutMs = Math.max(...dispatch.packets.map(({ timeoutSeconds }) => timeoutSeconds * 1_000))
  const provedMs = Math.max(latestTimeoutMs, latestMs(ctx, clients, dispatch))
  return provedMs >= dispatch.deadlineMs ? provedMs : undefined
}

/** Time of the latest header of the other zone that this zone has accepted; 0 for none. */
function latestMs(ctx: ReadContext, clients: LatestTime, { client }: Dispatch): number {
  return (clients.latestTimeSeconds(ctx, client) ?? 0) * 1_000
}

/** Writes a dispatch and tells a new outcome or addition. */
export function storeDispatch<R extends string>(
  ctx: TxContext,
  rows: CollectionDefinition<Dispatch<R>>,
  before: Dispatch<R> | undefined,
  after: Dispatch<R>,
): void {
  const { dispatchId } = after
  rows(ctx.store).set(dispatchId, after)
  if (after.outcome !== null && before?.outcome == null) {
    ctx.emit({ type: 'DispatchOutcome', data: { dispatchId, outcome: after.outcome.kind } })
  }
  for (const { kind } of after.additions.slice(before?.additions.length ?? 0)) {
    ctx.emit({ type: 'DispatchAddition', data: { dispatchId, addition: kind } })
  }
}

/** What this zone can say, after the deadline, of a dispatch without an outcome; `unproved`: headers are here, no proof. */
export function settled<R extends string>(
  ctx: ReadContext,
  clients: LatestTime,
  dispatch: Dispatch<R>,
): Dispatch<R> | 'unproved' {
  const undelivered = undeliveredAtMs(ctx, clients, dispatch)
  if (undelivered !== undefined) return { ...dispatch, outcome: { kind: 'undelivered', atMs: undelivered } }
  if (latestMs(ctx, clients, dispatch) >= dispatch.deadlineMs) return 'unproved'
  return { ...dispatch, outcome: { kind: 'no-newer-header', atMs: ctx.block.decidedAtMs } }
}

/** Refusals of a proof of silence, of the module whose dispatch it is. */
export interface SilenceErrors {
  readonly PacketUnknown: ErrorKind
  readonly OutcomeProved: ErrorKind
  readonly HeightUnknown: ErrorKind
  readonly TooEarly: ErrorKind
  readonly ProofMalformed: ErrorKind
}

export interface SilenceClaim {
  readonly sequence: number
  /** Height of the other zone at which both proofs hold. */
  readonly height: number
  /** Base64. */
  readonly receiptProof: string
  readonly absenceProof: string
}

/**
 * The time, UTC milliseconds, at which the packet is proved to have arrived and to have no answer, past the deadline.
 * @throws ContractError of the given kinds, or the client's refusal of a proof
 */
export function provedSilentAtMs(
  ctx: ReadContext,
  clients: Pick<ClientReads, 'counterpartyOf' | 'consensusAt' | 'requireMembership' | 'requireAbsence'>,
  errors: SilenceErrors,
  dispatch: Dispatch,
  { sequence, height, receiptProof, absenceProof }: SilenceClaim,
): number {
  const packet = dispatch.packets.find((one) => one.sequence === sequence)
  ensure(packet !== undefined, errors.PacketUnknown, { sequence })
  const open = dispatch.outcome === null || dispatch.outcome.kind === 'no-newer-header'
  ensure(open, errors.OutcomeProved, { outcome: dispatch.outcome?.kind })
  const { client, deadlineMs } = dispatch
  const counterparty = clients.counterpartyOf(ctx, client)
  const seen = clients.consensusAt(ctx, client, height)
  ensure(counterparty !== undefined && seen !== undefined, errors.HeightUnknown, { client, height })
  // An answer stamped at the deadline is in time, and may stand in the very block whose header has that time.
  ensure(seen.timeMs > deadlineMs, errors.TooEarly, { atMs: seen.timeMs, deadlineMs })
  const at = { clientId: client, proofHeight: height }
  const proofOf = (text: string): Uint8Array => proofBytes(errors.ProofMalformed, text)
  const receipt = { ...at, key: keyBytes(receiptKey(counterparty, sequence)), proof: proofOf(receiptProof) }
  clients.requireMembership(ctx, receipt, hexDecode(packet.packetHash))
  const answer = keyBytes(acknowledgementKey(counterparty, sequence))
  clients.requireAbsence(ctx, { ...at, key: answer, proof: proofOf(absenceProof) })
  return seen.timeMs
}

/** Base64 of a proof. @throws ContractError of the given kind */
export function proofBytes(kind: ErrorKind, text: string): Uint8Array {
  try {
    return base64Decode(text)
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(kind, error.facts)
    throw error
  }
}
