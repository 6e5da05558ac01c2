import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesEqual, concatBytes, latin1Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { Application, encodeStamp } from '@xiezhi/kernel'
import type { StateEntry } from '@xiezhi/kernel'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { metaKey } from '../../embedded/chain-rows.ts'
import type { HostError } from '../../embedded/host-error.ts'
import { noteKey, noteModule, noteTx } from '../../embedded/testing/note-module.ts'
import { StateStore } from '../../store/state-store.ts'
import { chunksOf } from './entry-stream.ts'
import { KeptSnapshots } from './kept-snapshots.ts'
import { SNAPSHOT_CHUNK_BYTES, SNAPSHOT_CHUNKS_MAX, SNAPSHOT_FORMAT, snapshotOf } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { SnapshotRestore } from './snapshot-restore.ts'

const GENESIS_MS = Date.now() - 60_000
const MEMBER = Uint8Array.of(7)
const GO_ON = new AbortController().signal

let folder: string
let zone: Zone
let fresh: StateStore
let restore: SnapshotRestore
let refused: HostError[]
let restored: number[]

interface Zone {
  readonly app: Application
  readonly store: StateStore
  readonly kept: KeptSnapshots
}

function openZone(name: string): Zone {
  const store = new StateStore(join(folder, name), { crypto: nodeCrypto })
  const app = new Application({ crypto: nodeCrypto, chainId: 'xz-note-1', modules: [noteModule], backend: store })
  return { app, store, kept: new KeptSnapshots(nodeCrypto, join(folder, name, 'snapshots'), 2) }
}

/** The same block for everybody. */
function makeBlock({ app, store }: Pick<Zone, 'app' | 'store'>, txs: readonly Uint8Array[]): Uint8Array {
  const height = (store.height ?? 0) + 1
  const timeMs = GENESIS_MS + 1_000 * height
  const { appHash, aux } = app.finalizeBlock({ height, timeMs, txs: [encodeStamp(timeMs), ...txs] })
  store.commit({ timeMs, aux, rows: [] })
  return appHash
}

const notes = (from: number, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => noteTx(`note-${from + at}`, GENESIS_MS))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-snap-'))
  zone = openZone('old')
  zone.store.commit({
    timeMs: GENESIS_MS,
    aux: zone.app.initChain({ height: 0, timeMs: GENESIS_MS, appState: {} }).aux,
    rows: [],
  })
  for (let at = 0; at < 4; at++) makeBlock(zone, notes(10 * at, 10))
  refused = []
  restored = []
  fresh = new StateStore(join(folder, 'new'), { crypto: nodeCrypto })
  restore = new SnapshotRestore({
    crypto: nodeCrypto,
    store: fresh,
    folder: join(folder, 'new', 'restore'),
    rows: [{ key: metaKey, value: MEMBER }],
    nowMs: () => Date.now(),
    onRefused: (error) => refused.push(error),
    onRestored: (height) => restored.push(height),
  })
})
afterEach(async () => {
  await zone.store.close()
  await fresh.close()
  rmSync(folder, { recursive: true, force: true })
})

async function taken(): Promise<Snapshot> {
  const snapshot = await zone.kept.take(zone.store.view(), GO_ON)
  if (snapshot === undefined) throw new RangeError('no snapshot')
  return snapshot
}

function applyAll({ height, format, chunks }: Snapshot): string[] {
  return Array.from({ length: chunks }, (_, at) =>
    restore.apply(at, zone.kept.chunk(height, format, at) ?? new Uint8Array(0)),
  )
}

/** A snapshot of other content, with digests that fit it. */
function forged(entries: readonly StateEntry[], aux: readonly StateEntry[], more = new Uint8Array(0)) {
  const bytes = concatBytes(...chunksOf([entries, aux]), more)
  const chunks = [bytes]
  const snapshot = snapshotOf(
    nodeCrypto,
    zone.store.height ?? 0,
    concatBytes(...chunks.map((one) => nodeCrypto.sha256(one))),
  )
  return { snapshot, chunks }
}

function offerForged({ snapshot, chunks }: ReturnType<typeof forged>): string[] {
  return [restore.offer(snapshot, zone.store.root()), ...chunks.map((chunk, at) => restore.apply(at, chunk))]
}

const spentOf = ({ store }: Zone): StateEntry[] =>
  [...store.scanAux({})].filter(({ key }) => Buffer.from(key).toString('latin1').startsWith('spent/'))

