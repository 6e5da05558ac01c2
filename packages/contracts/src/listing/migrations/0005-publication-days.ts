import { rewriteRows } from '@xiezhi/kernel'
import type { Migration, StoredRow } from '@xiezhi/kernel'
import { mirrors } from '../state.ts'

/** Until version 4 a subscriber was not told the day of publication; the next view of the entry tells it. */
export const toPublicationDays: Migration = {
  to: 5,
  run: (ctx) => {
    rewriteRows(ctx, mirrors.prefix, (row) => {
      const view = row['view'] as StoredRow | null
      return view === null ? row : { ...row, view: { ...view, publishedOn: null } }
    })
  },
}
