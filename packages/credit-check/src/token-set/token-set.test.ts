import { concatBytes } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, test } from 'vitest'
import { benchOf, codeOf, keyOf, NOW, person, SET_ID, SUITES } from '../testing/samples.ts'
import type { Bench } from '../testing/samples.ts'
import { tokenFunction } from '../token.ts'
import { TokenSetBuilder } from './build-token-set.ts'
import { headerBytes, tokenSetDigest } from './header.ts'
import type { NewTokenSet } from './header.ts'
import { openTokenSet } from './open-token-set.ts'
import { signStatement } from '../signed.ts'

const ABOUT: NewTokenSet = {
  authority: 'court',
  chainId: 'court-1',
  client: '07-tendermint-1',
  subscriber: 'railway',
  setId: SET_ID,
  height: 40,
  builtAtMs: NOW,
  validToMs: NOW + 86_400_000,
}
const LISTED = 5_000

function fileOf({ crypto, algorithms, key, court }: Bench, count = LISTED, about = ABOUT): Uint8Array {
  const builder = new TokenSetBuilder(crypto, algorithms, key, about)
  for (let n = 0; n < count; n++) builder.add(person(n))
  return concatBytes(...builder.finish(court).parts)
}

describe.each(SUITES)('a token set under %s', (id) => {
  const bench = benchOf(nodeCrypto, id)
  const { crypto, trust } = bench
  const tokens = tokenFunction(crypto, bench.algorithms, bench.key, SET_ID)
  const file = fileOf(bench)
  const set = openTokenSet(crypto, file, trust)

  test('says yes to each listed person and no to others', () => {
    const listed = Array.from({ length: LISTED }, (_, n) => set.has(tokens.tokenOf(person(n)), NOW))
    expect(listed.every(Boolean)).toBe(true)
    const others = Array.from({ length: 500 }, (_, n) => set.has(tokens.tokenOf(person(LISTED + n)), NOW))
    expect(others.some(Boolean)).toBe(false)
    const sameName = { ...person(1), certificateNumber: person(LISTED + 1).certificateNumber }
    expect(set.has(tokens.tokenOf(sameName), NOW)).toBe(false)
  })

  test('states its size, its bound and what it does not say', () => {
    expect(set.statement).toMatchObject({
      suite: id,
      subscriber: 'railway',
      count: LISTED,
      // 5,000 is below 2 to the 13.
      assurance: { falsePositiveBits: 115, isComplete: 'COURT_ASSERTS' },
    })
    expect(set.statement.assurance.notProved).toContain('CHANGES_SINCE_BUILT')
    expect(file.length).toBeLessThan(LISTED * 16 + 2_048)
  })

  test('holds no number, name or key', () => {
    const text = Buffer.from(file).toString('latin1')
    expect(text).not.toContain(person(7).certificateNumber)
    expect(Buffer.from(file).includes(person(7).name)).toBe(false)
    expect(Buffer.from(file).includes(Buffer.from(bench.key))).toBe(false)
  })

  test('tokens of another set, key or suite have nothing in common with it', () => {
    const other = openTokenSet(crypto, fileOf(bench, 50, { ...ABOUT, setId: 'cd'.repeat(16) }), trust)
    for (let n = 0; n < 50; n++) expect(other.has(tokens.tokenOf(person(n)), NOW)).toBe(false)
    const otherKey = tokenFunction(crypto, bench.algorithms, new Uint8Array(32).fill(9), SET_ID)
    for (let n = 0; n < 50; n++) expect(set.has(otherKey.tokenOf(person(n)), NOW)).toBe(false)
  })

  test('a person who was added twice has one token; the empty set says no', () => {
    const { algorithms, key, court } = bench
    const builder = new TokenSetBuilder(crypto, algorithms, key, ABOUT)
    for (const n of [1, 2, 1, 1]) builder.add(person(n))
    expect(builder.finish(court).header.statement.count).toBe(2)
    const empty = openTokenSet(crypto, fileOf(bench, 0), trust)
    expect(empty.has(tokens.tokenOf(person(1)), NOW)).toBe(false)
  })

  test('is refused after its last instant', () => {
    const token = tokens.tokenOf(person(1))
    expect(set.has(token, ABOUT.validToMs - 1)).toBe(true)
    expect(codeOf(() => set.has(token, ABOUT.validToMs))).toBe('SET_EXPIRED')
  })

  test('every spoiled byte is refused', () => {
    const short = fileOf(bench, 20)
    for (let at = 0; at < short.length; at++) {
      const spoiled = short.slice()
      spoiled[at] = (short[at] ?? 0) ^ 1
      expect(codeOf(() => openTokenSet(crypto, spoiled, trust))).toMatch(/^SET_/)
    }
  })

  test('files that are signed and wrong all the same are refused', () => {
    const { algorithms, key, court } = bench
    const builder = new TokenSetBuilder(crypto, algorithms, key, ABOUT)
    for (let n = 0; n < 20; n++) builder.add(person(n))
    const { header, parts } = builder.finish(court)
    const [, sorted = new Uint8Array(0)] = parts
    const signed = (tokens: Uint8Array): Uint8Array => {
      const statement = { ...header.statement, count: tokens.length / 16, tokensDigest: algorithms.digest(tokens) }
      return concatBytes(headerBytes({ statement, signature: signStatement(court, statement) }), tokens)
    }
    expect(codeOf(() => openTokenSet(crypto, signed(sorted), trust))).toBe('none')
    const exchanged = concatBytes(sorted.subarray(16, 32), sorted.subarray(0, 16), sorted.subarray(32))
    expect(codeOf(() => openTokenSet(crypto, signed(exchanged), trust))).toBe('SET_ORDER')
    const repeated = concatBytes(sorted.subarray(0, 16), sorted)
    expect(codeOf(() => openTokenSet(crypto, signed(repeated), trust))).toBe('SET_ORDER')
    const cut = fileOf(bench, 20).subarray(0, -16)
    expect(codeOf(() => openTokenSet(crypto, cut, trust))).toBe('SET_BYTES')
  })

  test('signatures of others, and of a court that nobody chose, are refused', () => {
    const [authority = { authority: '', chainId: '', keys: [] }] = trust.authorities
    const other = { ...trust, authorities: [{ ...authority, keys: [keyOf(bench.subscriber)] }] }
    expect(codeOf(() => openTokenSet(crypto, file, other))).toBe('SET_SIGNATURE')
    const elsewhere = { ...trust, authorities: [{ ...authority, chainId: 'court-2' }] }
    expect(codeOf(() => openTokenSet(crypto, file, elsewhere))).toBe('SET_SIGNER_UNKNOWN')
  })

  test('the ledger names it by the digest of what was signed', () => {
    const { algorithms, key, court } = bench
    const built = (count: number): string => {
      const builder = new TokenSetBuilder(crypto, algorithms, key, ABOUT)
      for (let n = 0; n < count; n++) builder.add(person(n))
      return tokenSetDigest(algorithms, builder.finish(court).header)
    }
    expect(built(3)).toBe(built(3))
    expect(built(3)).not.toBe(built(4))
  })

  test('is not begun with a key of another length or without a term', () => {
    const build = (key: Uint8Array, about: NewTokenSet): unknown =>
      new TokenSetBuilder(crypto, bench.algorithms, key, about)
    expect(codeOf(() => build(new Uint8Array(16), ABOUT))).toBe('KEY_BYTES')
    expect(codeOf(() => build(bench.key, { ...ABOUT, validToMs: NOW }))).toBe('SET_TERM')
  })
})
