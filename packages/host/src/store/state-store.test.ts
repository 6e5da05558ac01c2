import { describe, expect, it } from 'vitest'
import { hexEncode, utf8Decode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { smtSpec, StateTree, TreeError, verifyAbsence, verifyMembership } from '@xiezhi/merkle'
import { KEY_BYTES_MAX } from './state-keys.ts'
import { StateStore } from './state-store.ts'
import { StoreError } from './store-error.ts'
import { openDatabases, read } from './databases.ts'
import { decodeHead } from './past-rows.ts'
import { BlockStream, rowsOf } from './testing/block-stream.ts'
import { temporaryFolders } from './testing/temporary-folder.ts'
import type { StateChange } from '@xiezhi/kernel'

const temporaryFolder = temporaryFolders()
const KEYS = 150
/** Checks every so many heights. */
const STRIDE = 3
const openStore = (folder: string, heights = 1000): StateStore =>
  new StateStore(folder, { crypto: nodeCrypto, horizon: { heights, durationMs: 0 } })

function code(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof StoreError || error instanceof TreeError ? error.code : String(error)
  }
  return 'accepted'
}

function rootOf(state: ReadonlyMap<string, string>): Uint8Array {
  const tree = new StateTree(nodeCrypto)
  const hash = (text: string): Uint8Array => nodeCrypto.sha256(utf8Encode(text))
  tree.update([...state].map(([key, value]) => ({ keyHash: hash(key), valueHash: hash(value) })))
  return tree.root()
}

function applied(state: ReadonlyMap<string, string>, changes: readonly StateChange[]): Map<string, string> {
  const next = new Map(state)
  for (const { key, value } of changes) {
    if (value === null) next.delete(utf8Decode(key))
    else next.set(utf8Decode(key), utf8Decode(value))
  }
  return next
}

const genesis: StateChange[] = [{ key: utf8Encode('genesis'), value: utf8Encode('written') }]

/** Commits blocks from `first` on and returns the whole state after each. */
function grow(store: StateStore, stream: BlockStream, first: number, last: number): Map<string, string>[] {
  const states: Map<string, string>[] = []
  let state = new Map<string, string>()
  for (const { key, value } of store.scan({})) state.set(utf8Decode(key), utf8Decode(value))
  for (let height = first; height <= last; height++) {
    const changes = height === 1 ? genesis : stream.changes(height % 7 === 0 ? 60 : 6, KEYS)
    state = applied(state, changes)
    expect(store.stage(height, changes)).toEqual(rootOf(state))
    store.commit(rowsOf(height))
    states.push(state)
  }
  return states
}

function expectState(
  store: StateStore,
  height: number,
  state: ReadonlyMap<string, string>,
  probes: readonly string[],
): void {
  const root = rootOf(state)
  expect(hexEncode(store.rootAt(height))).toBe(hexEncode(root))
  for (const name of probes) {
    const key = utf8Encode(name)
    const expected = state.get(name)
    const answer = store.prove(height, key)
    expect(answer.root).toEqual(root)
    expect(answer.value === null ? undefined : utf8Decode(answer.value)).toBe(expected)
    if (answer.value === null) verifyAbsence(nodeCrypto, smtSpec, root, answer.proof, key)
    else verifyMembership(nodeCrypto, smtSpec, root, answer.proof, key, answer.value)
    expect(store.getAt(height, key)).toEqual(expected === undefined ? undefined : utf8Encode(expected))
  }
}

