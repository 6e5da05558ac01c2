import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import type { TxContext } from './context.ts'
import { rewriteRows } from './rewrite-rows.ts'
import { Overlay } from './state/store.ts'

const EMPTY = { get: () => undefined, scan: () => [] }

test('every row of a collection is written anew, more than a page of them, and no other', () => {
  const store = new Overlay(EMPTY)
  const key = (n: number): string => `note/text/${String(n).padStart(5, '0')}`
  for (let n = 0; n < 2_500; n++) store.set(key(n), encodeCanonical({ n }))
  store.set('note/textual/1', encodeCanonical({ n: 1 }))
  rewriteRows({ store } as unknown as TxContext, 'note/text', (row) => ({ ...row, added: true }))
  const rows = store.scan('note/text/', { limit: 3_000 }).map(([, bytes]) => decodeCanonical(bytes))
  expect(rows).toEqual(Array.from({ length: 2_500 }, (_, n) => ({ added: true, n })))
  expect(decodeCanonical(store.get('note/textual/1') ?? new Uint8Array(0))).toEqual({ n: 1 })
})
