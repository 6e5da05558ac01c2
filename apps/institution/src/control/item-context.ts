import type {
  ControlFeedback,
  ControlItem,
  ControlRequest,
  EarlierMeasure,
  FailureReason,
} from '@xiezhi/control-interface'
import type { InstitutionContext } from '../context.ts'
import type { AssetRow, MeasureRow } from '../db/rows.ts'
import type { Tx } from '../db/store.ts'
import { countingOf } from '../profile.ts'
import type { Counting } from '../profile.ts'
import { allocate } from './allocate.ts'

/** One item of a request, with the asset that it is about held for this transaction. */
export interface ItemContext {
  readonly institution: InstitutionContext
  readonly tx: Tx
  readonly request: ControlRequest
  readonly item: ControlItem
  readonly asset: AssetRow
  /** Not ended, in the order of registration. */
  readonly active: readonly MeasureRow[]
}

export function countingFor({ institution }: ItemContext): Counting {
  return countingOf(institution.profile)
}

/** Units of a pledge, or 分 of a loan on the policy: not the debtor's to lose. */
export function freeQuantity(asset: AssetRow): number {
  const { pledgedUnits, loanCents } = asset.details
  const encumbered = typeof pledgedUnits === 'number' ? pledgedUnits : typeof loanCents === 'number' ? loanCents : 0
  return Math.max(0, asset.quantity - encumbered)
}

export function failed(
  { request, item }: Pick<ItemContext, 'request' | 'item'>,
  failureReason: FailureReason,
  failureText?: string,
): ControlFeedback {
  return {
    requestNo: request.requestNo,
    seq: item.seq,
    state: 'NOT_CONTROLLED',
    failureReason,
    ...(failureText === undefined ? {} : { failureText }),
  }
}

/** Fields of the feedback that tell how the asset stands, after what was done to it. */
export function standing(
  context: ItemContext,
  quantity: number,
  active: readonly MeasureRow[],
): Partial<ControlFeedback> {
  const { asset, item } = context
  if (countingFor(context) !== 'MONEY') return {}
  const taken = [...allocate(quantity - (asset.quantity - freeQuantity(asset)), active).values()]
  const isStopped = active.some(({ state, is_in_only: isInOnly }) => state === 'EFFECTIVE' && isInOnly)
  const available = taken.reduce(
    (rest, part) => rest - part,
    Math.max(0, quantity - (asset.quantity - freeQuantity(asset))),
  )
  return {
    ...(item.currency === undefined && asset.currency === null ? {} : { currency: asset.currency ?? 'CNY' }),
    balanceCents: quantity,
    availableCents: isStopped ? 0 : available,
  }
}

export function earlierOf(context: ItemContext, measures: readonly MeasureRow[]): readonly EarlierMeasure[] {
  const counting = countingFor(context)
  return measures.map(({ court_name: organ, case_no: caseNo, to_on: to, limit_quantity: limit }) => ({
    organ,
    caseNo,
    to,
    ...(counting === 'MONEY' ? { amountCents: limit } : counting === 'UNITS' ? { units: limit } : {}),
  }))
}
