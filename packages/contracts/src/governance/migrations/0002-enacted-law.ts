import { rewriteRows, sameLayout } from '@xiezhi/kernel'
import type { Migration } from '@xiezhi/kernel'
import * as state from '../state.ts'

/**
 * Until version 2 an enacted value held for every case from its day on: `LAW_REQUIRES_NEW`. A notice had no days then, so
 * nothing could rest on it; a state that has one is refused, for its days are not known here.
 */
export const toEnactedLaw: Migration = {
  to: 2,
  run: (ctx) => {
    rewriteRows(ctx, state.parameters.prefix, (row) => ({ ...row, migration: 'LAW_REQUIRES_NEW' }))
    sameLayout('governance', 2, state).run(ctx)
  },
}
