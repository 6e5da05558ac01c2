import { ZERO_TIME, type LightBlock } from '@xiezhi/comet'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { lightBlock, validatorKeys, type ValidatorKeys } from './testing/light-blocks.ts'
import { outcome } from './testing/outcome.ts'
import { trustedStateOf, type TrustOptions } from './trust.ts'
import { verifyBisection } from './verify-bisection.ts'

const chainId = 'court-zone'
const options: TrustOptions = {
  trustLevel: { numerator: 1, denominator: 3 },
  trustingPeriodMs: 500_000,
  clockDriftMs: 0,
}
const nowMs = 1_200_000

/** One of three validators changes at each height, so three heights on everybody is new. */
const setAt = (height: number): ValidatorKeys => validatorKeys(crypto, [10, 10, 10], height)

function blockAt(height: number, appByte = 6): LightBlock {
  return lightBlock(crypto, {
    chainId,
    height,
    timeMs: 1_000_000 + height,
    validators: setAt(height),
    nextValidators: setAt(height + 1),
    appHash: new Uint8Array(32).fill(appByte),
  })
}

const blocks = [2, 3, 4, 5, 6, 7, 8, 9].map((height) => blockAt(height))
const trusted = trustedStateOf(blockAt(1), setAt(2).set)
const run = (list: readonly LightBlock[], sets = [setAt(2).set]): readonly bigint[] =>
  verifyBisection(crypto, chainId, trusted, list, sets, options, nowMs).heights

describe('verifyBisection', () => {
  test('goes straight to a block that enough of the trusted set signed', () => {
    expect(run(blocks.slice(0, 2))).toEqual([3n])
  })

  test('halves where too few of the trusted set signed', () => {
    const { trusted: last, heights } = verifyBisection(crypto, chainId, trusted, blocks, [], options, nowMs)
    expect(heights).toEqual([3n, 5n, 7n, 9n])
    expect(last.height).toBe(9n)
  })

  test('walks a list of every height without any further set', () => {
    const alone = { ...trusted, nextValidators: null }
    const { heights } = verifyBisection(crypto, chainId, alone, [blockAt(2)], [], options, nowMs)
    expect(heights).toEqual([2n])
  })

  test('takes a list with gaps, given the sets in between', () => {
    const sparse = [3, 5, 7, 9].map((height) => blockAt(height))
    expect(
      run(
        sparse,
        [4, 6, 8].map((height) => setAt(height).set),
      ),
    ).toEqual([3n, 5n, 7n, 9n])
  })

  const rejections: [name: string, list: LightBlock[], code: string][] = [
    ['no blocks', [], 'BLOCKS_UNORDERED'],
    ['heights that fall', [blockAt(3), blockAt(2)], 'BLOCKS_UNORDERED'],
    ['a height twice', [blockAt(3), blockAt(3, 7)], 'BLOCKS_UNORDERED'],
    ['a gap that nobody bridges', [blockAt(9)], 'NOT_ENOUGH_TRUST'],
    ['a gap whose set is not given', [blockAt(3), blockAt(9)], 'TRUSTED_VALIDATORS_ABSENT'],
    [
      'a block in between that does not verify',
      [...blocks.slice(0, 3), unsigned(5), ...blocks.slice(4)],
      'NOT_ENOUGH_POWER',
    ],
    ['a last block that does not verify', [...blocks.slice(0, 7), changed(9)], 'COMMIT_BLOCK_ID'],
  ]
  test.each(rejections)('refuses %s', (_, list, code) => {
    expect(outcome(() => run(list))).toBe(code)
  })
})

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
