import type { Migration } from '@xiezhi/kernel'
import { allEntries } from '../../all-entries.ts'
import { setOf } from '../handlers/id-set.ts'
import { BUCKET_DIGITS, shareBuckets, shares } from '../state.ts'

/** Until version 6 the set of a subscriber was read as a whole for each comparison. Each of its buckets gets its sum. */
export const toShareBuckets: Migration = {
  to: 6,
  run: (ctx) => {
    let bucket: [string, string, string] = ['', '', '']
    let ids: string[] = []
    const close = (): void => {
      if (ids.length > 0) shareBuckets(ctx.store).set(bucket, setOf(ctx.crypto, ids))
    }
    // In key order: those of a bucket stand together.
    for (const { id } of allEntries(ctx.store, shares)) {
      const [client = '', subscriber = '', entryId = ''] = id
      const own = entryId.slice(0, BUCKET_DIGITS)
      if (bucket[0] !== client || bucket[1] !== subscriber || bucket[2] !== own) {
        close()
        bucket = [client, subscriber, own]
        ids = []
      }
      ids.push(entryId)
    }
    close()
  },
}
