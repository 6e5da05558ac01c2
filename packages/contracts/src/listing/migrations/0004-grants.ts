import { rewriteRows } from '@xiezhi/kernel'
import type { Migration } from '@xiezhi/kernel'
import { entries, mirrors, receipts, subscriptions, withdrawals } from '../state.ts'

/** Until version 3 a subscriber had one subscription for good, and no entry a repair or a restructuring. */
export const toGrants: Migration = {
  to: 4,
  run: (ctx) => {
    for (const { prefix } of [subscriptions, withdrawals, mirrors, receipts]) {
      rewriteRows(ctx, prefix, (row) => ({ ...row, grant: 1 }))
    }
    rewriteRows(ctx, entries.prefix, (row) => ({ ...row, repair: null, restructuring: null }))
  },
}
