import { object, string } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import {
  Application,
  collection,
  ContractError,
  encodeStamp,
  exportDigest,
  exportState,
  importState,
  kernelErrors,
  MemoryBackend,
} from './index.ts'
import type { ErrorKind, Migration, Module } from './index.ts'

const notes = collection('note/text', object({ text: string({ bytesMax: 64 }) }))
const chainId = 'xz-test-1'

function noteModule(version: number, migrations: readonly Migration[] = []): Module {
  return {
    name: 'note',
    version,
    errors: {},
    events: [],
    messages: [],
    queries: [],
    invariants: [],
    migrations,
    initGenesis: (ctx) => notes(ctx.store).set('a', { text: 'old' }),
  }
}

function application(backend: MemoryBackend, ...modules: readonly Module[]): Application {
  return new Application({ crypto: pureCrypto, chainId, modules, backend })
}

function started(): MemoryBackend {
  const backend = new MemoryBackend(pureCrypto)
  backend.commit(application(backend, noteModule(1)).initChain({ height: 0, timeMs: 1_000, appState: {} }).aux)
  return backend
}

const block = (app: Application, height: number): ReturnType<Application['finalizeBlock']> =>
  app.finalizeBlock({ height, timeMs: 2_000, txs: [encodeStamp(2_000 + height)] })

const toTwo: Migration = { to: 2, run: (ctx) => notes(ctx.store).set('a', { text: 'new' }) }

function kindOf(run: () => unknown): ErrorKind | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof ContractError) return error.kind
    throw error
  }
  return undefined
}

function factsOf(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    if (error instanceof ContractError) return error.facts
    throw error
  }
  return undefined
}

describe('migrations', () => {
  test('run once, in the first block of the upgraded application', () => {
    const backend = started()
    const app = application(backend, noteModule(2, [toTwo]))

    const first = block(app, 1)
    backend.commit(first.aux)
    const second = block(app, 2)

    expect(first.events).toEqual([{ type: 'ModuleMigrated', data: { module: 'note', from: 1, to: 2 } }])
    expect(second.events).toEqual([])
    expect(notes(app.readContext().store).get('a')).toEqual({ text: 'new' })
  })

  test('a missing step stops the block and leaves the state', () => {
    const backend = started()
    const before = backend.root()
    const app = application(backend, noteModule(3, [toTwo]))

    expect(kindOf(() => block(app, 1))).toBe(kernelErrors.MigrationMissing)
    expect(backend.root()).toEqual(before)
  })

  test('a host learns before any block what stands against an upgrade, and nothing is written', () => {
    const backend = started()
    const before = backend.root()
    const missing = application(backend, noteModule(3, [toTwo]))
    expect(factsOf(() => missing.checkMigrations())).toEqual({ module: 'note', expected: 3, seen: 1, to: 3 })
    const older = application(backend, { ...noteModule(1), name: 'other' })
    expect(factsOf(() => older.checkMigrations())).toEqual({ module: 'note', expected: 0, seen: 1 })

    const upgraded = application(backend, noteModule(2, [toTwo]))
    upgraded.checkMigrations()
    expect(notes(upgraded.readContext().store).get('a')).toEqual({ text: 'old' })
    expect(backend.root()).toEqual(before)
    expect(block(upgraded, 1).events).toHaveLength(1)
  })

  test('older software refuses the state of newer software', () => {
    const backend = started()
    backend.commit(block(application(backend, noteModule(2, [toTwo])), 1).aux)

    expect(kindOf(() => block(application(backend, noteModule(1)), 2))).toBe(kernelErrors.VersionAhead)
  })

  test('a module that is new to the state starts with its empty genesis', () => {
    const backend = started()
    const other: Module = {
      ...noteModule(1),
      name: 'other',
      initGenesis: (ctx) => ctx.emit({ type: 'Started', data: {} }),
    }

    expect(block(application(backend, noteModule(1), other), 1).events).toEqual([{ type: 'Started', data: {} }])
  })
})

describe('export and import', () => {
  test('an import has the root of its export, and exports the same', () => {
    const from = started()
    const exported = exportState(from)
    const into = new MemoryBackend(pureCrypto)

    const { appHash, aux } = importState(into, 7, exported)
    into.commit(aux)

    expect(appHash).toEqual(from.root())
    expect(exportDigest(pureCrypto, exportState(into))).toEqual(exportDigest(pureCrypto, exported))
    expect(application(into, noteModule(1)).lastStampMs()).toBe(1_000)
  })

  test('the digest changes with any key, value or aux row', () => {
    const exported = exportState(started())
    const [first, ...rest] = exported.entries
    if (first === undefined) throw new Error('an entry')
    const digest = (change: Partial<typeof exported>): string =>
      exportDigest(pureCrypto, { ...exported, ...change }).join()
    const changes = [{ entries: rest }, { aux: [] }, { entries: [{ ...first, value: Uint8Array.of(1) }, ...rest] }]
    expect(new Set([digest({}), ...changes.map(digest)]).size).toBe(4)
  })
})
