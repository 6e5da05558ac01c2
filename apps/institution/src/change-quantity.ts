import type { InstitutionContext } from './context.ts'
import { restOf } from './control/allocate.ts'
import { freeQuantity } from './control/item-context.ts'
import { activeMeasures, endExpired, lockAsset } from './db/rows.ts'
import type { AssetKey } from './db/rows.ts'
import { InstitutionError } from './institution-error.ts'

/** The holder's own deposit, always taken. @throws InstitutionError ASSET_UNKNOWN */
export function deposit(context: InstitutionContext, key: AssetKey, quantity: number): Promise<number> {
  return change(context, key, quantity, () => true)
}

/** The holder's own withdrawal: only of what no measure controls, and of nothing while one lets money in only. */
export function withdraw(context: InstitutionContext, key: AssetKey, quantity: number): Promise<number> {
  return change(context, key, -quantity, (free, isStopped) => !isStopped && quantity <= free)
}

async function change(
  context: InstitutionContext,
  key: AssetKey,
  by: number,
  isAllowed: (free: number, isStopped: boolean) => boolean,
): Promise<number> {
  await endExpired(context)
  return context.store.transaction(async (tx) => {
    const asset = await lockAsset(tx, key)
    if (asset === undefined) throw new InstitutionError('ASSET_UNKNOWN')
    const active = await activeMeasures(tx, asset.id)
    const isStopped = active.some(({ state, is_in_only: isInOnly }) => state === 'EFFECTIVE' && isInOnly)
    if (!isAllowed(restOf(freeQuantity(asset), active), isStopped)) throw new InstitutionError('WITHDRAWAL_REFUSED')
    await tx.query('update asset set quantity = quantity + $2 where id = $1', [asset.id, by])
    return asset.quantity + by
  })
}
