import { pureCrypto } from '@xiezhi/crypto'
import { compareBytes, object } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BUCKET_MS, defineMessage, exportState, provenSpent, SPENT_LEAVES } from './index.ts'
import type { Module, StateEntry, StateExport } from './index.ts'
import { TestChain, testSigner } from './testing/index.ts'

const idle: Module = {
  name: 'idle',
  version: 1,
  errors: {},
  events: [],
  messages: [defineMessage({ type: 'idle/Act', schema: object({}), check: () => null, execute: () => null })],
  queries: [],
  invariants: [],
  migrations: [],
  initGenesis: () => undefined,
}
const clerk = testSigner('court', 'clerk', 1)

/** Two closed buckets and an open one, some blocks with several transactions. */
function spentState(): StateExport {
  const chain = new TestChain({ modules: [idle] })
  for (let minute = 0; minute < 3; minute++) {
    for (let block = 0; block < 3; block++) {
      chain.nowMs += 1_000
      chain.block(Array.from({ length: block + 1 }, () => chain.sign([{ type: 'idle/Act', value: {} }], [clerk])))
    }
    chain.nowMs += BUCKET_MS
  }
  return exportState(chain.backend)
}

const isSpentRow = ({ key }: StateEntry): boolean => Buffer.from(key).toString('latin1').startsWith('spent/')
const { from = new Uint8Array(0), to = new Uint8Array(0) } = SPENT_LEAVES
const proven = ({ entries, aux }: StateExport): StateEntry[] | undefined =>
  provenSpent(
    pureCrypto,
    entries.filter(({ key }) => compareBytes(from, key) <= 0 && compareBytes(key, to) < 0),
    aux,
  )

describe('the spent ids of another node', () => {
  test('are taken where the leaves of the state vouch for them; the last stamp is not', () => {
    const state = spentState()
    const rows = state.aux.filter(isSpentRow)
    expect(rows).toHaveLength(18)
    expect(state.aux).toHaveLength(19)
    expect(proven(state)).toEqual(rows)
  })

  test('are refused where one is missing, added, in another block or at another place', () => {
    const state = spentState()
    const rows = state.aux.filter(isSpentRow)
    for (const [at, row] of rows.entries()) {
      const others = rows.filter((_, other) => other !== at)
      expect(proven({ ...state, aux: others })).toBeUndefined()
      const other = { ...row, key: Uint8Array.from(row.key, (byte, index) => (index === 30 ? byte ^ 1 : byte)) }
      expect(proven({ ...state, aux: [...others, other] })).toBeUndefined()
      expect(proven({ ...state, aux: [...rows, other] })).toBeUndefined()
    }
    const open = rows.slice(-6)
    const moved = open.map(({ key }, at) => ({ key, value: open[(at + 1) % open.length]?.value ?? new Uint8Array(0) }))
    expect(proven({ ...state, aux: [...rows.slice(0, -6), ...moved] })).toBeUndefined()
    const old = open.map(({ key }) => ({ key, value: Uint8Array.of(1) }))
    expect(proven({ ...state, aux: [...rows.slice(0, -6), ...old] })).toBeUndefined()
  })

  test('of a bucket that no leaf speaks of are left out', () => {
    const state = spentState()
    const [row] = state.aux.filter(isSpentRow)
    const stray = {
      key: Uint8Array.from(row?.key ?? [], (byte, at) => (at < 13 && at > 5 ? 0 : byte)),
      value: Uint8Array.of(1),
    }
    expect(proven({ ...state, aux: [stray, ...state.aux] })).toEqual(state.aux.filter(isSpentRow))
  })
})
