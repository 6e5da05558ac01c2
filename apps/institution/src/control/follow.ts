import type { ControlFeedback } from '@xiezhi/control-interface'
import { activeMeasures, promote } from '../db/rows.ts'
import type { MeasureRow } from '../db/rows.ts'
import { feedbackOf, isTermAllowed } from './freeze.ts'
import { countingFor, failed, standing } from './item-context.ts'
import type { ItemContext } from './item-context.ts'

/** The measure that the item names, if it is of the same court and case. */
export function priorOf({ request, item, active }: ItemContext): MeasureRow | undefined {
  return active.find(
    (one) =>
      one.request_no === item.priorRequestNo && one.case_no === item.priorCaseNo && one.court_id === request.courtId,
  )
}

/** 02 继续冻结: another last day, the same rank. */
export async function continueMeasure(context: ItemContext): Promise<ControlFeedback> {
  const { tx, item, asset } = context
  const prior = priorOf(context)
  if (prior === undefined) return failed(context, 'OTHER', '没有可以继续的措施')
  if (prior.pending > 0) return failed(context, 'PENDING_DEDUCTION')
  if (!isTermAllowed(context)) return failed(context, 'INSTRUMENT_INVALID', '期限已过或超过法定上限')
  await tx.query('update measure set to_on = $2 where id = $1', [prior.id, item.to ?? prior.to_on])
  const active = await activeMeasures(tx, asset.id)
  return feedbackOf(context, active.find(({ id }) => id === prior.id) ?? prior, active)
}

/** 04 解除冻结, 05 解除轮候冻结: whole, or by an amount. */
export async function release(context: ItemContext): Promise<ControlFeedback> {
  const { tx, request, item, asset } = context
  const prior = priorOf(context)
  if (prior === undefined) return failed(context, 'OTHER', '没有可以解除的措施')
  if (prior.pending > 0) return failed(context, 'PENDING_DEDUCTION')
  const isWaiting = item.measure === 'RELEASE_WAITING'
  if (isWaiting !== (prior.state === 'WAITING')) return failed(context, 'OTHER', '措施不在该状态')
  const part = countingFor(context) === 'UNITS' ? item.units : item.amountCents
  if (part !== undefined && part < prior.limit_quantity) {
    await tx.query('update measure set limit_quantity = limit_quantity - $2 where id = $1', [prior.id, part])
    const active = await activeMeasures(tx, asset.id)
    return feedbackOf(context, active.find(({ id }) => id === prior.id) ?? prior, active)
  }
  await tx.query("update measure set state = 'ENDED' where id = $1", [prior.id])
  await promote(tx, asset.id)
  const active = await activeMeasures(tx, asset.id)
  return {
    requestNo: request.requestNo,
    seq: item.seq,
    state: 'CONTROLLED',
    ...standing(context, asset.quantity, active),
    coreSerial: String(prior.id),
  }
}
