import { ZERO_TIME, type LightBlock } from '@xiezhi/comet'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { beginBisection, BISECTION_ANSWERS_MAX, continueBisection } from './bisection.ts'
import type { Bisection, BisectionContext } from './bisection.ts'
import { bisect } from './testing/bisect.ts'
import { lightBlock, validatorKeys, type ValidatorKeys } from './testing/light-blocks.ts'
import { outcome } from './testing/outcome.ts'
import { trustedStateOf, type TrustedState } from './trust.ts'

const context: BisectionContext = {
  crypto,
  chainId: 'court-zone',
  options: { trustLevel: { numerator: 1, denominator: 3 }, trustingPeriodMs: 500_000, clockDriftMs: 0 },
  nowMs: 1_200_000,
}

/** One of three validators changes at each height, so three heights on everybody is new. */
const setAt = (height: number): ValidatorKeys => validatorKeys(crypto, [10, 10, 10], height)

function blockAt(height: number, appByte = 6): LightBlock {
  return lightBlock(crypto, {
    chainId: context.chainId,
    height,
    timeMs: 1_000_000 + height,
    validators: setAt(height),
    nextValidators: setAt(height + 1),
    appHash: new Uint8Array(32).fill(appByte),
  })
}

const blocks = [2, 3, 4, 5, 6, 7, 8, 9].map((height) => blockAt(height))
const target = blocks.at(-1)!
const trusted = trustedStateOf(blockAt(1), null)
const heightsOf = ({ steps }: Bisection): bigint[] => steps.map(({ block }) => block.header.height)

describe('bisection', () => {
  test('goes straight to a block that enough of the trusted set signed', () => {
    const known = trustedStateOf(blockAt(1), setAt(2).set)
    expect(heightsOf(beginBisection(context, known, blockAt(3)))).toEqual([3n])
  })

  test('needs nothing for the next block', () => {
    const search = beginBisection(context, trusted, blockAt(2))
    expect([search.wanted, heightsOf(search)]).toEqual([null, [2n]])
  })

  test('wants the trusted set where another signed, and halves where too few of it signed', () => {
    const first = beginBisection(context, trusted, target)
    expect(first.wanted).toEqual({ height: 2n, below: 9n })
    const second = continueBisection(context, first, blockAt(2))
    expect([second.wanted, second.steps]).toEqual([{ height: 5n, below: 9n }, []])
    const all = bisect(context, trusted, target, blocks)
    expect([all.trusted.height, heightsOf(all)]).toEqual([9n, [3n, 5n, 7n, 9n]])
  })

  test('each step stands on the one before, with the set that it was verified by', () => {
    const { steps } = bisect(context, trusted, target, blocks)
    expect(steps.map(({ from }) => from.height)).toEqual([1n, 3n, 5n, 7n])
    expect(steps.map(({ from }) => from.nextValidators)).toEqual([2, 4, 6, 8].map((height) => setAt(height).set))
  })

  test.each([
    ['all', [2, 3, 4, 5, 6, 7, 8], [3n, 4n, 5n, 9n]],
    ['those around the change', [4, 5], [4n, 5n, 9n]],
    ['the last of the former set', [4], [4n, 9n]],
  ])('takes what a node has kept, the lowest above the wanted or one before it: %s', (_, kept, heights) => {
    const one = changedOnce(1)
    const search = bisect(context, trustedStateOf(one, null), changedOnce(9), kept.map(changedOnce))
    expect(heightsOf(search)).toEqual(heights)
  })

  const known = { ...trusted, nextValidators: setAt(2).set }
  const rejections: [name: string, from: TrustedState, target: LightBlock, others: LightBlock[], code: string][] = [
    ['an older block', trusted, blockAt(1, 7), blocks, 'HEIGHT_NOT_GREATER'],
    ['a gap that nobody bridges', known, target, [], 'NOT_ENOUGH_TRUST'],
    ['a trusted set that nobody has', trusted, target, [], 'TRUSTED_VALIDATORS_ABSENT'],
    ['another set instead of the trusted one', trusted, target, [blockAt(4)], 'TRUSTED_VALIDATORS_HASH'],
    ['a block in between without signatures', known, target, [...blocks.slice(0, 3), unsigned(5)], 'NOT_ENOUGH_POWER'],
    ['a target that does not verify', trusted, changed(9), blocks, 'COMMIT_BLOCK_ID'],
  ]
  test.each(rejections)('refuses %s', (_, from, last, others, code) => {
    expect(outcome(() => bisect(context, from, last, others))).toBe(code)
  })

  test('refuses to go on from a trusted header that is too old', () => {
    const late = { ...context, nowMs: 1_000_001 + context.options.trustingPeriodMs }
    expect(outcome(() => bisect(late, trusted, target, blocks))).toBe('TRUST_EXPIRED')
  })

  test.each([1, 9])('refuses an answer of height %i, outside what was wanted', (height) => {
    const search = beginBisection(context, trusted, target)
    expect(outcome(() => continueBisection(context, search, blockAt(height)))).toBe('BLOCKS_UNORDERED')
  })

  test('refuses answers without end', () => {
    const search = { ...beginBisection(context, trusted, target), answers: BISECTION_ANSWERS_MAX }
    expect(outcome(() => continueBisection(context, search, blockAt(2)))).toBe('BLOCKS_UNORDERED')
  })
})

/** The set changes between heights 4 and 5: one of three stays. */
function changedOnce(height: number): LightBlock {
  const at = (one: number): ValidatorKeys => setAt(one <= 4 ? 1 : 3)
  return lightBlock(crypto, {
    chainId: context.chainId,
    height,
    timeMs: 1_000_000 + height,
    validators: at(height),
    nextValidators: at(height + 1),
  })
}

function unsigned(height: number): LightBlock {
  const block = blockAt(height)
  const absent = block.commit.signatures.map((slot) => ({
    ...slot,
    blockIdFlag: 1 as const,
    validatorAddress: new Uint8Array(),
    signature: new Uint8Array(),
    timestamp: ZERO_TIME,
  }))
  return { ...block, commit: { ...block.commit, signatures: absent } }
}

function changed(height: number): LightBlock {
  const block = blockAt(height)
  return { ...block, header: { ...block.header, appHash: new Uint8Array(32) } }
}
