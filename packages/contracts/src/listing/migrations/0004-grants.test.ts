import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { CLIENT, desk, ENTRY, answered, shared, views } from '../fixtures.ts'
import type { Desk } from '../fixtures.ts'
import { entries, mirrors, subscriptions } from '../state.ts'
import { toGrants } from './0004-grants.ts'

/** The rows of a prefix as an earlier version wrote them. */
function without(store: Overlay, prefix: string, fields: readonly string[]): void {
  for (const [key, bytes] of store.scan(`${prefix}/`, { limit: 100 })) {
    const row = decodeCanonical(bytes) as Record<string, Json>
    store.set(key, encodeCanonical(Object.fromEntries(Object.entries(row).filter(([name]) => !fields.includes(name)))))
  }
}
const migrated = ({ chain }: Desk, store: Overlay): void => {
  toGrants.run({ ...chain.context(), store } as unknown as TxContext)
}

test('subscriptions and entries of version 3 are read again at the court', () => {
  const one = shared()
  const store = new Overlay(one.chain.store)
  without(store, subscriptions.prefix, ['grant'])
  without(store, entries.prefix, ['repair', 'restructuring'])
  expect(() => entries(store).get(ENTRY)).toThrow()
  migrated(one, store)
  expect(entries(store).get(ENTRY)).toEqual(entries(one.chain.store).get(ENTRY))
  expect(subscriptions(store).get(CLIENT, 'platform')).toMatchObject({ grant: 1 })
})

test('what subscribers held under version 3 is read again', () => {
  const one = desk()
  answered(one, views())
  const store = new Overlay(one.chain.store)
  without(store, mirrors.prefix, ['grant'])
  migrated(one, store)
  expect(mirrors(store).get(CLIENT, 'platform', ENTRY)).toMatchObject({ grant: 1, view: { revision: 3 } })
})