describe('a snapshot', () => {
  test('is restored by a new node: the same root, proofs under it, spent ids, and the same blocks from there on', async () => {
    const snapshot = await taken()
    const appHash = zone.store.root()
    expect(restore.offer(snapshot, appHash)).toBe('accept')
    expect(fresh.height).toBeUndefined()
    expect(applyAll(snapshot)).toEqual(['accept'])
    expect([restored, refused]).toEqual([[4], []])
    expect([fresh.height, fresh.oldestHeight, bytesEqual(fresh.root(), appHash)]).toEqual([4, 4, true])
    expect(fresh.getRow(metaKey)).toEqual(MEMBER)
    const key = latin1Encode(noteKey('note-17'))
    const { proof, value } = fresh.prove(4, key)
    verifyMembership(nodeCrypto, smtSpec, appHash, proof, key, value ?? new Uint8Array(0))
    expect(() => fresh.prove(3, key)).toThrow(/STORE_HEIGHT_UNAVAILABLE/)
    expect([...fresh.scanAux({})]).toEqual(spentOf(zone))

    const app = new Application({ crypto: nodeCrypto, chainId: 'xz-note-1', modules: [noteModule], backend: fresh })
    for (let at = 0; at < 3; at++) {
      const txs = notes(100 + at, 1)
      expect(makeBlock({ app, store: fresh }, txs)).toEqual(makeBlock(zone, txs))
    }
    await fresh.close()
    fresh = new StateStore(join(folder, 'new'), { crypto: nodeCrypto })
    expect(bytesEqual(fresh.root(), zone.store.root())).toBe(true)
    expect(readdirSync(join(folder, 'new'))).not.toContain('restore')
  })

  test('is of its height while blocks are made beside it, and the same on every node', async () => {
    const root = zone.store.root()
    const taking = zone.kept.take(zone.store.view(), GO_ON)
    for (let at = 0; at < 5; at++) makeBlock(zone, notes(200 + at, 1))
    const snapshot = await taking
    expect(snapshot?.height).toBe(4)
    expect(restore.offer(snapshot!, root)).toBe('accept')
    expect(applyAll(snapshot!)).toEqual(['accept'])
    expect(bytesEqual(fresh.root(), root)).toBe(true)
    const again = await new KeptSnapshots(nodeCrypto, join(folder, 'again'), 2).take(fresh.view(), GO_ON)
    expect(again).toEqual(snapshot)
  })

  test('of more than a chunk holds no chunk above the bound; only the newest are kept, also over a restart', async () => {
    const big = Array.from({ length: 3 }, (_, at) => ({
      key: Uint8Array.of(at + 1),
      value: new Uint8Array(SNAPSHOT_CHUNK_BYTES - 5_000).fill(at),
    }))
    zone.store.stage(5, big)
    zone.store.commit({ timeMs: GENESIS_MS + 5_000, aux: [], rows: [] })
    const snapshot = await taken()
    expect(snapshot.chunks).toBe(3)
    const sizes = [0, 1, 2].map((at) => zone.kept.chunk(5, SNAPSHOT_FORMAT, at)?.length ?? 0)
    expect(sizes.slice(0, 2)).toEqual([SNAPSHOT_CHUNK_BYTES, SNAPSHOT_CHUNK_BYTES])
    expect(sizes[2]).toBeLessThan(SNAPSHOT_CHUNK_BYTES)
    expect(restore.offer(snapshot, zone.store.root())).toBe('accept')
    expect(applyAll(snapshot)).toEqual(['accept', 'accept', 'accept'])
    expect(bytesEqual(fresh.get(Uint8Array.of(2)) ?? MEMBER, big[1]?.value ?? MEMBER)).toBe(true)
    for (let at = 0; at < 2; at++) {
      makeBlock(zone, notes(300 + at, 1))
      await taken()
    }
    expect(zone.kept.list().map(({ height }) => height)).toEqual([7, 6])
    expect(zone.kept.chunk(5, SNAPSHOT_FORMAT, 0)).toBeUndefined()
    expect(zone.kept.chunk(7, SNAPSHOT_FORMAT, 99)).toBeUndefined()
    expect(new KeptSnapshots(nodeCrypto, join(folder, 'old', 'snapshots'), 2).list()).toEqual(zone.kept.list())
  })

  test('that is told to stop leaves nothing', async () => {
    const stopped = new AbortController()
    const taking = zone.kept.take(zone.store.view(), stopped.signal)
    stopped.abort()
    expect(await taking).toBeUndefined()
    expect(zone.kept.list()).toEqual([])
  })

  test('restored before the engine knew of it is taken again without a second writing', async () => {
    const snapshot = await taken()
    for (let time = 0; time < 2; time++) {
      expect(restore.offer(snapshot, zone.store.root())).toBe('accept')
      expect(applyAll(snapshot)).toEqual(['accept'])
    }
    expect([restored, refused]).toEqual([[4, 4], []])
  })
})

