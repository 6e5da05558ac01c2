import { hexEncode, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import {
  Application,
  collection,
  defineErrors,
  defineMessage,
  encodeStamp,
  ensure,
  exportDigest,
  exportState,
  importState,
  kernelErrors,
  MemoryBackend,
} from './index.ts'
import type { Module, StateExport, TxResult } from './index.ts'
import { TestChain, testSigner } from './testing/index.ts'

const errors = defineErrors('note', { Taken: [2, 'the note exists'] })
const notes = collection('note/text', object({ text: string({ bytesMax: 64 }) }))
const schema = object({ id: string({ bytesMax: 32 }), text: string({ bytesMax: 64 }) })
const FADE_MS = 3_600_000

/** Notes that fade after an hour. */
const note: Module = {
  name: 'note',
  version: 1,
  errors,
  events: ['NoteFaded'],
  messages: [
    defineMessage({
      type: 'note/Write',
      schema,
      check: (ctx, { id }) => {
        ensure(!notes(ctx.store).has(id), errors.Taken)
      },
      execute: (ctx, { id, text }) => {
        notes(ctx.store).set(id, { text })
        ctx.schedule({ module: 'note', kind: 'fade', atMs: ctx.block.decidedAtMs + FADE_MS, item: id })
        return { id }
      },
    }),
  ],
  queries: [],
  due: {
    fade: (ctx, item: Json) => {
      notes(ctx.store).delete(item as string)
      ctx.emit({ type: 'NoteFaded', data: { id: item } })
    },
  },
  invariants: [],
  migrations: [],
  initGenesis: (ctx, genesis) => {
    if (genesis !== null) notes(ctx.store).set('first', schema.parse(genesis))
  },
}

const clerk = testSigner('court', 'clerk', 1)
const write = (id: string): { type: string; value: Json } => ({ type: 'note/Write', value: { id, text: '甲' } })

function running(): TestChain {
  const chain = new TestChain({ modules: [note], genesis: { note: { id: 'first', text: '乙' } } })
  for (const id of ['a', 'b', 'c']) chain.deliver([write(id)], [clerk])
  return chain
}

/** The same state in another backend, as another host would take it over. */
function takenOver(
  { chainId, height }: TestChain,
  exported: StateExport,
): { app: Application; backend: MemoryBackend } {
  const backend = new MemoryBackend(pureCrypto)
  backend.commit(importState(backend, height, exported).aux)
  return { app: new Application({ crypto: pureCrypto, chainId, modules: [note], backend }), backend }
}

function nextBlock(
  chain: TestChain,
  { app, backend }: ReturnType<typeof takenOver>,
  txs: readonly Uint8Array[],
): { readonly results: readonly TxResult[]; readonly events: readonly { readonly type: string }[] } {
  const stamp = encodeStamp(chain.nowMs)
  const block = app.finalizeBlock({ height: chain.height, timeMs: chain.nowMs, txs: [stamp, ...txs] })
  backend.commit(block.aux)
  return block
}

describe('export and import of the whole state', () => {
  test('give the same root and the same export again', () => {
    const chain = running()
    const exported = exportState(chain.backend)
    const { backend } = takenOver(chain, exported)

    expect(hexEncode(backend.root())).toBe(chain.root())
    expect(exportState(backend)).toEqual(exported)
    expect(exportDigest(pureCrypto, exportState(backend))).toEqual(exportDigest(pureCrypto, exported))
  })

  test('both go on alike: blocks, effects of time, and what was planned before', () => {
    const chain = running()
    const other = takenOver(chain, exportState(chain.backend))
    chain.nowMs += 1_000
    const bytes = chain.sign([write('d')], [clerk])
    chain.block([bytes])
    nextBlock(chain, other, [bytes])
    expect(hexEncode(other.backend.root())).toBe(chain.root())

    chain.nowMs += FADE_MS
    chain.block([])
    const { events } = nextBlock(chain, other, [])
    expect(events.map(({ type }) => type)).toEqual(['NoteFaded', 'NoteFaded', 'NoteFaded', 'NoteFaded'])
    expect(hexEncode(other.backend.root())).toBe(chain.root())
  })

  test('a transaction that was included before stays spent, and the stamp does not go back', () => {
    const chain = running()
    const bytes = chain.sign([write('d')], [clerk])
    chain.deliverBytes(bytes)
    const other = takenOver(chain, exportState(chain.backend))
    expect(other.app.lastStampMs()).toBe(chain.app.lastStampMs())

    chain.height += 1
    chain.nowMs += 1
    expect(nextBlock(chain, other, [bytes]).results[1]).toMatchObject({
      codespace: 'kernel',
      code: kernelErrors.Spent.code,
    })
  })

  test('the digest covers every key and value, state and aux', () => {
    const chain = running()
    const exported = exportState(chain.backend)
    const digest = hexEncode(exportDigest(pureCrypto, exported))
    const digestOf = (change: Partial<StateExport>): string =>
      hexEncode(exportDigest(pureCrypto, { ...exported, ...change }))
    const [first, ...rest] = exported.entries
    if (first === undefined) throw new RangeError('an empty export')

    expect(digestOf({ entries: rest })).not.toBe(digest)
    expect(digestOf({ entries: [{ ...first, value: new Uint8Array([1]) }, ...rest] })).not.toBe(digest)
    expect(digestOf({ entries: [{ ...first, key: new Uint8Array([1]) }, ...rest] })).not.toBe(digest)
    expect(digestOf({ aux: exported.aux.slice(1) })).not.toBe(digest)
    expect(digestOf({ entries: exported.aux, aux: exported.entries })).not.toBe(digest)
  })

  test('an import that was changed has another root', () => {
    const chain = running()
    const exported = exportState(chain.backend)
    const changed = { ...exported, entries: exported.entries.slice(1) }

    expect(hexEncode(takenOver(chain, changed).backend.root())).not.toBe(chain.root())
  })
})
