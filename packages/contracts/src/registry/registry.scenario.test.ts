import fc from 'fast-check'
import { decodeCanonical } from '@xiezhi/codec'
import { ContractError } from '@xiezhi/kernel'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TestChain } from '@xiezhi/kernel/testing'
import { asOf, headKey, headOf, history, pageKey, pageOf, pagesFor, requirePage, rowAsOf } from './api.ts'
import { errors } from './errors.ts'
import { record, registryChain, version, writer } from './fixtures.ts'
import { headSchema, pageSchema } from './state.ts'
import type { NewVersion } from './state.ts'

let chain: TestChain
beforeEach(() => {
  chain = registryChain()
})
const write = (change: Partial<NewVersion>): number => {
  expect(chain.deliver([record(change)], [writer])).toMatchObject({ code: 0, facts: {} })
  return chain.nowMs
}
const statusOn = (day: string, knownAtMs?: number): unknown =>
  asOf(chain.context(), 'credential', 'record-1', day, knownAtMs)?.fields.status

describe('the registry', () => {
  test('given a suspension learnt late, when asked as known before, then the old answer stands', () => {
    const first = write({})
    chain.advance(86_400_000)
    const second = write({ validFrom: '2026-02-01', validTo: '2026-03-01', fields: { status: 'SUSPENDED' } })
    expect(statusOn('2026-02-15', first)).toBe('PRACTISING')
    expect(statusOn('2026-02-15', second)).toBe('SUSPENDED')
    expect(statusOn('2026-03-01')).toBe('PRACTISING')
    expect(statusOn('2025-12-31')).toBeUndefined()
    expect(statusOn('2026-02-15', first - 1)).toBeUndefined()
  })

  test('given a wrong entry, when it is corrected, then it counts on no day from then on, and its days show what lay below', () => {
    write({})
    const wrong = write({ validFrom: '2026-02-01', validTo: '2026-06-01', fields: { status: 'SUSPENDED' } })
    const corrected = write({
      validFrom: '2026-04-01',
      validTo: '2026-05-01',
      fields: { status: 'SUSPENDED' },
      supersedes: 2,
      reason: 'dates of another decision',
    })
    expect(statusOn('2026-02-15', wrong)).toBe('SUSPENDED')
    expect(statusOn('2026-02-15', corrected)).toBe('PRACTISING')
    expect(statusOn('2026-04-15', corrected)).toBe('SUSPENDED')
    const rows = history(chain.context(), 'credential', 'record-1')
    expect(rows.map(({ n, supersedes }) => [n, supersedes])).toEqual([
      [1, null],
      [2, null],
      [3, 2],
    ])
    expect(chain.violations()).toEqual([])
  })

  test('given 130 rows, when pages are sealed, then the leaves alone give the answers of the chain', () => {
    const day = (n: number): string =>
      `20${String(10 + Math.floor(n / 12)).padStart(2, '0')}-${String((n % 12) + 1).padStart(2, '0')}-01`
    const rows = Array.from({ length: 129 }, (_, n) =>
      record({ validFrom: day(n), validTo: day(n + 1), commitments: [] }),
    )
    expect(chain.deliver(rows, [writer]).code).toBe(0)
    const late = {
      validFrom: '2030-01-01',
      validTo: '2031-01-01',
      commitments: [],
      supersedes: 3,
      reason: 'wrong month',
    }
    const knownMs = chain.nowMs
    write(late)
    const ctx = chain.context()
    const head = headSchema.parse(decodeCanonical(ctx.store.get(headKey('credential', 'record-1')) ?? new Uint8Array()))
    const page = (at: number) => pageOf(ctx, 'credential', 'record-1', at)
    expect([head.rows, head.pages.length, head.open.length]).toEqual([130, 2, 2])
    for (const at of [0, 1]) {
      const leaf = pageSchema.parse(
        decodeCanonical(ctx.store.get(pageKey('credential', 'record-1', at)) ?? new Uint8Array()),
      )
      expect(() => requirePage(ctx.crypto, head, at, leaf)).not.toThrow()
      expect(() => requirePage(ctx.crypto, head, 1 - at, leaf)).toThrow(ContractError)
    }
    expect(pagesFor(head, day(3), chain.nowMs)).toEqual([0])
    expect(rowAsOf(head, page, day(2), knownMs)?.n).toBe(3)
    expect(rowAsOf(head, page, day(2), chain.nowMs)).toBeUndefined()
    expect(rowAsOf(head, page, day(100), chain.nowMs)?.n).toBe(101)
    expect(() => rowAsOf(head, () => undefined, day(3), chain.nowMs)).toThrow(
      expect.objectContaining({ kind: errors.PageMissing }) as Error,
    )
    expect(chain.violations()).toEqual([])
  })

  test('a sealed page that corrects an earlier one is asked for on the days of the corrected row', () => {
    const year = (n: number): string => `${1900 + n}-01-01`
    const rows = Array.from({ length: 128 }, (_, n) =>
      n === 100
        ? record({
            validFrom: '2090-01-01',
            validTo: '2091-01-01',
            supersedes: 4,
            reason: 'wrong year',
            commitments: [],
          })
        : record({ validFrom: year(n), validTo: year(n + 1), commitments: [] }),
    )
    expect(chain.deliver(rows, [writer]).code).toBe(0)
    const head = headOf(chain.context(), 'credential', 'record-1')
    if (head === undefined) throw new TypeError('no head')
    const page = (at: number) => pageOf(chain.context(), 'credential', 'record-1', at)
    expect(pagesFor(head, year(10), chain.nowMs)).toEqual([0, 1])
    expect(rowAsOf(head, page, year(3), chain.nowMs)).toBeUndefined()
    expect(rowAsOf(head, page, year(10), chain.nowMs)?.n).toBe(11)
    expect(chain.violations()).toEqual([])
  })

  test('any history answers as a plain walk over its rows does', () => {
    const month = fc.integer({ min: 1, max: 12 })
    const row = fc.record({
      from: month,
      months: fc.integer({ min: 1, max: 12 }),
      back: fc.integer({ min: 0, max: 3 }),
    })
    const dateOf = (n: number): string =>
      `${2026 + Math.floor((n - 1) / 12)}-${String(((n - 1) % 12) + 1).padStart(2, '0')}-01`
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), month, fc.nat(8), (rows, onMonth, knownRows) => {
        const fresh = registryChain()
        const known: { n: number; from: string; to: string; supersedes: number; atMs: number }[] = []
        for (const [at, { from, months, back }] of rows.entries()) {
          const n = at + 1
          const free = back > 0 && n - back >= 1 && known.every(({ supersedes }) => supersedes !== n - back)
          const span = { validFrom: dateOf(from), validTo: dateOf(from + months), commitments: [] }
          const correction = free ? { supersedes: n - back, reason: 'correction' } : {}
          expect(fresh.deliver([record({ ...span, ...correction })], [writer]).code).toBe(0)
          known.push({
            n,
            from: span.validFrom,
            to: span.validTo,
            supersedes: free ? n - back : 0,
            atMs: fresh.nowMs,
          })
        }
        const upTo = known.slice(0, knownRows)
        const counted = upTo.filter(({ n }) => upTo.every(({ supersedes }) => supersedes !== n))
        const expected = counted.filter(({ from, to }) => from <= dateOf(onMonth) && dateOf(onMonth) < to).at(-1)?.n
        const knownAtMs = upTo.at(-1)?.atMs ?? 0
        expect(asOf(fresh.context(), 'credential', 'record-1', dateOf(onMonth), knownAtMs)?.n).toBe(expected)
        expect(fresh.violations()).toEqual([])
      }),
      { numRuns: 15 },
    )
  })

  test('given a compromised key, when its versions are asked for, then those of the interval are listed', () => {
    const before = write({ recordId: 'a' })
    chain.advance(1_000)
    const after = write({ recordId: 'b' })
    const query = { key: writer.key, fromMs: before + 1, toMs: after }
    expect(chain.query('registry/writtenBy', query)).toMatchObject({
      versions: [{ recordId: 'b', row: 1 }],
      next: null,
    })
    expect(chain.query('registry/writtenBy', { ...query, key: 'other' })).toMatchObject({ versions: [] })
  })

  test('tells clients its types, heads, histories and answers', () => {
    write({})
    write({ validFrom: '2026-02-01', fields: { status: 'SUSPENDED' } })
    const id = { recordType: 'credential', recordId: 'record-1' }
    expect(chain.query('registry/head', id)).toMatchObject({ rows: 2 })
    expect(chain.query('registry/history', { ...id, from: 1, limit: 1 })).toMatchObject({
      versions: [{ n: 1 }],
      next: 2,
    })
    expect(chain.query('registry/record', { ...id, onDate: '2026-02-02', knownAtMs: null })).toMatchObject({
      row: 2,
      pages: [],
    })
    expect(
      chain.query('registry/record', { ...id, recordId: 'none', onDate: '2026-02-02', knownAtMs: null }),
    ).toMatchObject({ row: null })
    const [type] = chain.query('registry/types', {}) as { name: string; fields: { class: string }[] }[]
    expect(type).toMatchObject({ name: 'credential', fields: { length: 6 } })
    expect(headOf(chain.context(), 'credential', 'record-1')?.open.length).toBe(2)
    expect(version().recordId).toBe('record-1')
  })
})
