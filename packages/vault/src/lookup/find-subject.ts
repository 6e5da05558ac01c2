import type { Json } from '@xiezhi/codec'
import type { VaultContext } from '../context.ts'
import { epochInState, indexKey } from './epochs.ts'

/** The binding of index key and person is the gateway's word; the ledger proves the index key alone. */
export interface Found {
  readonly epoch: number
  readonly indexKey: string
  /** Null: nobody under this complete epoch. */
  readonly subject: string | null
  readonly assurance: 'GATEWAY_ASSERTS_BINDING'
}

/** Looks a person up by a number, under the complete epoch of a purpose. @throws VaultError EPOCH_NONE */
export async function findSubject(ctx: VaultContext, purpose: string, value: Json): Promise<Found> {
  const epoch = await epochInState(ctx, ctx.db, purpose, 'COMPLETE')
  const key = indexKey(ctx, epoch, value)
  const row = await ctx.db
    .selectFrom('vault.index_entry')
    .select('subject')
    .where('purpose', '=', purpose)
    .where('epoch', '=', epoch.epoch)
    .where('index_key', '=', key)
    .executeTakeFirst()
  return { epoch: epoch.epoch, indexKey: key, subject: row?.subject ?? null, assurance: 'GATEWAY_ASSERTS_BINDING' }
}
