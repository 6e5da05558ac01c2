import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { CLIENT, ENTRY, shared, tick } from '../fixtures.ts'
import { packets, shares, subscriptions } from '../state.ts'
import { toRequests } from './0007-requests.ts'

test('what was shared under version 6 is of the subscription that stands, and nobody knows when it arrived', () => {
  const one = shared()
  tick(one)
  const store = new Overlay(one.chain.store)
  for (const [prefix, ...names] of [
    [subscriptions.prefix, 'suspendedAtMs'],
    [shares.prefix, 'grant', 'deliveredAtMs', 'confirmedAtMs'],
    [packets.prefix, 'sentAtMs'],
  ] as const)
    for (const [key, bytes] of store.scan(`${prefix}/`, { limit: 100 })) {
      const row = decodeCanonical(bytes) as Record<string, Json>
      store.set(
        key,
        encodeCanonical(Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name as never)))),
      )
    }
  expect(() => shares(store).get(CLIENT, 'platform', ENTRY)).toThrow()
  toRequests.run({ ...one.chain.context(), store } as unknown as TxContext)
  expect(shares(store).get(CLIENT, 'platform', ENTRY)).toMatchObject({ grant: 1, deliveredAtMs: null })
  expect(subscriptions(store).get(CLIENT, 'platform')).toMatchObject({ suspendedAtMs: null, grant: 1 })
  expect(
    packets(store)
      .list({ limit: 10 })
      .map(({ value }) => value.sentAtMs),
  ).toContain(0)
})
