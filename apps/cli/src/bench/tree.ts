import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { latin1Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { StateStore, wasmHasher } from '@xiezhi/host/store'
import type { StateChange } from '@xiezhi/kernel'
import { StateTree } from '@xiezhi/merkle'
import type { LeafChange } from '@xiezhi/merkle'
import type { BenchInput, Figure, Measured } from './report.ts'
import { clocked, figure, median, perSecond, repeated, spent, wantedAt } from './stats.ts'
import type { Spent } from './stats.ts'

const KEYS_DEFAULT = 1_000_000
const BATCH = 1_000
const BATCHES = 20
const WARM_UP_BATCHES = 10
const ONES = 200
/** The store is filled in blocks with their history: a smaller one stands in for it. */
const STORE_KEYS_MAX = 100_000
const FILL_BATCH = 10_000
/** Bytes of a value in the store: about those of a record. */
const VALUE_BYTES = 600
/** Step through the keys that repeats none before all were taken; prime. */
const STRIDE = 7_919

/** The tree alone, then a store over as many keys. */
export async function tree({ runs, size = KEYS_DEFAULT, note }: BenchInput): Promise<Measured> {
  note(`tree of ${size} keys`)
  const inMemory = await treeFigures(runs, size)
  const storeKeys = Math.min(size, STORE_KEYS_MAX)
  note(`store of ${storeKeys} keys`)
  return {
    figures: [...inMemory, ...(await storeFigures(runs, storeKeys))],
    sizes: { keys: size, storeKeys, batch: BATCH },
  }
}

async function treeFigures(runs: number, size: number): Promise<Figure[]> {
  const keys = Array.from({ length: size }, (_, at) => nodeCrypto.sha256(keyAt(at)))
  const state = new StateTree(nodeCrypto, wasmHasher())
  for (let at = 0; at < size; at += FILL_BATCH)
    state.update(keys.slice(at, at + FILL_BATCH).map((keyHash) => ({ keyHash, valueHash: keyHash })))
  let turn = 0
  const batchOf = (count: number): LeafChange[] =>
    Array.from({ length: count }, () => {
      turn++
      const keyHash = keys[(turn * STRIDE) % size] ?? new Uint8Array(32)
      return { keyHash, valueHash: nodeCrypto.sha256(keyAt(turn)) }
    })
  const timed = async (count: number): Promise<Spent> => {
    const changes = batchOf(count)
    return spent(() => state.update(changes))
  }
  const batch = Math.min(BATCH, size)
  await repeated(WARM_UP_BATCHES, () => timed(batch))
  const rows = await repeated(runs, () => repeated(BATCHES, () => timed(batch)))
  const rateBy = (cost: (of: Spent) => number): number[] =>
    rows.map((row) => perSecond(BATCHES * batch, sum(row.map(cost))))
  await repeated(ONES, () => timed(1))
  const ones = await repeated(runs, async () => median((await repeated(ONES, () => timed(1))).map(({ ms }) => ms)))
  return [
    figure(
      'treeBatch',
      '/s',
      rateBy(({ ms }) => ms),
      wantedAt(size, KEYS_DEFAULT, { atLeast: 35_000, goal: 80_000, better: 'more' }),
    ),
    figure(
      'treeBatchCpu',
      '/s',
      rateBy(({ cpuMs }) => cpuMs),
    ),
    figure('treeOne', 'ms', ones, wantedAt(size, KEYS_DEFAULT, { atLeast: 0.3, goal: 0.3, better: 'less' })),
  ]
}

async function storeFigures(runs: number, size: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'xz-bench-tree-'))
  const store = new StateStore(folder, { crypto: nodeCrypto })
  let height = 0
  let turn = 0
  const value = (at: number): Uint8Array => {
    const bytes = new Uint8Array(VALUE_BYTES)
    new DataView(bytes.buffer).setUint32(0, at)
    return bytes
  }
  const block = (changes: readonly StateChange[]): (() => void) => {
    store.stage(height++, changes)
    return () => store.commit({ timeMs: Date.now(), aux: [], rows: [] })
  }
  try {
    for (let at = 0; at < size; at += FILL_BATCH) {
      const count = Math.min(FILL_BATCH, size - at)
      block(Array.from({ length: count }, (_, next) => ({ key: keyAt(at + next), value: value(at + next) })))()
    }
    const batch = Math.min(BATCH, size)
    const timed = async (): Promise<{ commitMs: number; allMs: number }> => {
      const changes = Array.from({ length: batch }, () => {
        turn++
        return { key: keyAt((turn * STRIDE) % size), value: value(size + turn) }
      })
      let commit: () => void = () => undefined
      const stageMs = await clocked(() => (commit = block(changes)))
      const commitMs = await clocked(() => {
        commit()
      })
      return { commitMs, allMs: stageMs + commitMs }
    }
    await repeated(WARM_UP_BATCHES, timed)
    const rows = await repeated(runs, () => repeated(BATCHES, timed))
    return [
      figure(
        'storeCommit',
        'ms',
        rows.map((row) => median(row.map(({ commitMs }) => commitMs))),
      ),
      figure(
        'storeRate',
        '/s',
        rows.map((row) => perSecond(BATCHES * batch, sum(row.map(({ allMs }) => allMs)))),
      ),
    ]
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function keyAt(at: number): Uint8Array {
  return latin1Encode(`bench/record/${String(at).padStart(8, '0')}`)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