describe('StateStore', () => {
  it('proves every key present or absent at every height it keeps, before and after a restart', async () => {
    const folder = temporaryFolder()
    const stream = new BlockStream(1)
    let store = openStore(folder)
    const states = grow(store, stream, 1, 40)
    const probes = Array.from({ length: 6 }, (_, i) => `account/${i * 26}`).concat('genesis', 'nobody')
    for (let i = 0; i < states.length; i += STRIDE) expectState(store, i + 1, states[i]!, probes)
    const root = store.root()
    await store.close()

    store = openStore(folder)
    expect(store.height).toBe(40)
    expect(store.root()).toEqual(root)
    states.push(...grow(store, stream, 41, 50))
    for (let i = 0; i < states.length; i += STRIDE) expectState(store, i + 1, states[i]!, probes)
    await store.close()
  })

  it('proves the same when past nodes are partly stored and partly waiting, over restarts', async () => {
    const folder = temporaryFolder()
    const stream = new BlockStream(11)
    const probes = ['account/1', 'account/2', 'account/77', 'genesis', 'nobody']
    const states: Map<string, string>[] = []
    for (const last of [50, 95, 130]) {
      const store = openStore(folder, 40)
      states.push(...grow(store, stream, states.length + 1, last))
      for (let height = Math.max(1, last - 40); height <= last; height += STRIDE)
        expectState(store, height, states[height - 1]!, probes)
      await store.close()
    }
    const { databases, close } = await openRaw(folder)
    expect(databases.pastNodes.getCount()).toBeGreaterThan(0)
    await close()
  })

  it('answers get and scan from the last committed block, both ways', async () => {
    const store = openStore(temporaryFolder())
    const changes = ['b', 'a', 'c', 'aa', 'd'].map((name) => ({
      key: utf8Encode(name),
      value: utf8Encode(`of ${name}`),
    }))
    const names = (range: Parameters<StateStore['scan']>[0]): string[] =>
      [...store.scan(range)].map(({ key }) => utf8Decode(key))
    store.stage(1, changes)
    expect(store.get(utf8Encode('a'))).toBeUndefined()
    expect(names({})).toEqual([])
    store.commit(rowsOf(1))
    expect(utf8Decode(store.get(utf8Encode('a'))!)).toBe('of a')
    expect(names({})).toEqual(['a', 'aa', 'b', 'c', 'd'])
    expect(names({ from: utf8Encode('aa'), to: utf8Encode('d') })).toEqual(['aa', 'b', 'c'])
    expect(names({ from: utf8Encode('aa'), to: utf8Encode('d'), reverse: true })).toEqual(['c', 'b', 'aa'])
    expect(names({ reverse: true, limit: 2 })).toEqual(['d', 'c'])
    // Keys with a long past, deleted keys, and keys that begin as others do.
    for (let height = 2; height <= 40; height++) {
      const churned = ['aa', 'b', 'b\0', 'c'].map((name) => {
        return { key: utf8Encode(name), value: name === 'c' || height % 2 === 0 ? utf8Encode(`${height}`) : null }
      })
      store.stage(height, churned)
      store.commit(rowsOf(height))
    }
    expect(names({})).toEqual(['a', 'aa', 'b', 'b\0', 'c', 'd'])
    expect(names({ reverse: true })).toEqual(['d', 'c', 'b\0', 'b', 'aa', 'a'])
    expect(names({ from: utf8Encode('b'), to: utf8Encode('c') })).toEqual(['b', 'b\0'])
    expect(names({ from: utf8Encode('b'), to: utf8Encode('c'), reverse: true })).toEqual(['b\0', 'b'])
    expect(names({ from: utf8Encode('b'), limit: 1 })).toEqual(['b'])
    store.stage(41, [{ key: utf8Encode('b'), value: null }])
    store.commit(rowsOf(41))
    expect(names({ from: utf8Encode('aa') })).toEqual(['aa', 'b\0', 'c', 'd'])
    expect(names({ reverse: true, limit: 4 })).toEqual(['d', 'c', 'b\0', 'aa'])
    expect(utf8Decode(store.getAux(utf8Encode('last'))!)).toBe('00000041')
    expect([...store.scanRows({})].map(({ key }) => utf8Decode(key))).toHaveLength(41)
    await store.close()
  })

  it('gives an unchanged value as the same array, and roots and answers that the caller may write into', async () => {
    const store = openStore(temporaryFolder())
    store.stage(1, genesis)
    store.commit(rowsOf(1))
    expect(store.get(utf8Encode('genesis'))).toBe(store.get(utf8Encode('genesis')))
    store.getAt(1, utf8Encode('genesis'))!.fill(0)
    store.prove(1, utf8Encode('genesis')).value!.fill(0)
    store.root().fill(0)
    expect(utf8Decode(store.get(utf8Encode('genesis'))!)).toBe('written')
    expect(store.root()).toEqual(rootOf(new Map([['genesis', 'written']])))
    await store.close()
  })

  it('discards a staged block without trace, and proves the committed state while one is staged', async () => {
    const store = openStore(temporaryFolder())
    const stream = new BlockStream(2)
    const states = grow(store, stream, 1, 10)
    const root = store.root()
    const staged = store.stage(11, stream.changes(50, KEYS))
    expect(staged).not.toEqual(root)
    for (const height of [3, 10]) expectState(store, height, states[height - 1]!, ['account/1', 'account/2', 'genesis'])
    expect(store.root()).toEqual(root)
    store.discard()
    expect(store.stage(11, [])).toEqual(root)
    store.commit(rowsOf(11))
    expectState(store, 10, states[9]!, ['account/1', 'account/2', 'genesis'])
    await store.close()
  })

  it('replaces a staged block by staging another', async () => {
    const store = openStore(temporaryFolder())
    const states = grow(store, new BlockStream(3), 1, 5)
    store.stage(6, new BlockStream(4).changes(50, KEYS))
    const changes = new BlockStream(5).changes(50, KEYS)
    const state = applied(states[4]!, changes)
    expect(store.stage(6, changes)).toEqual(rootOf(state))
    store.commit(rowsOf(6))
    expectState(store, 6, state, ['account/1', 'account/2'])
    await store.close()
  })

  it('keeps only the horizon, loses the oldest heights first and leaves no rows of them', async () => {
    const folder = temporaryFolder()
    const stream = new BlockStream(6)
    let store = openStore(folder, 10)
    const states = grow(store, stream, 1, 50)
    expect(store.oldestHeight).toBe(40)
    for (let height = 40; height <= 50; height++)
      expectState(store, height, states[height - 1]!, ['account/3', 'genesis'])
    expect(code(() => store.prove(39, utf8Encode('genesis')))).toBe('STORE_HEIGHT_UNAVAILABLE')
    expect(code(() => store.getAt(51, utf8Encode('genesis')))).toBe('STORE_HEIGHT_UNAVAILABLE')
    await store.close()

    // A shorter horizon is reached block by block.
    store = openStore(folder, 0)
    for (let height = 51; height <= 60; height++) {
      store.stage(height, [])
      store.commit(rowsOf(height))
    }
    expect(store.oldestHeight).toBe(60)
    await store.close()
    const { databases, close } = await openRaw(folder)
    const keys = states[49]!.size
    const { state, keys: preimages, pastNodes, heights } = databases
    expect([state, preimages, pastNodes, heights].map((part) => part.getCount())).toEqual([keys, keys, 0, 1])
    await close()
  })

  it('keeps heights by time where that asks for more', async () => {
    const store = new StateStore(temporaryFolder(), { crypto: nodeCrypto, horizon: { heights: 2, durationMs: 10_000 } })
    grow(store, new BlockStream(7), 1, 30)
    expect(store.oldestHeight).toBe(20)
    await store.close()
  })
})

