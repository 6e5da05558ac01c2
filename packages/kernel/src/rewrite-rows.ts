import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from './context.ts'

const PAGE_ROWS = 1_000
export type StoredRow = Readonly<Record<string, Json>>

/** Writes each row of a collection anew, as an earlier version left it. */
export function rewriteRows(ctx: TxContext, of: string, change: (row: StoredRow) => StoredRow): void {
  const prefix = `${of}/`
  for (let after: string | undefined; ;) {
    const rows = ctx.store.scan(prefix, { limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) })
    for (const [key, bytes] of rows) ctx.store.set(key, encodeCanonical(change(decodeCanonical(bytes) as StoredRow)))
    after = rows.at(-1)?.[0]
    if (rows.length < PAGE_ROWS) return
  }
}
