import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { allEntries } from '../../all-entries.ts'
import { CO_INDEX_KEY, INDEX_KEY, published, RESTRICTION } from '../fixtures.ts'
import { activeCounts } from '../state.ts'
import { toActiveCounts } from './0003-active-counts.ts'

test('leaves of version 2 are counted under their keys', () => {
  const { chain } = published(RESTRICTION)
  const store = new Overlay(chain.store)
  for (const key of [INDEX_KEY, CO_INDEX_KEY]) activeCounts(store).delete(key)
  toActiveCounts.run({ ...chain.context(), store } as unknown as TxContext)
  expect([...allEntries(store, activeCounts)]).toEqual(
    [INDEX_KEY, CO_INDEX_KEY].sort().map((key) => ({ id: [key], value: { dishonest: 0, consumption: 1 } })),
  )
})
