import type { Migration } from '@xiezhi/kernel'
import { allEntries } from '../../all-entries.ts'
import { activeCounts, indexLeaves } from '../state.ts'

/** Until version 3 nothing said how many leaves stand under an index key. Each key gets its counts. */
export const toActiveCounts: Migration = {
  to: 3,
  run: (ctx) => {
    for (const { id, value } of [...allEntries(ctx.store, indexLeaves)]) {
      const key = id[0] ?? ''
      const { dishonest, consumption } = activeCounts(ctx.store).get(key) ?? { dishonest: 0, consumption: 0 }
      const isDishonest = value.list === 'DISHONEST'
      activeCounts(ctx.store).set([key], {
        dishonest: dishonest + (isDishonest ? 1 : 0),
        consumption: consumption + (isDishonest ? 0 : 1),
      })
    }
  },
}
