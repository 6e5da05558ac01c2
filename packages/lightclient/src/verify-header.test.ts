import {
  EMPTY_BLOCK_ID,
  type Commit,
  type CommitSig,
  type Header,
  type LightBlock,
  type ValidatorSet,
} from '@xiezhi/comet'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import type { LightClientErrorCode } from './light-client-error.ts'
import { outcome } from './testing/outcome.ts'
import { lightBlock, signCommit, validatorKeys, type LightBlockParts } from './testing/light-blocks.ts'
import { trustedStateOf, type TrustedState, type TrustOptions } from './trust.ts'
import { verifyHeader } from './verify-header.ts'

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

interface Change {
  readonly trusted?: Partial<TrustedState>
  readonly header?: Partial<Header>
  readonly commit?: Partial<Commit>
  readonly validators?: ValidatorSet
  readonly options?: Partial<TrustOptions>
  readonly nowMs?: number
  readonly chainId?: string
}

function verdict(block: LightBlock, change: Change): string {
  const changed: LightBlock = {
    header: { ...block.header, ...change.header },
    commit: { ...block.commit, ...change.commit },
    validators: change.validators ?? block.validators,
  }
  return outcome(() =>
    verifyHeader(
      crypto,
      change.chainId ?? chainId,
      { ...trusted, ...change.trusted },
      changed,
      { ...options, ...change.options },
      change.nowMs ?? nowMs,
    ),
  )
}

/** The same change, and a commit of all validators for the changed header. */
function resigned(block: LightBlock, header: Partial<Header>): Change {
  const changed = { ...block.header, ...header }
  return { header, commit: signCommit(crypto, changed, { validators: keys, timeMs: 1_100_000 }) }
}

function withSlot(block: LightBlock, index: number, change: Partial<CommitSig>): Partial<Commit> {
  return { signatures: block.commit.signatures.map((slot, i) => (i === index ? { ...slot, ...change } : slot)) }
}

function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte))
}

