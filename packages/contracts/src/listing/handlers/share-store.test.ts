import { nodeCrypto } from '@xiezhi/crypto/node'
import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { allEntries } from '../../all-entries.ts'
import { CLIENT, court } from '../fixtures.ts'
import { setOf } from './id-set.ts'
import { shareBuckets, shares } from '../state.ts'
import { deleteShare, storeShare } from './share-store.ts'
import type { ShareId } from './share-store.ts'

const idOf = (n: number, bucket = 'a1'): string => `${bucket}${n.toString(16).padStart(30, '0')}`
const shareId = (id: string): ShareId => [CLIENT, 'platform', id]
const SHARE = {
  sentRevision: 1,
  confirmedRevision: 0,
  grant: 1,
  sentAtMs: 1,
  deliveredAtMs: null,
  confirmedAtMs: null,
}

test('buckets follow what is shared, sent again and withdrawn, and go with the last', () => {
  const { chain } = court()
  const ctx = { ...chain.context(), store: new Overlay(chain.store) } as unknown as TxContext
  for (const n of [1, 2, 3]) storeShare(ctx, shareId(idOf(n)), SHARE)
  storeShare(ctx, shareId(idOf(1, 'b2')), SHARE)
  storeShare(ctx, shareId(idOf(2)), { ...SHARE, sentRevision: 2 })
  const rows = (): unknown => [...allEntries(ctx.store, shareBuckets)].map(({ id, value }) => [id[2], value])
  expect(rows()).toEqual([
    [
      'a1',
      setOf(
        nodeCrypto,
        [1, 2, 3].map((n) => idOf(n)),
      ),
    ],
    ['b2', setOf(nodeCrypto, [idOf(1, 'b2')])],
  ])
  deleteShare(ctx, shareId(idOf(2)))
  deleteShare(ctx, shareId(idOf(2)))
  deleteShare(ctx, shareId(idOf(1, 'b2')))
  expect(rows()).toEqual([['a1', setOf(nodeCrypto, [idOf(1), idOf(3)])]])
  expect(shares(ctx.store).get(CLIENT, 'platform', idOf(2))).toBeUndefined()
})
