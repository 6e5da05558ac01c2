import { object, optional, string } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { expect, test } from 'vitest'
import {
  Application,
  collection,
  ContractError,
  encodeStamp,
  kernelErrors,
  MemoryBackend,
  sameLayout,
} from './index.ts'
import type { Module } from './index.ts'

const text = string({ bytesMax: 64 })
const before = collection('note/text', object({ text }))
const optionalAdded = collection('note/text', object({ text, more: optional(text) }))
const requiredAdded = collection('note/text', object({ text, more: text }))
const removed = collection('note/text', object({}))

function noteModule(version: number, state: Readonly<Record<string, unknown>>): Module {
  return {
    name: 'note',
    version,
    errors: {},
    events: [],
    messages: [],
    queries: [],
    invariants: [],
    migrations: version === 1 ? [] : [sameLayout('note', 2, state)],
    initGenesis: (ctx) => before(ctx.store).set('a', { text: 'old' }),
  }
}

function application(backend: MemoryBackend, module: Module): Application {
  return new Application({ crypto: pureCrypto, chainId: 'xz-test-1', modules: [module], backend })
}

function started(): MemoryBackend {
  const backend = new MemoryBackend(pureCrypto)
  const first = application(backend, noteModule(1, {}))
  backend.commit(first.initChain({ height: 0, timeMs: 1_000, appState: {} }).aux)
  return backend
}

test.each([
  ['the same', before],
  ['one with an optional field more', optionalAdded],
])('a state that can be read as %s is taken over as it is', (_, own) => {
  const backend = started()
  const app = application(backend, noteModule(2, { own, PAGE_MAX: 5 }))
  app.checkMigrations()
  const { events } = app.finalizeBlock({ height: 1, timeMs: 2_000, txs: [encodeStamp(2_001)] })
  expect(events).toEqual([{ type: 'ModuleMigrated', data: { module: 'note', from: 1, to: 2 } }])
})

test.each([
  ['a field is missing', requiredAdded, '/more'],
  ['a field is unknown', removed, ''],
])('a state in which %s is refused, with the place, and stays as it is', (_, own, field) => {
  const backend = started()
  const root = backend.root()
  let thrown: unknown
  try {
    application(backend, noteModule(2, { own })).checkMigrations()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(ContractError)
  expect(thrown).toMatchObject({
    kind: kernelErrors.StateUnreadable,
    facts: { module: 'note', expected: 2, seen: 1, prefix: 'note/text', field },
  })
  expect(backend.root()).toEqual(root)
})
