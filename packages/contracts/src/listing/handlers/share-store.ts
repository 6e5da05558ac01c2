import type { TxContext } from '@xiezhi/kernel'
import { EMPTY_SET, withId, withoutId } from './id-set.ts'
import { BUCKET_DIGITS, shareBuckets, shares } from '../state.ts'
import type { Share } from '../state.ts'

/** Client, subscriber, entry. */
export type ShareId = readonly [client: string, subscriber: string, entryId: string]

/** Writes who has an entry; the set that is compared every month follows. */
export function storeShare(ctx: TxContext, id: ShareId, share: Share): void {
  if (!shares(ctx.store).has(...id)) addToBucket(ctx, id)
  shares(ctx.store).set(id, share)
}

export function deleteShare(ctx: TxContext, id: ShareId): void {
  if (!shares(ctx.store).has(...id)) return
  shares(ctx.store).delete(...id)
  const bucket = bucketIdOf(id)
  const known = shareBuckets(ctx.store).get(...bucket) ?? EMPTY_SET
  const rest = withoutId(ctx.crypto, known, id[2])
  if (rest.count > 0) shareBuckets(ctx.store).set(bucket, rest)
  else shareBuckets(ctx.store).delete(...bucket)
}

/** Counts a share that stands into its bucket. */
export function addToBucket(ctx: TxContext, id: ShareId): void {
  const bucket = bucketIdOf(id)
  shareBuckets(ctx.store).set(bucket, withId(ctx.crypto, shareBuckets(ctx.store).get(...bucket) ?? EMPTY_SET, id[2]))
}

function bucketIdOf([client, subscriber, entryId]: ShareId): readonly [string, string, string] {
  return [client, subscriber, entryId.slice(0, BUCKET_DIGITS)]
}
