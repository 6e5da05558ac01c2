import type { TxContext } from '@xiezhi/kernel'
import { answered, settled, storeDispatch } from '../../dispatch-ledger.ts'
import { raiseAlarm } from '../api.ts'
import type { QueryPorts } from '../ports.ts'
import { dispatches, receipts } from '../state.ts'
import type { Dispatch } from '../state.ts'

/** Writes a dispatch and tells a new outcome or addition. */
export function store(ctx: TxContext, before: Dispatch | undefined, after: Dispatch): void {
  storeDispatch(ctx, dispatches, before, after)
}

/** Due effect after the deadline of a question: what this zone can say of it, or an alarm that no proof says it yet. */
export function settle(ctx: TxContext, ports: QueryPorts, dispatchId: string): void {
  const dispatch = dispatches(ctx.store).get(dispatchId)
  if (dispatch?.outcome !== null) return
  const late = receipts(ctx.store).get(dispatchId)
  // Nobody has proved that the question had arrived: by the rule of the port, receipt and answer are of one block.
  const after = late === undefined ? settled(ctx, ports.clients, dispatch) : answered(dispatch, late.result.decidedAtMs)
  if (after !== 'unproved') {
    store(ctx, dispatch, after)
    return
  }
  raiseAlarm(ctx, {
    alarmId: `outcome-${dispatchId.slice(0, 40)}`,
    kind: 'OUTCOME_UNPROVEN',
    owner: 'COURT_CLERK',
    subject: dispatchId,
  })
}
