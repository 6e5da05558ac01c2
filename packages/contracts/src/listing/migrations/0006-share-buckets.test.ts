import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { allEntries } from '../../all-entries.ts'
import { CLIENT, shared } from '../fixtures.ts'
import { shareBuckets, shares } from '../state.ts'
import { toShareBuckets } from './0006-share-buckets.ts'

test('what was shared under version 5 gets the sums of its buckets, as if each entry had been shared now', () => {
  const { chain } = shared()
  const store = new Overlay(chain.store)
  const unsent = { deliveredAtMs: null, confirmedAtMs: null }
  const row = { sentRevision: 1, confirmedRevision: 0, grant: 1, sentAtMs: 1, ...unsent }
  for (const [subscriber, id] of [
    ['platform', `e1${'07'.repeat(15)}`],
    ['platform', `e2${'07'.repeat(15)}`],
    ['railway', `e2${'07'.repeat(15)}`],
  ] as const)
    shares(store).set([CLIENT, subscriber, id], row)
  for (const { id } of [...allEntries(store, shareBuckets)]) shareBuckets(store).delete(...id)
  toShareBuckets.run({ ...chain.context(), store } as unknown as TxContext)
  const counts = [...allEntries(store, shareBuckets)].map(({ id, value }) => [...id.slice(1), value.count])
  expect(counts).toEqual([
    ['platform', 'e1', 2],
    ['platform', 'e2', 1],
    ['railway', 'e2', 1],
  ])
  const [, kept, other] = [...allEntries(store, shareBuckets)].map(({ value }) => value)
  expect(kept).toEqual(other)
})
