import type { ControlFeedback } from '@xiezhi/control-interface'
import { activeMeasures, promote } from '../db/rows.ts'
import type { MeasureRow } from '../db/rows.ts'
import { allocate, restOf } from './allocate.ts'
import { priorOf } from './follow.ts'
import { countingFor, earlierOf, failed, freeQuantity, standing } from './item-context.ts'
import type { ItemContext } from './item-context.ts'

/** The deduction is registered and carried out later. */
export const LATER = 'LATER'

/** 06 划拨: out of what the named measure controls. */
export async function deduct(context: ItemContext): Promise<ControlFeedback | typeof LATER> {
  const { tx, institution, request, item, asset, active } = context
  if (countingFor(context) !== 'MONEY') return failed(context, 'UNSUPPORTED_ASSET')
  const prior = priorOf(context)
  if (prior?.state !== 'EFFECTIVE') return failed(context, 'OTHER', '没有可以划拨的冻结')
  if (prior.pending > 0) return failed(context, 'PENDING_DEDUCTION')
  if (needsSettlement(context)) return failed(context, 'CURRENCY_UNSUPPORTED')
  const controlled = allocate(freeQuantity(asset), active).get(prior.id) ?? 0
  const amount = Math.min(item.amountCents ?? 0, controlled)
  if (amount === 0) return failed(context, 'BALANCE_ZERO')
  if (institution.behaviours.take('DEFERS_DEDUCTIONS')) {
    await tx.query('update measure set pending = $2 where id = $1', [prior.id, amount])
    await tx.query('insert into pending_deduction (request_no, seq, measure, amount) values ($1, $2, $3, $4)', [
      request.requestNo,
      item.seq,
      prior.id,
      amount,
    ])
    return LATER
  }
  return pay(context, amount, prior)
}

/** 07 提取收入, 08 冻结并划拨: what nobody controls is taken at once, so that it cannot leave in between. */
export async function takeAtOnce(context: ItemContext): Promise<ControlFeedback> {
  const { item, asset, active } = context
  if (countingFor(context) !== 'MONEY') return failed(context, 'UNSUPPORTED_ASSET')
  if (needsSettlement(context)) return failed(context, 'CURRENCY_UNSUPPORTED')
  const rest = restOf(freeQuantity(asset), active)
  if (rest === 0)
    return active.length > 0
      ? { ...failed(context, 'ALREADY_FROZEN'), earlier: earlierOf(context, active) }
      : failed(context, 'BALANCE_ZERO')
  return pay(context, Math.min(item.amountCents ?? 0, rest), undefined)
}

/** Foreign money is paid out in 人民币 only where the court orders it settled. */
function needsSettlement({ asset, item }: ItemContext): boolean {
  return asset.currency !== null && asset.currency !== 'CNY' && item.settleFx !== 'YES'
}

async function pay(context: ItemContext, amount: number, from: MeasureRow | undefined): Promise<ControlFeedback> {
  const { tx, request, item, asset } = context
  await payOut(tx, {
    requestNo: request.requestNo,
    seq: item.seq,
    asset: asset.id,
    amount,
    target: item.targetAccount ?? '',
    from,
  })
  const active = await activeMeasures(tx, asset.id)
  return {
    requestNo: request.requestNo,
    seq: item.seq,
    state: 'CONTROLLED',
    ...standing(
      { ...context, asset: { ...asset, quantity: asset.quantity - amount } },
      asset.quantity - amount,
      active,
    ),
    actualControlledCents: amount,
    overControlledCents: 0,
    deductedCents: amount,
  }
}

interface Payment {
  readonly requestNo: string
  readonly seq: number
  readonly asset: number
  readonly amount: number
  readonly target: string
  readonly from: Pick<MeasureRow, 'id' | 'limit_quantity'> | undefined
}

export async function payOut(tx: ItemContext['tx'], payment: Payment): Promise<void> {
  const { requestNo, seq, asset, amount, target, from } = payment
  await tx.query('update asset set quantity = quantity - $2 where id = $1', [asset, amount])
  await tx.query('insert into payment (request_no, seq, asset, amount, target_account) values ($1, $2, $3, $4, $5)', [
    requestNo,
    seq,
    asset,
    amount,
    target,
  ])
  if (from === undefined) return
  const isUsedUp = from.limit_quantity <= amount
  await tx.query(
    `update measure set pending = 0, limit_quantity = limit_quantity - $2, state = case when $3 then 'ENDED' else state end where id = $1`,
    [from.id, Math.min(amount, from.limit_quantity), isUsedUp],
  )
  if (isUsedUp) await promote(tx, asset)
}
