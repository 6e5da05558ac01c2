import type { TxContext } from '@xiezhi/kernel'
import type { CourtOrder, EnforcementPorts, MeasureFact, MeasureNotice } from '../ports.ts'
import { assetOfMeasure, controlOfMeasure, controls, measuresOfAsset, searched } from '../state.ts'
import type { Control, ControlState } from '../state.ts'
import { endProposal, openProposalsOf, propose } from './propose.ts'
import { startPreSuitTerm } from './preservation.ts'
import { requireControl } from './require-case.ts'
import { noteRequery } from './round.ts'
import { grantTransfer } from './transfer.ts'
import { noteRemedy } from './wrong.ts'
import { scheduleReminders } from './remind.ts'

/** Orders of a signed instrument are on their way: controls begin, proposals that they carry out are signed. */
export function onIssued(ctx: TxContext, orders: readonly CourtOrder[]): void {
  for (const order of orders) {
    const { orderId, caseRef, institution, effect, instrumentId } = order
    const { action, asset, limitCents, whole, measureId } = effect
    if (action === 'FREEZE') {
      controls(ctx.store).set([caseRef, orderId], {
        orderId,
        caseRef,
        institution,
        asset: asset ?? '',
        limitCents,
        whole,
        state: 'ORDERED',
        measureId: null,
        rank: null,
        from: null,
        to: null,
        changedAtMs: ctx.block.decidedAtMs,
      })
      ctx.emit({ type: 'ControlOrdered', data: { caseRef, orderId, institution } })
    } else if (measureId !== null) signProposals(ctx, { caseRef, measureId, action, instrumentId })
    if (action === 'TRANSFER_DISPOSAL' && measureId !== null) grantTransfer(ctx, measureId, instrumentId)
    if (action === 'QUERY') noteRequery(ctx, caseRef, instrumentId)
    noteRemedy(ctx, order)
  }
}

/** The proved answer of the institution. */
export function onResult(
  ctx: TxContext,
  ports: EnforcementPorts,
  { orderId, caseRef, effect, result }: CourtOrder,
): void {
  if (result === null) return
  const { action } = effect
  const done = result.kind === 'FULFILLED' || result.kind === 'PARTIAL'
  if (action === 'FREEZE') {
    const control = controls(ctx.store).get(caseRef, orderId)
    if (control === undefined) return
    if (!done) change(ctx, control, { state: result.kind === 'REJECTED' ? 'REJECTED' : 'FAILED' })
    else if (result.measure !== null) {
      begin(ctx, ports, control, result.measure)
      startPreSuitTerm(ctx, ports, caseRef)
    }
    return
  }
  if (action === 'QUERY' && done && !searched(ctx.store).has(caseRef))
    searched(ctx.store).set(caseRef, ctx.block.decidedAtMs)
  if (!done || effect.measureId === null) return
  const control = requireControl(ctx, caseRef, effect.measureId)
  const after = change(ctx, control, changesBy(effect, result.measure))
  if (action === 'RENEW') scheduleReminders(ctx, ports, after)
}

/** What the carrying out of an order changes of the control that it is about. */
function changesBy({ action, limitCents }: CourtOrder['effect'], measure: MeasureFact | null): Partial<Control> {
  switch (action) {
    case 'RELEASE':
      return { state: 'RELEASED', rank: null }
    case 'REDUCE':
      return { limitCents }
    case 'SUSPEND':
      return { state: 'SUSPENDED' }
    case 'RESUME':
      return { state: 'EFFECTIVE' }
    case 'CLOSE_DISPOSAL':
      return { state: 'DISPOSED', rank: null }
    case 'RENEW':
      return measure === null ? {} : { to: measure.to }
    default:
      return {}
  }
}

/** What became of a measure later. */
export function onNotice(
  ctx: TxContext,
  ports: EnforcementPorts,
  { event, measure }: MeasureNotice,
  order: CourtOrder,
): void {
  if (event === 'BOOKED_LATE') {
    bookedLate(ctx, ports, order, measure)
    return
  }
  const row = controlOfMeasure(ctx.store).get(measure.measureId)
  const control = row === undefined ? undefined : controls(ctx.store).get(row.caseRef, row.orderId)
  if (control === undefined) return
  if (event === 'PROMOTED' || event === 'DEMOTED') begin(ctx, ports, control, measure)
  else if (ENDS.includes(event as ControlState)) change(ctx, control, { state: event as ControlState, rank: null })
}

/**
 * The institution had carried out an order when its revocation arrived. What stands is what its register says: the control
 * follows it, and a measure that began without an instrument in force is proposed for release.
 */
function bookedLate(ctx: TxContext, ports: EnforcementPorts, order: CourtOrder, measure: MeasureFact): void {
  const { caseRef, orderId, effect } = order
  if (effect.action !== 'FREEZE') {
    change(ctx, requireControl(ctx, caseRef, measure.measureId), changesBy(effect, measure))
    return
  }
  const control = controls(ctx.store).get(caseRef, orderId)
  if (control === undefined) return
  const after = begin(ctx, ports, control, measure)
  propose(ctx, after, { kind: 'RELEASE', keepCents: null, reason: 'INSTRUMENT_REVOKED', rule: 'X-70', dueOn: null })
}

const ENDS: readonly ControlState[] = ['EXPIRED', 'RELEASED', 'SURPLUS_CLAIM', 'DISPOSED']

/** The measure stands, in effect or waiting. */
function begin(ctx: TxContext, ports: EnforcementPorts, control: Control, measure: MeasureFact): Control {
  const { measureId, assetKey, rank, from, to } = measure
  const { caseRef, orderId, institution } = control
  controlOfMeasure(ctx.store).set(measureId, { caseRef, orderId })
  measuresOfAsset(ctx.store).set([institution, assetKey, measureId], { caseRef, orderId })
  assetOfMeasure(ctx.store).set(measureId, { institution, assetKey })
  const after = change(ctx, control, { state: rank === 0 ? 'EFFECTIVE' : 'WAITING', measureId, rank, from, to })
  scheduleReminders(ctx, ports, after)
  return after
}

function change(ctx: TxContext, control: Control, changes: Partial<Control>): Control {
  const { caseRef, orderId } = control
  const after = { ...control, ...changes, changedAtMs: ctx.block.decidedAtMs }
  controls(ctx.store).set([caseRef, orderId], after)
  ctx.emit({ type: 'ControlChanged', data: { caseRef, orderId, state: after.state } })
  return after
}

const CARRIED_OUT_BY: Readonly<Record<string, readonly string[]>> = {
  RELEASE: ['RELEASE', 'REDUCE', 'RENEW'],
  REDUCE: ['REDUCE'],
  RENEW: ['RENEW'],
}

function signProposals(
  ctx: TxContext,
  by: {
    readonly caseRef: string
    readonly measureId: string
    readonly action: string
    readonly instrumentId: string
  },
): void {
  const { caseRef, measureId, action, instrumentId } = by
  for (const proposal of openProposalsOf(ctx, caseRef, measureId)) {
    if (CARRIED_OUT_BY[action]?.includes(proposal.kind) !== true) continue
    const { proposalId } = proposal
    endProposal(ctx, proposal, { state: 'SIGNED', instrumentId })
    ctx.emit({ type: 'ProposalSigned', data: { caseRef, proposalId, instrumentId } })
  }
}