describe('of what a hostile node sends', () => {
  const nothingChanged = (...codes: readonly string[]): void => {
    expect(refused.map(({ code }) => code)).toEqual(codes)
    expect([fresh.height, fresh.size, restored]).toEqual([undefined, 0, []])
    expect([...fresh.scan({}), ...fresh.scanAux({})]).toEqual([])
  }

  test.each([
    ['another format', { format: 2 }, 'rejectFormat', 'HOST_SNAPSHOT_FORMAT'],
    ['no chunks', { chunks: 0 }, 'reject', 'HOST_SNAPSHOT_MALFORMED'],
    ['too many chunks', { chunks: SNAPSHOT_CHUNKS_MAX + 1 }, 'reject', 'HOST_SNAPSHOT_MALFORMED'],
    ['digests missing', { chunks: 2 }, 'reject', 'HOST_SNAPSHOT_MALFORMED'],
    ['digests of others', { metadata: new Uint8Array(32) }, 'reject', 'HOST_SNAPSHOT_MALFORMED'],
    ['another hash', { hash: new Uint8Array(32) }, 'reject', 'HOST_SNAPSHOT_MALFORMED'],
    ['height 0', { height: 0 }, 'reject', 'HOST_SNAPSHOT_MALFORMED'],
  ] as const)('an offer with %s is refused', async (_, change, verdict, code) => {
    expect(restore.offer({ ...(await taken()), ...change }, zone.store.root())).toBe(verdict)
    nothingChanged(code)
    expect(restore.apply(0, new Uint8Array(1))).toBe('abort')
  })

  test('a chunk that is not the announced one is asked for again; then the right one is taken', async () => {
    const snapshot = await taken()
    expect(restore.offer(snapshot, zone.store.root())).toBe('accept')
    const chunk = zone.kept.chunk(4, SNAPSHOT_FORMAT, 0) ?? new Uint8Array(0)
    const flipped = Uint8Array.from(chunk, (byte, at) => (at === 99 ? byte ^ 1 : byte))
    for (const wrong of [flipped, chunk.subarray(1), new Uint8Array(SNAPSHOT_CHUNK_BYTES + 1)])
      expect(restore.apply(0, wrong)).toBe('retry')
    expect(restore.apply(7, chunk)).toBe('retry')
    nothingChanged(...Array<string>(4).fill('HOST_SNAPSHOT_CHUNK'))
    expect(restore.apply(0, chunk)).toBe('accept')
    expect(fresh.height).toBe(4)
  })

  test.each<[string, string, (entries: StateEntry[], aux: StateEntry[]) => ReturnType<typeof forged>]>([
    [
      'a state of another root',
      'HOST_SNAPSHOT_ROOT',
      ([first, ...rest], aux) => forged([{ key: first?.key ?? MEMBER, value: MEMBER }, ...rest], aux),
    ],
    ['a state without one entry', 'HOST_SNAPSHOT_ROOT', (entries, aux) => forged(entries.slice(1), aux)],
    ['an entry twice', 'HOST_SNAPSHOT_MALFORMED', (entries, aux) => forged([...entries, ...entries.slice(-1)], aux)],
    [
      'an empty value',
      'HOST_SNAPSHOT_MALFORMED',
      (entries, aux) => forged([{ key: Uint8Array.of(1), value: new Uint8Array(0) }, ...entries], aux),
    ],
    ['a spent id missing', 'HOST_SNAPSHOT_MALFORMED', (entries, aux) => forged(entries, aux.slice(1))],
    [
      'another row outside the tree',
      'HOST_SNAPSHOT_MALFORMED',
      (entries, aux) => forged(entries, [{ key: latin1Encode('kernel/last-stamp'), value: MEMBER }, ...aux]),
    ],
    ['bytes behind the end', 'HOST_SNAPSHOT_MALFORMED', (entries, aux) => forged(entries, aux, MEMBER)],
    [
      'no second section',
      'HOST_SNAPSHOT_MALFORMED',
      (entries) => {
        const bytes = concatBytes(...chunksOf([entries]))
        return { snapshot: snapshotOf(nodeCrypto, 4, nodeCrypto.sha256(bytes)), chunks: [bytes] }
      },
    ],
    [
      'a length beyond all',
      'HOST_SNAPSHOT_MALFORMED',
      () => {
        const bytes = new Uint8Array(9).fill(0xff)
        return { snapshot: snapshotOf(nodeCrypto, 4, nodeCrypto.sha256(bytes)), chunks: [bytes] }
      },
    ],
  ])('%s is refused when all chunks are here, and the right snapshot is taken after it', async (_, code, forge) => {
    const entries = [...zone.store.scan({})]
    expect(offerForged(forge(entries, spentOf(zone)))).toEqual(['accept', 'rejectSnapshot'])
    nothingChanged(code)
    const snapshot = await taken()
    expect(restore.offer(snapshot, zone.store.root())).toBe('accept')
    expect(applyAll(snapshot)).toEqual(['accept'])
    expect(bytesEqual(fresh.root(), zone.store.root())).toBe(true)
  })

  test('a snapshot for a store with another state is refused for good', async () => {
    const snapshot = await taken()
    restore.offer(snapshot, zone.store.root())
    applyAll(snapshot)
    makeBlock(zone, notes(400, 1))
    expect(restore.offer(await taken(), zone.store.root())).toBe('abort')
    expect(refused.map(({ code }) => code)).toEqual(['HOST_SNAPSHOT_PRESENT'])
    expect(fresh.height).toBe(4)
  })
})
