import type { ControlFeedback } from '@xiezhi/control-interface'
import { bundledLaw, evaluate } from '@xiezhi/law'
import { activeMeasures } from '../db/rows.ts'
import type { MeasureRow } from '../db/rows.ts'
import { allocate, rankOf, restOf } from './allocate.ts'
import { countingFor, earlierOf, failed, freeQuantity, standing } from './item-context.ts'
import type { ItemContext } from './item-context.ts'

/** 01 冻结, 03 轮候冻结. */
export async function freeze(context: ItemContext): Promise<ControlFeedback> {
  const { institution, item, asset, active } = context
  const { profile, behaviours } = institution
  const free = freeQuantity(asset)
  const rest = restOf(free, active)
  if (!isTermAllowed(context)) return failed(context, 'INSTRUMENT_INVALID', '期限已过或超过法定上限')
  const isTaken = active.length > 0 && (countingFor(context) === 'WHOLE' || rest === 0)
  if (item.measure === 'FREEZE' && isTaken)
    return {
      ...failed(context, 'ALREADY_FROZEN'),
      ...standing(context, asset.quantity, active),
      earlier: earlierOf(context, active),
    }
  if (free === 0 && !profile.freezesEmpty) return failed(context, 'BALANCE_ZERO')
  const wanted = wantedOf(context)
  const limit = behaviours.take('FREEZES_TOO_MUCH') ? Math.max(wanted, free) : wanted
  const measure = await register(context, isTaken ? 'WAITING' : 'EFFECTIVE', limit)
  const now = await activeMeasures(context.tx, asset.id)
  return feedbackOf(context, measure, now, wanted)
}

function wantedOf(context: ItemContext): number {
  const { item } = context
  const counting = countingFor(context)
  if (counting === 'MONEY') return item.amountCents ?? 0
  return counting === 'UNITS' ? (item.units ?? 0) : 1
}

/** R20-09: neither a new measure nor a continued one lasts longer than the law's cap. */
export function isTermAllowed({ institution, item }: ItemContext): boolean {
  const { profile, behaviours } = institution
  const { from, to } = item
  if (from === undefined || to === undefined || profile.termAsset === undefined) return true
  if (to < institution.calendar.today()) return false
  const { output } = evaluate('measure.term', { asset: profile.termAsset, startOn: from, months: 1 }, bundledLaw)
  const latestTo = output['latestTo']
  return (typeof latestTo === 'string' && to <= latestTo) || behaviours.take('IGNORES_TERM_CAP')
}

async function register(context: ItemContext, state: 'EFFECTIVE' | 'WAITING', limit: number): Promise<MeasureRow> {
  const { tx, institution, request, item, asset } = context
  const { rows } = await tx.query<MeasureRow>(
    `insert into measure (asset, request_no, seq, court_id, court_name, case_no, state, is_in_only, limit_quantity, from_on, to_on, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning *`,
    [
      asset.id,
      request.requestNo,
      item.seq,
      request.courtId,
      request.courtName,
      request.caseNo,
      state,
      item.content === 'ACCOUNT',
      limit,
      item.from ?? '',
      item.to ?? '',
      institution.calendar.now(),
    ],
  )
  return rows[0] as MeasureRow
}

/** How a measure stands: what it controls now, and where it waits. */
export function feedbackOf(
  context: ItemContext,
  measure: MeasureRow,
  active: readonly MeasureRow[],
  wanted = measure.limit_quantity,
): ControlFeedback {
  const { request, item, asset } = context
  const counting = countingFor(context)
  const actual = allocate(freeQuantity(asset), active).get(measure.id) ?? 0
  const earlier = active.filter(({ id }) => id < measure.id)
  return {
    requestNo: request.requestNo,
    seq: item.seq,
    state: 'CONTROLLED',
    ...standing(context, asset.quantity, active),
    measureFrom: measure.from_on,
    measureTo: measure.to_on,
    registeredAt: measure.registered_at,
    rank: rankOf(measure, active),
    coreDate: measure.registered_at.slice(0, 10),
    coreSerial: String(measure.id),
    ...(counting === 'MONEY'
      ? {
          freezeMode: measure.is_in_only ? 'IN_ONLY' : 'LIMIT',
          freezeLimitCents: measure.limit_quantity,
          actualControlledCents: actual,
          overControlledCents: Math.max(0, actual - wanted),
        }
      : {}),
    ...(counting === 'UNITS' ? { controlledUnits: actual } : {}),
    ...(counting === 'WHOLE' ? { sealBusinessNo: `CF${measure.id}` } : {}),
    ...(earlier.length === 0 ? {} : { earlier: earlierOf(context, earlier) }),
  }
}