async function openRaw(folder: string): Promise<{
  databases: import('./databases.ts').Databases
  close: () => Promise<void>
}> {
  const { openDatabases } = await import('./databases.ts')
  const databases = openDatabases(folder)
  return { databases, close: () => databases.environment.close() }
}

describe('StateStore refuses', () => {
  const key = utf8Encode('k')
  const value = utf8Encode('v')

  it('heights that do not follow, and entries that cannot be, and stays as it was', async () => {
    const store = openStore(temporaryFolder())
    grow(store, new BlockStream(8), 1, 3)
    const root = store.root()
    expect(code(() => store.stage(3, []))).toBe('STORE_HEIGHT')
    expect(code(() => store.stage(5, []))).toBe('STORE_HEIGHT')
    expect(code(() => store.commit(rowsOf(4)))).toBe('STORE_HEIGHT')
    expect(code(() => store.stage(4, [{ key: new Uint8Array(0), value }]))).toBe('STORE_ENTRY_INVALID')
    expect(code(() => store.stage(4, [{ key, value: new Uint8Array(0) }]))).toBe('STORE_ENTRY_INVALID')
    expect(code(() => store.stage(4, [{ key: new Uint8Array(KEY_BYTES_MAX + 1), value }]))).toBe('STORE_ENTRY_INVALID')
    expect(
      code(() =>
        store.stage(4, [
          { key, value },
          { key, value: null },
        ]),
      ),
    ).toBe('STORE_ENTRY_INVALID')
    expect(store.root()).toEqual(root)
    expect(store.height).toBe(3)
    expect(store.stage(4, [])).toEqual(root)
    await store.close()
    expect(code(() => store.stage(4, []))).toBe('STORE_CLOSED')
  })

  it('a folder of another format', async () => {
    const folder = temporaryFolder()
    const { databases, close } = await openRaw(folder)
    databases.meta.putSync(Uint8Array.of(0), Uint8Array.of(99))
    await close()
    expect(code(() => openStore(folder))).toBe('STORE_FORMAT')
  })

  it('a folder whose tree does not have the root of the last block', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder)
    grow(store, new BlockStream(9), 1, 5)
    await store.close()
    const { databases, close } = await openRaw(folder)
    const [first] = databases.segments.getRange({ limit: 1 })
    databases.segments.putSync(
      first!.key,
      first!.value.map((byte, i) => (i === first!.value.length - 1 ? byte ^ 1 : byte)),
    )
    await close()
    expect(code(() => openStore(folder))).toBe('STORE_CORRUPT')
  })
})

describe('what waits for its group', () => {
  const replayedFrom = async (folder: string): Promise<number> => {
    const databases = openDatabases(folder)
    const head = read(databases.meta, Uint8Array.of(1))
    await databases.environment.close()
    return head === undefined ? -1 : decodeHead(head).replayFrom
  }

  it('is stored when the store is closed: the next start replays nothing and proves the same', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder)
    const states = grow(store, new BlockStream(7), 1, 40)
    const proof = store.prove(20, utf8Encode('genesis'))
    await store.close()
    expect(await replayedFrom(folder)).toBe(41)

    const again = openStore(folder)
    expect(again.root()).toEqual(rootOf(states.at(-1) ?? new Map()))
    expect(again.prove(20, utf8Encode('genesis'))).toEqual(proof)
    await again.close()
    expect(await replayedFrom(folder)).toBe(41)
  })

  it('is stored in quiet blocks, a few groups each', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder)
    grow(store, new BlockStream(7), 1, 10)
    for (let height = 11; height <= 50; height++) {
      store.stage(height, [])
      store.commit(rowsOf(height))
    }
    // Read while the store is open, as after a kill.
    const view = store.view()
    view.close()
    expect(await replayedFrom(folder)).toBeGreaterThan(10)
    await store.close()
  })
})
