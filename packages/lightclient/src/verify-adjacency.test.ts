import type { LightBlock } from '@xiezhi/comet'
import { pureCrypto as crypto, type Crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { outcome } from './testing/outcome.ts'
import { lightBlock, validatorKeys, validatorKeysOf, type LightBlockParts } from './testing/light-blocks.ts'
import { trustedStateOf, type TrustOptions } from './trust.ts'
import { verifyAdjacent, verifyHeader, verifyNonAdjacent } from './verify-header.ts'

const chainId = 'court-zone'
const keys = validatorKeys(crypto, [40, 30, 20, 10])
const otherKeys = validatorKeys(crypto, [10, 10, 10], 50)
const parts: LightBlockParts = { chainId, height: 10, timeMs: 1_000_000, validators: keys }
const options: TrustOptions = {
  trustLevel: { numerator: 1, denominator: 3 },
  trustingPeriodMs: 500_000,
  clockDriftMs: 20_000,
}
const nowMs = 1_200_000

const trusted = trustedStateOf(lightBlock(crypto, parts), keys.set)
const next = lightBlock(crypto, { ...parts, height: 11, timeMs: 1_100_000 })
const later = lightBlock(crypto, { ...parts, height: 15, timeMs: 1_100_000 })

describe('exactly two thirds', () => {
  const thirds = validatorKeys(crypto, [10, 10, 10], 70)
  test.each([11, 15])('are not enough at height %i', (height) => {
    const before = trustedStateOf(lightBlock(crypto, { ...parts, validators: thirds }), thirds.set)
    const votes = ['block', 'block', 'absent'] as const
    const block = lightBlock(crypto, { ...parts, height, timeMs: 1_100_000, validators: thirds, votes })
    const run = (): void => verifyHeader(crypto, chainId, before, block, options, nowMs)
    expect(outcome(run)).toBe('NOT_ENOUGH_POWER')
  })
})

describe('verifyAdjacent', () => {
  test('needs no set beside the hash', () => {
    const alone = { ...trusted, nextValidators: null }
    expect(outcome(() => verifyAdjacent(crypto, chainId, alone, next, options, nowMs))).toBe('accepted')
  })

  test('refuses a set that the trusted header does not name', () => {
    const block = lightBlock(crypto, { ...parts, height: 11, timeMs: 1_100_000, validators: otherKeys })
    expect(outcome(() => verifyAdjacent(crypto, chainId, trusted, block, options, nowMs))).toBe('NEXT_VALIDATORS_HASH')
  })

  test('refuses a later height', () => {
    expect(outcome(() => verifyAdjacent(crypto, chainId, trusted, later, options, nowMs))).toBe('HEIGHT_NOT_ADJACENT')
  })
})

describe('verifyNonAdjacent', () => {
  test('refuses the next height', () => {
    expect(outcome(() => verifyNonAdjacent(crypto, chainId, trusted, next, options, nowMs))).toBe('HEIGHT_ADJACENT')
  })

  test('needs the trusted set', () => {
    const alone = { ...trusted, nextValidators: null }
    expect(outcome(() => verifyNonAdjacent(crypto, chainId, alone, later, options, nowMs))).toBe(
      'TRUSTED_VALIDATORS_ABSENT',
    )
  })

  test('refuses a set of strangers, with the tally', () => {
    const block = lightBlock(crypto, { ...parts, height: 15, timeMs: 1_100_000, validators: otherKeys })
    expect(() => verifyNonAdjacent(crypto, chainId, trusted, block, options, nowMs)).toThrow(
      'NOT_ENOUGH_TRUST {"signed":"0","total":"100","numerator":1,"denominator":3}',
    )
  })

  // One of three equal validators stays: exactly one third, which is not more than one third.
  const old = validatorKeys(crypto, [10, 10, 10], 90)
  const before = trustedStateOf(lightBlock(crypto, { ...parts, validators: old }), old.set)
  const staying = (count: number): LightBlock => {
    const validators = validatorKeys(crypto, [10, 10, 10], 90 + 3 - count)
    return lightBlock(crypto, { ...parts, height: 15, timeMs: 1_100_000, validators })
  }
  test('one third that stayed is not enough, two thirds are', () => {
    const verify = (block: LightBlock) => (): void => verifyNonAdjacent(crypto, chainId, before, block, options, nowMs)
    expect(outcome(verify(staying(1)))).toBe('NOT_ENOUGH_TRUST')
    expect(outcome(verify(staying(2)))).toBe('accepted')
  })

  test('votes for nil of the trusted set are no trust', () => {
    // The three that stayed vote for nil; the newcomer alone has more than two thirds.
    const validators = validatorKeysOf(crypto, [
      { power: 100, seed: 120 },
      ...[90, 91, 92].map((seed) => ({ power: 10, seed })),
    ])
    const votes = ['block', 'nil', 'nil', 'nil'] as const
    const block = lightBlock(crypto, { ...parts, height: 15, timeMs: 1_100_000, validators, votes })
    expect(outcome(() => verifyNonAdjacent(crypto, chainId, before, block, options, nowMs))).toBe('NOT_ENOUGH_TRUST')
  })

  test.each([
    ['one third of the trusted set and two thirds of the own one', 1, 3, 2],
    ['nine tenths of the trusted set, which are all four', 9, 10, 4],
  ])('a signature that counts for both sets is verified once: %s', (_, numerator, denominator, expected) => {
    let checks = 0
    const counting: Crypto = {
      ...crypto,
      verifyZip215Many: (list) => {
        checks += list.length
        return crypto.verifyZip215Many(list)
      },
    }
    const trustLevel = { numerator, denominator }
    verifyNonAdjacent(counting, chainId, trusted, later, { ...options, trustLevel }, nowMs)
    expect(checks).toBe(expected)
  })

  // The newcomer has two thirds alone and stands first; of the trusted set one signature is needed, the first that counts.
  test.each([
    [0, 'WRONG_SIGNATURE'],
    [1, 'WRONG_SIGNATURE'],
    [2, 'WRONG_SIGNATURE'],
    [3, 'accepted'],
  ])('a bad signature in slot %i: %s', (index, expected) => {
    const validators = validatorKeysOf(crypto, [
      { power: 100, seed: 120 },
      ...[90, 91, 92].map((seed) => ({ power: 10, seed })),
    ])
    const block = lightBlock(crypto, { ...parts, height: 15, timeMs: 1_100_000, validators })
    const signatures = block.commit.signatures.map((slot, at) =>
      at === index ? { ...slot, signature: slot.signature.map((byte) => byte ^ 1) } : slot,
    )
    const spoiled = { ...block, commit: { ...block.commit, signatures } }
    expect(outcome(() => verifyNonAdjacent(crypto, chainId, before, spoiled, options, nowMs))).toBe(expected)
  })

  test('the trust level of one asks for more than all, so nothing passes it', () => {
    const strict = { ...options, trustLevel: { numerator: 1, denominator: 1 } }
    expect(outcome(() => verifyNonAdjacent(crypto, chainId, trusted, later, strict, nowMs))).toBe('NOT_ENOUGH_TRUST')
  })
})
