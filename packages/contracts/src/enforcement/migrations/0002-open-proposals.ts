import type { Migration } from '@xiezhi/kernel'
import { allEntries } from '../../all-entries.ts'
import { openProposals, proposals } from '../state.ts'

/** Until version 2 an open proposal was found among all of its case. Each gets its row in the index. */
export const toOpenProposals: Migration = {
  to: 2,
  run: (ctx) => {
    const open = [...allEntries(ctx.store, proposals)].filter(({ value }) => value.state === 'OPEN')
    for (const { value } of open) {
      openProposals(ctx.store).set([value.caseRef, value.measureId, value.kind], value.proposalId)
    }
  },
}
