import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { raiseAlarm } from '../api.ts'
import type { QueryPorts } from '../ports.ts'
import { dispatches } from '../state.ts'
import type { Dispatch, Outcome } from '../state.ts'

/** How long after a deadline a header may still come before "no newer header" is recorded. */
export const OUTCOME_GRACE_MS = 600_000

type PacketState = Dispatch['packets'][number]['state']
type Rung = Dispatch['ladder'][number]['rung']

/** Changes one packet of a dispatch and adds a rung of the ladder. */
export function withPacket(
  dispatch: Dispatch,
  sequence: number,
  change: { readonly state: PacketState; readonly rungs: readonly Rung[]; readonly atMs: number },
): Dispatch {
  const packets = dispatch.packets.map((one) => (one.sequence === sequence ? { ...one, state: change.state } : one))
  const rungs = change.rungs.map((rung) => ({ rung, atMs: change.atMs, sequence }))
  return { ...dispatch, packets, ladder: [...dispatch.ladder, ...rungs] }
}

/**
 * The outcome of a dispatch after an answer decided by the other zone at `answeredAtMs`. It is set once: what comes
 * after it is added and does not replace it.
 */
export function answered(dispatch: Dispatch, answeredAtMs: number): Dispatch {
  const inTime = answeredAtMs <= dispatch.deadlineMs
  const { outcome } = dispatch
  if (outcome === null) {
    if (inTime) return { ...dispatch, outcome: { kind: 'answered', atMs: answeredAtMs } }
    // Receipt and answer are of one block: at the deadline nothing had arrived.
    const late = { ...dispatch, outcome: { kind: 'undelivered' as const, atMs: answeredAtMs } }
    return withAddition(late, 'answered-late', answeredAtMs)
  }
  return withAddition(
    dispatch,
    inTime && outcome.kind === 'no-newer-header' ? 'held-answered' : 'answered-late',
    answeredAtMs,
  )
}

/** What a proof past the deadline says: the outcome, or, after "no newer header", what had held. */
export function proved(dispatch: Dispatch, kind: 'silent' | 'undelivered', atMs: number): Dispatch {
  if (dispatch.outcome === null) return { ...dispatch, outcome: { kind, atMs } }
  if (dispatch.outcome.kind !== 'no-newer-header') return dispatch
  return withAddition(dispatch, kind === 'silent' ? 'held-silent' : 'held-undelivered', atMs)
}

function withAddition(dispatch: Dispatch, kind: Dispatch['additions'][number]['kind'], atMs: number): Dispatch {
  const known = dispatch.additions.some((one) => one.kind === kind)
  return known ? dispatch : { ...dispatch, additions: [...dispatch.additions, { kind, atMs }] }
}

/** The time past the deadline at which all packets of the dispatch are proved not to have arrived; undefined if not. */
export function undeliveredAtMs(ctx: ReadContext, ports: QueryPorts, dispatch: Dispatch): number | undefined {
  if (!dispatch.packets.every(({ state }) => state === 'timed-out')) return undefined
  // A timed-out packet was proved absent at a time not before its timeout, and cannot arrive after it.
  const latestTimeoutMs = Math.max(...dispatch.packets.map(({ timeoutSeconds }) => timeoutSeconds * 1_000))
  const provedMs = Math.max(latestTimeoutMs, latestMs(ctx, ports, dispatch))
  return provedMs >= dispatch.deadlineMs ? provedMs : undefined
}

/** Time of the latest header of the other zone that this zone has accepted; 0 for none. */
function latestMs(ctx: ReadContext, ports: QueryPorts, { client }: Dispatch): number {
  return (ports.clients.latestTimeSeconds(ctx, client) ?? 0) * 1_000
}

/** Writes a dispatch and tells a new outcome or addition. */
export function store(ctx: TxContext, before: Dispatch | undefined, after: Dispatch): void {
  const { dispatchId } = after
  dispatches(ctx.store).set(dispatchId, after)
  if (after.outcome !== null && before?.outcome == null) {
    ctx.emit({ type: 'DispatchOutcome', data: { dispatchId, outcome: after.outcome.kind } })
  }
  for (const { kind } of after.additions.slice(before?.additions.length ?? 0)) {
    ctx.emit({ type: 'DispatchAddition', data: { dispatchId, addition: kind } })
  }
}

/** Due effect after the deadline: what this zone can say of a dispatch without an outcome. */
export function settle(ctx: TxContext, ports: QueryPorts, dispatchId: string): void {
  const dispatch = dispatches(ctx.store).get(dispatchId)
  if (dispatch?.outcome !== null) return
  const atMs = ctx.block.decidedAtMs
  const undelivered = undeliveredAtMs(ctx, ports, dispatch)
  let kind: Outcome | undefined
  if (undelivered !== undefined) kind = 'undelivered'
  else if (latestMs(ctx, ports, dispatch) < dispatch.deadlineMs) kind = 'no-newer-header'
  if (kind !== undefined) {
    store(ctx, dispatch, { ...dispatch, outcome: { kind, atMs: undelivered ?? atMs } })
    return
  }
  // Headers past the deadline are here, but no proof says yet what they hold.
  raiseAlarm(ctx, {
    alarmId: `outcome-${dispatchId.slice(0, 40)}`,
    kind: 'OUTCOME_UNPROVEN',
    owner: 'COURT_CLERK',
    subject: dispatchId,
  })
}
