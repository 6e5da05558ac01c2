import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { answered, CLIENT, desk, ENTRY, views } from '../fixtures.ts'
import { mirrors } from '../state.ts'
import { toPublicationDays } from './0005-publication-days.ts'

test('what subscribers held under version 4 is read again, without a day of publication', () => {
  const one = desk()
  answered(one, views())
  const { chain } = one
  const store = new Overlay(chain.store)
  for (const [key, bytes] of store.scan(`${mirrors.prefix}/`, { limit: 100 })) {
    const row = decodeCanonical(bytes) as { readonly view: Record<string, Json> }
    const view = Object.fromEntries(Object.entries(row.view).filter(([name]) => name !== 'publishedOn'))
    store.set(key, encodeCanonical({ ...row, view }))
  }
  expect(() => mirrors(store).get(CLIENT, 'platform', ENTRY)).toThrow()
  toPublicationDays.run({ ...chain.context(), store } as unknown as TxContext)
  expect(mirrors(store).get(CLIENT, 'platform', ENTRY)).toMatchObject({ view: { publishedOn: null, revision: 3 } })
})
