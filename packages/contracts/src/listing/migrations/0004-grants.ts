import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Migration, TxContext } from '@xiezhi/kernel'
import { entries, mirrors, receipts, subscriptions, withdrawals } from '../state.ts'

const PAGE_ROWS = 1_000
type Row = Readonly<Record<string, Json>>

/** Until version 3 a subscriber had one subscription for good, and no entry a repair or a restructuring. */
export const toGrants: Migration = {
  to: 4,
  run: (ctx) => {
    for (const { prefix } of [subscriptions, withdrawals, mirrors, receipts]) {
      addTo(ctx, prefix, { grant: 1 })
    }
    addTo(ctx, entries.prefix, { repair: null, restructuring: null })
  },
}

function addTo(ctx: TxContext, of: string, added: Row): void {
  const prefix = `${of}/`
  for (let after: string | undefined; ;) {
    const rows = ctx.store.scan(prefix, { limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) })
    for (const [key, bytes] of rows) {
      ctx.store.set(key, encodeCanonical({ ...(decodeCanonical(bytes) as Row), ...added }))
    }
    after = rows.at(-1)?.[0]
    if (rows.length < PAGE_ROWS) return
  }
}
