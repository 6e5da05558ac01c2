import type { MeasureRow } from '../db/rows.ts'

/**
 * What each effective measure controls of `quantity`: the earlier ones first, each up to its limit. Money that comes later fills
 * limits in the same order.
 */
export function allocate(
  quantity: number,
  measures: readonly Pick<MeasureRow, 'id' | 'state' | 'limit_quantity'>[],
): ReadonlyMap<number, number> {
  const taken = new Map<number, number>()
  let rest = quantity
  for (const { id, state, limit_quantity: limit } of measures) {
    if (state !== 'EFFECTIVE') continue
    const part = Math.min(limit, rest)
    taken.set(id, part)
    rest -= part
  }
  return taken
}

/** What no measure controls. */
export function restOf(
  quantity: number,
  measures: readonly Pick<MeasureRow, 'id' | 'state' | 'limit_quantity'>[],
): number {
  return [...allocate(quantity, measures).values()].reduce((rest, part) => rest - part, quantity)
}

/** Place among those that wait, from 1; 0 for what is in effect. */
export function rankOf(
  measure: Pick<MeasureRow, 'id' | 'state'>,
  measures: readonly Pick<MeasureRow, 'id' | 'state'>[],
): number {
  if (measure.state !== 'WAITING') return 0
  return measures.filter(({ id, state }) => state === 'WAITING' && id <= measure.id).length
}
