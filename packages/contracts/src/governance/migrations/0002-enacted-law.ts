import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { sameLayout } from '@xiezhi/kernel'
import type { Migration } from '@xiezhi/kernel'
import * as state from '../state.ts'

const PAGE_ROWS = 1_000

/**
 * Until version 2 an enacted value held for every case from its day on: `LAW_REQUIRES_NEW`. A notice had no days then, so
 * nothing could rest on it; a state that has one is refused, for its days are not known here.
 */
export const toEnactedLaw: Migration = {
  to: 2,
  run: (ctx) => {
    const prefix = `${state.parameters.prefix}/`
    for (let after: string | undefined; ;) {
      const rows = ctx.store.scan(prefix, { limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) })
      for (const [key, bytes] of rows) {
        const row = decodeCanonical(bytes) as { readonly [key: string]: Json }
        ctx.store.set(key, encodeCanonical({ ...row, migration: 'LAW_REQUIRES_NEW' }))
      }
      after = rows.at(-1)?.[0]
      if (rows.length < PAGE_ROWS) break
    }
    sameLayout('governance', 2, state).run(ctx)
  },
}