describe.each([
  ['the next header', next],
  ['a later header', later],
])('verifyHeader of %s', (_, block) => {
  test('accepts what the validators signed, once, and changes nothing', () => {
    const before = structuredClone(block)
    expect(verdict(block, {})).toBe('accepted')
    expect(verdict(block, {})).toBe('accepted')
    expect(block).toEqual(before)
  })

  const { header, commit } = block
  const { blockId } = commit
  const hash = new Uint8Array(32).fill(0xee)
  const headerFields: [field: string, change: Partial<Header>][] = [
    ['version.app', { version: { ...header.version, app: 2n } }],
    ['time', { time: { ...header.time, nanos: 1 } }],
    ['lastBlockId.hash', { lastBlockId: { ...header.lastBlockId, hash } }],
    ['lastBlockId.partSetHeader', { lastBlockId: { ...header.lastBlockId, partSetHeader: { total: 2, hash } } }],
    ['lastCommitHash', { lastCommitHash: hash }],
    ['dataHash', { dataHash: hash }],
    ['validatorsHash', { validatorsHash: hash }],
    ['nextValidatorsHash', { nextValidatorsHash: hash }],
    ['consensusHash', { consensusHash: hash }],
    ['appHash', { appHash: hash }],
    ['lastResultsHash', { lastResultsHash: hash }],
    ['evidenceHash', { evidenceHash: hash }],
    ['proposerAddress', { proposerAddress: hash.slice(0, 20) }],
  ]
  test.each(headerFields)('a changed %s makes the commit one for another block', (_, change) => {
    expect(verdict(block, { header: change })).toBe('COMMIT_BLOCK_ID')
  })

  const rejections: [name: string, expected: LightClientErrorCode, change: Change][] = [
    [
      'a trust level below one third',
      'TRUST_OPTIONS',
      { options: { trustLevel: { numerator: 33, denominator: 100 } } },
    ],
    ['a trust level above one', 'TRUST_OPTIONS', { options: { trustLevel: { numerator: 2, denominator: 1 } } }],
    ['no trusting period', 'TRUST_OPTIONS', { options: { trustingPeriodMs: 0 } }],
    ['a negative drift', 'TRUST_OPTIONS', { options: { clockDriftMs: -1 } }],
    ['trust that ended this millisecond', 'TRUST_EXPIRED', { nowMs: 1_500_000 }],
    ['another block protocol', 'HEADER_MALFORMED', resigned(block, { version: { block: 10n, app: 1n } })],
    ['a data hash of 31 bytes', 'HEADER_MALFORMED', resigned(block, { dataHash: hash.slice(1) })],
    ['a chain id of 51 characters', 'HEADER_MALFORMED', resigned(block, { chainId: 'x'.repeat(51) })],
    ['another chain id, signed', 'CHAIN_ID', resigned(block, { chainId: 'other-zone' })],
    ['another chain id asked for', 'CHAIN_ID', { chainId: 'other-zone' }],
    ['the trusted height again', 'HEIGHT_NOT_GREATER', resigned(block, { height: 10n })],
    ['a lower height', 'HEIGHT_NOT_GREATER', resigned(block, { height: 9n })],
    ['the trusted time again', 'TIME_NOT_GREATER', resigned(block, { time: trusted.time })],
    ['a time at the edge of the drift', 'HEADER_FROM_FUTURE', { nowMs: 1_080_000 }],
    ['another height in the commit', 'COMMIT_HEIGHT', { commit: { height: header.height + 1n } }],
    ['another block hash in the commit', 'COMMIT_BLOCK_ID', { commit: { blockId: { ...blockId, hash } } }],
    ['no block hash in the commit', 'COMMIT_BLOCK_ID', { commit: { blockId: { ...blockId, hash: new Uint8Array() } } }],
    ['no block in the commit', 'COMMIT_MALFORMED', { commit: { blockId: EMPTY_BLOCK_ID } }],
    [
      'another set of parts',
      'WRONG_SIGNATURE',
      { commit: { blockId: { ...blockId, partSetHeader: { total: 2, hash } } } },
    ],
    ['another round', 'WRONG_SIGNATURE', { commit: { round: 1 } }],
    ['another vote time', 'WRONG_SIGNATURE', { commit: withSlot(block, 0, { timestamp: header.time }) }],
    [
      'a changed signature',
      'WRONG_SIGNATURE',
      { commit: withSlot(block, 0, { signature: flipped(slot(block, 0).signature) }) },
    ],
    [
      'a changed signature that two thirds need',
      'WRONG_SIGNATURE',
      { commit: withSlot(block, 1, { signature: flipped(slot(block, 1).signature) }) },
    ],
    [
      "another validator's signature",
      'WRONG_SIGNATURE',
      { commit: withSlot(block, 0, { signature: slot(block, 1).signature }) },
    ],
    ['a nil vote that is called one for the block', 'WRONG_SIGNATURE', nilCalledBlock(block)],
    [
      'a signature of 63 bytes',
      'WRONG_SIGNATURE',
      { commit: withSlot(block, 0, { signature: slot(block, 0).signature.slice(1) }) },
    ],
    ['an empty signature', 'COMMIT_MALFORMED', { commit: withSlot(block, 0, { signature: new Uint8Array() }) }],
    ['an absent vote with a signature', 'COMMIT_MALFORMED', { commit: withSlot(block, 0, { blockIdFlag: 1 }) }],
    ['no signatures', 'COMMIT_MALFORMED', { commit: { signatures: [] } }],
    ['a slot too few', 'COMMIT_SIZE', { commit: { signatures: commit.signatures.slice(0, 3) } }],
    ['a slot too many', 'COMMIT_SIZE', { commit: { signatures: [...commit.signatures, stranger(block)] } }],
    ['one vote in two slots', 'DUPLICATE_SIGNATURE', { commit: withSlot(block, 1, slot(block, 0)) }],
    [
      'one signature in every slot',
      'DUPLICATE_SIGNATURE',
      { commit: { signatures: commit.signatures.map(() => slot(block, 0)) } },
    ],
    ['slots in another order', 'COMMIT_ADDRESS', { commit: { signatures: commit.signatures.toReversed() } }],
    ['no validators', 'VALIDATORS_MALFORMED', { validators: { validators: [], proposer: null } }],
    ['a validator without power', 'VALIDATORS_MALFORMED', { validators: withValidator({ votingPower: 0n }) }],
    ['a validator with negative power', 'VALIDATORS_MALFORMED', { validators: withValidator({ votingPower: -5n }) }],
    ['powers beyond the limit', 'VALIDATORS_MALFORMED', { validators: withValidator({ votingPower: 2n ** 61n }) }],
    ['a key of 31 bytes', 'VALIDATORS_MALFORMED', { validators: withValidator({ publicKey: hash.slice(1) }) }],
    [
      'an address of another key',
      'VALIDATORS_MALFORMED',
      { validators: withValidator({ address: hash.slice(0, 20) }) },
    ],
    ['another power', 'VALIDATORS_HASH', { validators: withValidator({ votingPower: 41n }) }],
    [
      'a set in another order',
      'VALIDATORS_HASH',
      { validators: { ...keys.set, validators: keys.set.validators.toReversed() } },
    ],
    ['another set', 'VALIDATORS_HASH', { validators: otherKeys.set }],
    [
      'a validator twice',
      'VALIDATOR_DUPLICATE',
      { validators: { ...keys.set, validators: [...keys.set.validators, keys.set.validators[0]!] } },
    ],
    ['a trusted set that is another', 'TRUSTED_VALIDATORS_HASH', { trusted: { nextValidators: otherKeys.set } }],
  ]
  test.each(rejections)('refuses %s with %s', (_, expected, change) => {
    expect(verdict(block, change)).toBe(expected)
  })

  const tallies: [name: string, votes: LightBlockParts['votes'], expected: string][] = [
    ['70 of 100', ['block', 'block', 'absent', 'absent'], 'accepted'],
    ['70 of 100, the rest for nil', ['block', 'block', 'nil', 'nil'], 'accepted'],
    ['60 of 100', ['block', 'absent', 'block', 'absent'], 'NOT_ENOUGH_POWER'],
    ['60 of 100, the rest for nil', ['block', 'nil', 'block', 'nil'], 'NOT_ENOUGH_POWER'],
  ]
  test.each(tallies)('%s signed: %s', (_, votes, expected) => {
    const signed = lightBlock(crypto, { ...parts, height: Number(header.height), timeMs: 1_100_000, votes: votes! })
    expect(verdict(signed, {})).toBe(expected)
  })

  test('reads no signature beyond those that suffice, in the order of the slots, as CometBFT', () => {
    // 40 and 30 of 100 are more than two thirds.
    for (const index of [2, 3]) {
      expect(
        verdict(block, { commit: withSlot(block, index, { signature: flipped(slot(block, index).signature) }) }),
      ).toBe('accepted')
    }
    // 40, 20 and 10 are as well, only if all of them are right.
    const votes = ['block', 'absent', 'block', 'block'] as const
    const fewer = lightBlock(crypto, { ...parts, height: Number(header.height), timeMs: 1_100_000, votes })
    expect(verdict(fewer, {})).toBe('accepted')
    expect(verdict(fewer, { commit: withSlot(fewer, 3, { signature: flipped(slot(fewer, 3).signature) }) })).toBe(
      'WRONG_SIGNATURE',
    )
  })

  test('accepts a commit of a later round', () => {
    const signed = lightBlock(crypto, { ...parts, height: Number(header.height), timeMs: 1_100_000, round: 3 })
    expect(verdict(signed, {})).toBe('accepted')
  })

  test('does not read what no hash binds: priorities and the proposer entry', () => {
    const validators = keys.set.validators.map((validator) => ({ ...validator, proposerPriority: 77n }))
    expect(verdict(block, { validators: { validators, proposer: null } })).toBe('accepted')
  })
})

function slot(block: LightBlock, index: number): CommitSig {
  return block.commit.signatures[index]!
}

function stranger(block: LightBlock): CommitSig {
  const { signatures } = signCommit(crypto, block.header, { validators: otherKeys, timeMs: 1_100_000 })
  return signatures[0]!
}

function nilCalledBlock(block: LightBlock): Change {
  const votes = ['nil'] as const
  const { signatures } = signCommit(crypto, block.header, { validators: keys, votes, timeMs: 1_100_000 })
  return { commit: { signatures: signatures.map((vote) => ({ ...vote, blockIdFlag: 2 })) } }
}

function withValidator(change: Partial<ValidatorSet['validators'][number]>): ValidatorSet {
  const { validators, proposer } = keys.set
  return {
    validators: validators.map((validator, index) => (index === 0 ? { ...validator, ...change } : validator)),
    proposer,
  }
}
