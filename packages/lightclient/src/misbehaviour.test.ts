import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { consensusStateOf } from './ibc/consensus-state.ts'
import { detectConflict, detectMisbehaviour, verifyMisbehaviour, type ConflictingBlock } from './misbehaviour.ts'
import { lightBlock, validatorKeys, type LightBlockParts } from './testing/light-blocks.ts'
import { outcome } from './testing/outcome.ts'
import { trustedStateOf, type TrustOptions } from './trust.ts'

const chainId = 'bureau-zone'
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
const appHash = new Uint8Array(32).fill(0xaa)

function block(change: Partial<LightBlockParts>): ConflictingBlock {
  return { trusted, block: lightBlock(crypto, { ...parts, height: 15, timeMs: 1_100_000, ...change }) }
}

function judge(first: ConflictingBlock, second: ConflictingBlock): string {
  let kind = ''
  const refusal = outcome(() => {
    kind = verifyMisbehaviour(crypto, chainId, first, second, options, nowMs)
  })
  return refusal === 'accepted' ? kind : refusal
}

const honest = block({})

describe('verifyMisbehaviour', () => {
  const evidence: [name: string, second: ConflictingBlock, kind: string][] = [
    ['two signed blocks at one height', block({ appHash }), 'equivocation'],
    [
      'a second block that only two thirds signed',
      block({ appHash, votes: ['block', 'block', 'absent', 'nil'] }),
      'equivocation',
    ],
    ['a later block of the same time', block({ height: 16 }), 'time-violation'],
    ['a later block of an earlier time', block({ height: 16, timeMs: 1_050_000 }), 'time-violation'],
    ['a later block before the trusted time', block({ height: 16, timeMs: 900_000 }), 'time-violation'],
    ['an earlier block from beyond now', block({ height: 14, timeMs: 9_000_000 }), 'time-violation'],
    ['two blocks at the height next to the trusted one', block({ height: 11, timeMs: 1_100_000 }), 'time-violation'],
  ]
  test.each(evidence)('finds %s', (_, second, kind) => {
    expect(judge(honest, second)).toBe(kind)
    expect(judge(second, honest)).toBe(kind)
  })

  const unsigned = block({ appHash, votes: ['absent', 'absent', 'absent', 'absent'] })
  const forged = block({ appHash })
  const stolen = {
    ...forged,
    block: { ...forged.block, commit: { ...forged.block.commit, signatures: honest.block.commit.signatures } },
  }
  const relabelled = { ...forged, block: { ...forged.block, commit: honest.block.commit } }
  const spoiled = {
    ...forged,
    block: {
      ...forged.block,
      commit: {
        ...forged.block.commit,
        signatures: forged.block.commit.signatures.map((slot, at) =>
          at === 3 ? { ...slot, signature: slot.signature.map((byte) => byte ^ 1) } : slot,
        ),
      },
    },
  }
  const fakes: [name: string, second: ConflictingBlock, code: string][] = [
    ['the same block twice', honest, 'NO_MISBEHAVIOUR'],
    ['another commit for the same block', block({ votes: ['block', 'block', 'block', 'absent'] }), 'NO_MISBEHAVIOUR'],
    ['an honest later block', block({ height: 16, timeMs: 1_100_001 }), 'NO_MISBEHAVIOUR'],
    ['a second block that nobody signed', unsigned, 'NOT_ENOUGH_TRUST'],
    [
      'a second block that 60 of 100 signed',
      block({ appHash, votes: ['block', 'nil', 'block', 'nil'] }),
      'NOT_ENOUGH_POWER',
    ],
    ["a second block with the first one's signatures", stolen, 'WRONG_SIGNATURE'],
    ['a second block with a bad signature beyond two thirds', spoiled, 'WRONG_SIGNATURE'],
    ["a second block with the first one's commit", relabelled, 'COMMIT_BLOCK_ID'],
    ['a second block of other validators', block({ validators: otherKeys }), 'NOT_ENOUGH_TRUST'],
    ['a second block of another chain', block({ chainId: 'court-zone', appHash }), 'CHAIN_ID'],
    ['a block not above its trusted height', block({ height: 10, appHash }), 'HEIGHT_NOT_GREATER'],
    [
      'a trusted set that is another',
      { ...forged, trusted: { ...trusted, nextValidators: otherKeys.set } },
      'TRUSTED_VALIDATORS_HASH',
    ],
    ['no trusted set', { ...forged, trusted: { ...trusted, nextValidators: null } }, 'TRUSTED_VALIDATORS_ABSENT'],
    [
      'a trusted state that has expired',
      { ...forged, trusted: { ...trusted, time: { seconds: 700n, nanos: 0 } } },
      'TRUST_EXPIRED',
    ],
  ]
  test.each(fakes)('refuses %s', (_, second, code) => {
    expect(judge(honest, second)).toBe(code)
    expect(judge(second, honest)).toBe(code)
  })
})

describe('the options of verifyMisbehaviour', () => {
  test('are checked', () => {
    const loose = { ...options, trustLevel: { numerator: 1, denominator: 4 } }
    const run = (): unknown => verifyMisbehaviour(crypto, chainId, honest, block({ appHash }), loose, nowMs)
    expect(outcome(run)).toBe('TRUST_OPTIONS')
  })
})

describe('detectMisbehaviour', () => {
  test('compares hashes at one height and times at two', () => {
    expect(detectMisbehaviour(honest.block, honest.block)).toBeNull()
    expect(detectMisbehaviour(honest.block, block({ appHash }).block)).toBe('equivocation')
    expect(detectMisbehaviour(honest.block, block({ height: 16 }).block)).toBe('time-violation')
    expect(detectMisbehaviour(honest.block, block({ height: 16, timeMs: 1_100_001 }).block)).toBeNull()
  })
})

describe('detectConflict', () => {
  const stored = consensusStateOf(honest.block)
  const earlier = consensusStateOf(block({ height: 14, timeMs: 1_099_999 }).block)
  const after = consensusStateOf(block({ height: 16, timeMs: 1_100_001 }).block)

  test('finds nothing where the block fits between its neighbours or is the stored one', () => {
    expect(detectConflict(honest.block, {})).toBeNull()
    expect(detectConflict(honest.block, { same: stored })).toBeNull()
    expect(detectConflict(honest.block, { previous: earlier, next: after })).toBeNull()
  })

  test('finds another block at the height', () => {
    for (const change of [{ appHash }, { timeMs: 1_100_001 }, { nextValidators: otherKeys }]) {
      expect(detectConflict(block(change).block, { same: stored })).toBe('equivocation')
    }
  })

  test('finds a time that does not lie between its neighbours', () => {
    expect(detectConflict(honest.block, { previous: stored })).toBe('time-violation')
    expect(detectConflict(honest.block, { previous: after })).toBe('time-violation')
    expect(detectConflict(honest.block, { next: stored })).toBe('time-violation')
    expect(detectConflict(honest.block, { next: earlier })).toBe('time-violation')
  })
})
