import { rewriteRows } from '@xiezhi/kernel'
import type { Migration } from '@xiezhi/kernel'
import { packets, shares, subscriptions } from '../state.ts'

/** Until version 6 no subscription could be suspended, and nobody noted when a view had arrived, or under which subscription. */
export const toRequests: Migration = {
  to: 7,
  run: (ctx) => {
    const grants = new Map<string, number>()
    rewriteRows(ctx, subscriptions.prefix, (row) => {
      grants.set(`${row['client'] as string}/${row['subscriber'] as string}`, Number(row['grant']))
      return { ...row, suspendedAtMs: null }
    })
    for (const [under, grant] of grants) {
      const noted = { grant, deliveredAtMs: null, confirmedAtMs: null }
      rewriteRows(ctx, `${shares.prefix}/${under}`, (row) => ({ ...row, ...noted }))
    }
    rewriteRows(ctx, packets.prefix, (row) => ({ ...row, sentAtMs: 0 }))
  },
}
