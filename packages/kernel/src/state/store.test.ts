import * as fc from 'fast-check'
import { pureCrypto } from '@xiezhi/crypto'
import { latin1Encode } from '@xiezhi/codec'
import { expect, test } from 'vitest'
import { MemoryBackend } from '../memory-backend.ts'
import { CommittedStore, Overlay } from './store.ts'
import type { ScanOptions } from './store.ts'

// Few parts, so that keys share areas, prefixes and beginnings of either.
const part = fc.constantFrom('a', 'ab', 'b', 'a-b', '')
const key = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
  .filter((text) => text !== '')
const value = fc.integer({ min: 1, max: 255 }).map((byte) => Uint8Array.of(byte))
const writes = fc.array(fc.tuple(key, fc.option(value)), { maxLength: 12 })
const scan = fc.record({ prefix: key, after: fc.option(key), limit: fc.integer({ min: 1, max: 6 }) })

type Writes = readonly (readonly [string, Uint8Array | null])[]

function expected(state: ReadonlyMap<string, Uint8Array>, prefix: string, { after, limit }: ScanOptions): unknown {
  return [...state]
    .filter(([found]) => found.startsWith(prefix) && (after === undefined || found > after))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, limit)
}

function write(state: Map<string, Uint8Array>, overlay: Overlay, change: Writes): void {
  for (const [at, to] of change) {
    if (to === null) {
      overlay.delete(at)
      state.delete(at)
    } else {
      overlay.set(at, to)
      state.set(at, to)
    }
  }
}

test('scans see the committed blocks and the writes above them, whatever was scanned before', () => {
  fc.assert(
    fc.property(
      fc.array(writes, { minLength: 1, maxLength: 4 }),
      writes,
      fc.array(scan, { maxLength: 8 }),
      (blocks, last, scans) => {
        const backend = new MemoryBackend(pureCrypto)
        const committed = new CommittedStore(backend)
        const state = new Map<string, Uint8Array>([['zero/zero/zero', Uint8Array.of(9)]])
        const check = (store: CommittedStore | Overlay): void => {
          for (const { prefix, after, limit } of scans) {
            const options = after === null ? { limit } : { after, limit }
            expect(store.scan(prefix, options)).toEqual(expected(state, prefix, options))
          }
        }
        const genesis = new Overlay(committed)
        genesis.set('zero/zero/zero', Uint8Array.of(9))
        committed.stage(0, genesis)
        backend.commit([])
        for (const [i, block] of blocks.entries()) {
          check(committed)
          const before = new Map(state)
          const overlay = new Overlay(committed)
          write(state, overlay, block)
          check(overlay)
          committed.stage(i + 1, overlay)
          for (const { prefix, limit } of scans)
            expect(committed.scan(prefix, { limit })).toEqual(expected(before, prefix, { limit }))
          backend.commit([])
        }
        const below = new Overlay(committed)
        write(state, below, last)
        check(new Overlay(below))
      },
    ),
    { numRuns: 300 },
  )
})

test('a key is read where it was written last', () => {
  const backend = new MemoryBackend(pureCrypto)
  const committed = new CommittedStore(backend)
  const block = new Overlay(committed)
  block.set('a/b/c', Uint8Array.of(1))
  const tx = new Overlay(block)
  tx.delete('a/b/c')
  expect(tx.get('a/b/c')).toBeUndefined()
  expect(block.get('a/b/c')).toEqual(Uint8Array.of(1))
  tx.apply(block)
  expect(block.changes()).toEqual([{ key: latin1Encode('a/b/c'), value: null }])
})
