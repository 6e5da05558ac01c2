import { concatBytes } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, test } from 'vitest'
import { benchOf, codeOf, NOW, person, SET_ID, SUITES } from './testing/samples.ts'
import { TokenEvaluator } from './token-evaluator.ts'
import type { Evaluation } from './token-evaluator.ts'
import { TokenSetBuilder } from './token-set/build-token-set.ts'
import { openTokenSet } from './token-set/open-token-set.ts'

describe.each(SUITES)('the evaluator of a subscriber under %s', (id) => {
  const { crypto, algorithms, key, court, trust } = benchOf(nodeCrypto, id)
  const about = { authority: 'court', chainId: 'court-1', client: 'c', subscriber: 'railway', setId: SET_ID, height: 1 }
  const builder = new TokenSetBuilder(crypto, algorithms, key, { ...about, builtAtMs: NOW, validToMs: NOW + 1_000_000 })
  builder.add(person(1))
  const set = openTokenSet(crypto, concatBytes(...builder.finish(court).parts), trust)

  function started(change: { perMinuteMax?: number; perSetMax?: number; key?: Uint8Array } = {}): {
    readonly evaluator: TokenEvaluator
    readonly rows: Evaluation[]
  } {
    const rows: Evaluation[] = []
    const evaluator = new TokenEvaluator({
      crypto,
      algorithms,
      key,
      perMinuteMax: 3,
      perSetMax: 5,
      before: { n: 10, ofSet: 0 },
      note: (row) => rows.push(row),
      ...change,
    })
    return { evaluator, rows }
  }

  test('yes or no with its moment and bound; each is counted and noted without the person', () => {
    const { evaluator, rows } = started()
    expect(evaluator.check(set, person(1), 'TICKETS', NOW + 5)).toEqual({
      answer: 'ACTIVE',
      asOfMs: NOW,
      validToMs: NOW + 1_000_000,
      falsePositiveBits: 127,
    })
    expect(evaluator.check(set, person(2), 'TICKETS', NOW + 6).answer).toBe('NOT_ACTIVE')
    expect(rows).toEqual([
      { n: 11, atMs: NOW + 5, setId: SET_ID, purpose: 'TICKETS' },
      { n: 12, atMs: NOW + 6, setId: SET_ID, purpose: 'TICKETS' },
    ])
    expect(evaluator.count).toBe(12)
  })

  test('a set that entries have changed since answers nobody, and counts nothing; one that was built later does', () => {
    let changedAtMs: number | null = null
    const rows: Evaluation[] = []
    const evaluator = new TokenEvaluator({
      crypto,
      algorithms,
      key,
      perMinuteMax: 9,
      perSetMax: 9,
      before: { n: 0, ofSet: 0 },
      note: (row) => rows.push(row),
      changedAtMs: () => changedAtMs,
    })
    const asked = (): string => codeOf(() => evaluator.check(set, person(1), 'TICKETS', NOW + 5))
    expect(asked()).toBe('none')
    changedAtMs = NOW - 1
    expect(asked()).toBe('none')
    for (const told of [NOW, NOW + 1]) {
      changedAtMs = told
      expect(asked()).toBe('SET_AGED')
    }
    expect(rows).toHaveLength(2)
    const later = new TokenSetBuilder(crypto, algorithms, key, {
      ...about,
      builtAtMs: NOW + 2,
      validToMs: NOW + 1_000_000,
    })
    const next = openTokenSet(crypto, concatBytes(...later.finish(court).parts), trust)
    expect(evaluator.check(next, person(1), 'TICKETS', NOW + 5).answer).toBe('NOT_ACTIVE')
  })

  test('no more than so many in a minute, and of a set', () => {
    const { evaluator, rows } = started()
    const at = (ms: number): string => codeOf(() => evaluator.check(set, person(1), 'TICKETS', NOW + ms))
    expect([at(0), at(1), at(2), at(59_999)]).toEqual(['none', 'none', 'none', 'EVALUATIONS_TOO_FAST'])
    expect([at(60_000), at(60_001), at(120_010)]).toEqual(['none', 'none', 'EVALUATIONS_TOO_MANY'])
    expect(rows).toHaveLength(5)
  })

  test('a row that cannot be kept ends the evaluation', () => {
    const evaluator = new TokenEvaluator({
      crypto,
      algorithms,
      key,
      perMinuteMax: 3,
      perSetMax: 5,
      before: { n: 0, ofSet: 0 },
      note: () => {
        throw new Error('the disk is full')
      },
    })
    expect(() => evaluator.check(set, person(1), 'TICKETS', NOW)).toThrow('the disk is full')
    expect(evaluator.count).toBe(0)
  })

  test('another key, an ended set and a person without a number are refused, and nothing is counted', () => {
    const other = started({ key: new Uint8Array(32).fill(9) })
    expect(codeOf(() => other.evaluator.check(set, person(1), 'TICKETS', NOW))).toBe('SET_KEY')
    const { evaluator, rows } = started()
    expect(codeOf(() => evaluator.check(set, person(1), 'TICKETS', NOW + 1_000_000))).toBe('SET_EXPIRED')
    const nameAlone = { ...person(1), certificateNumber: '' }
    expect(codeOf(() => evaluator.check(set, nameAlone, 'TICKETS', NOW))).toBe('CERTIFICATE_NUMBER')
    expect([...rows, ...other.rows]).toEqual([])
    expect(codeOf(() => started({ key: new Uint8Array(8) }))).toBe('KEY_BYTES')
  })
})
