import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, it } from 'vitest'
import type { CometErrorCode } from './comet-error.ts'
import { commitSignBytes } from './hashes.ts'
import { expectRefusal } from './testing/expect-refusal.ts'
import { sampleBlock } from './testing/sample-block.ts'
import { ZERO_TIME } from './timestamp.ts'
import { EMPTY_BLOCK_ID } from './types.ts'
import type { Commit, CommitSig, Header, Validator, ValidatorSet } from './types.ts'
import { POWER_MAX, validateBlockId, validateCommit, validateHeader, validateValidatorSet } from './validate.ts'

const { block, light } = sampleBlock()
const NONE = new Uint8Array(0)
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7)

describe('validateHeader', () => {
  const { header } = block

  it.each<[string, Partial<Header>, CometErrorCode, Readonly<Record<string, unknown>>]>([
    ['another block protocol', { version: { block: 10n, app: 0n } }, 'HEADER_VERSION', { expected: '11', seen: '10' }],
    ['a chain id of 51 bytes', { chainId: '律'.repeat(17) }, 'HEADER_CHAIN_ID', { bytesMax: 50 }],
    ['height 0', { height: 0n }, 'HEADER_HEIGHT', { seen: '0' }],
    ['a negative height', { height: -1n }, 'HEADER_HEIGHT', { seen: '-1' }],
    ['a short last block id', { lastBlockId: { ...header.lastBlockId, hash: bytes(31) } }, 'BLOCK_ID_INVALID', {}],
    ['a short last commit hash', { lastCommitHash: bytes(31) }, 'HEADER_HASH_BYTES', { field: 'lastCommitHash' }],
    ['a short data hash', { dataHash: bytes(20) }, 'HEADER_HASH_BYTES', { field: 'dataHash' }],
    [
      'a long evidence hash',
      { evidenceHash: bytes(33) },
      'HEADER_HASH_BYTES',
      { field: 'evidenceHash', seenBytes: 33 },
    ],
    ['a short validators hash', { validatorsHash: bytes(1) }, 'HEADER_HASH_BYTES', { field: 'validatorsHash' }],
    ['a short next hash', { nextValidatorsHash: bytes(1) }, 'HEADER_HASH_BYTES', { field: 'nextValidatorsHash' }],
    ['a short consensus hash', { consensusHash: bytes(1) }, 'HEADER_HASH_BYTES', { field: 'consensusHash' }],
    ['a short results hash', { lastResultsHash: bytes(1) }, 'HEADER_HASH_BYTES', { field: 'lastResultsHash' }],
    ['a short proposer address', { proposerAddress: bytes(19) }, 'HEADER_PROPOSER', { seenBytes: 19 }],
  ])('refuses %s', (_, change, code, facts) => {
    expectRefusal(
      () => {
        validateHeader({ ...header, ...change })
      },
      code,
      facts,
    )
  })

  it.each<[string, Partial<Header>]>([
    ['an app hash of any length', { appHash: bytes(5) }],
    ['empty hashes', { dataHash: NONE, evidenceHash: NONE, lastResultsHash: NONE }],
    ['a chain id of 50 bytes', { chainId: 'x'.repeat(50) }],
    ['a zero last block id', { lastBlockId: EMPTY_BLOCK_ID }],
  ])('takes %s', (_, change) => {
    expect(() => {
      validateHeader({ ...header, ...change })
    }).not.toThrow()
  })
})

describe('validateBlockId', () => {
  it('refuses a part set hash of another length', () => {
    expectRefusal(
      () => {
        validateBlockId({ hash: bytes(32), partSetHeader: { total: 1, hash: bytes(20) } })
      },
      'BLOCK_ID_INVALID',
      { field: 'partSetHeader' },
    )
  })
})

describe('validateCommit', () => {
  const commit = block.lastCommit
  const signed: CommitSig = {
    blockIdFlag: 2,
    validatorAddress: bytes(20),
    timestamp: { seconds: 1n, nanos: 0 },
    signature: bytes(64),
  }
  const absent: CommitSig = { blockIdFlag: 1, validatorAddress: NONE, timestamp: ZERO_TIME, signature: NONE }
  const withSlot = (slot: CommitSig): Partial<Commit> => ({ signatures: [signed, slot] })

  it.each<[string, Partial<Commit>, CometErrorCode, Readonly<Record<string, unknown>>]>([
    ['a negative height', { height: -1n }, 'COMMIT_HEIGHT', { seen: '-1' }],
    ['a negative round', { round: -1 }, 'COMMIT_ROUND', { seen: -1 }],
    ['a commit for nil', { blockId: EMPTY_BLOCK_ID }, 'BLOCK_ID_INVALID', { field: 'commit' }],
    ['a commit without slots', { signatures: [] }, 'COMMIT_EMPTY', {}],
    [
      'an absent slot with an address',
      withSlot({ ...absent, validatorAddress: bytes(20) }),
      'COMMIT_SIG_INVALID',
      { index: 1 },
    ],
    [
      'an absent slot with a time',
      withSlot({ ...absent, timestamp: { seconds: 0n, nanos: 0 } }),
      'COMMIT_SIG_INVALID',
      { index: 1 },
    ],
    [
      'an absent slot with a signature',
      withSlot({ ...absent, signature: bytes(64) }),
      'COMMIT_SIG_INVALID',
      { index: 1 },
    ],
    [
      'a slot without address',
      withSlot({ ...signed, validatorAddress: NONE }),
      'COMMIT_SIG_INVALID',
      { reason: 'address bytes' },
    ],
    [
      'a slot without signature',
      withSlot({ ...signed, signature: NONE }),
      'COMMIT_SIG_INVALID',
      { reason: 'signature bytes' },
    ],
    [
      'a signature of 65 bytes',
      withSlot({ ...signed, signature: bytes(65) }),
      'COMMIT_SIG_INVALID',
      { reason: 'signature bytes' },
    ],
  ])('refuses %s', (_, change, code, facts) => {
    expectRefusal(
      () => {
        validateCommit({ ...commit, ...change })
      },
      code,
      facts,
    )
  })

  it('takes absent slots, and the empty commit of height 0', () => {
    expect(() => {
      validateCommit({ ...commit, ...withSlot(absent) })
      validateCommit({ height: 0n, round: 0, blockId: EMPTY_BLOCK_ID, signatures: [] })
    }).not.toThrow()
  })

  it('gives no sign bytes for a slot that is not there', () => {
    expectRefusal(() => commitSignBytes('c', commit, commit.signatures.length), 'COMMIT_SIG_INVALID', {
      reason: 'no such slot',
    })
  })
})

describe('validateValidatorSet', () => {
  const { validators: set } = light
  const changed = (change: Partial<Validator>): ValidatorSet => ({
    ...set,
    validators: set.validators.map((one, index) => (index === 0 ? { ...one, ...change } : one)),
  })

  it.each<[string, ValidatorSet, CometErrorCode, Readonly<Record<string, unknown>>]>([
    ['no validators', { ...set, validators: [] }, 'VALIDATOR_SET_EMPTY', {}],
    ['a key of 33 bytes', changed({ publicKey: bytes(33) }), 'VALIDATOR_INVALID', { index: 0, reason: 'key bytes' }],
    ["another key's address", changed({ address: bytes(20) }), 'VALIDATOR_INVALID', { index: 0, reason: 'address' }],
    ['power 0', changed({ votingPower: 0n }), 'VALIDATOR_POWER', { index: 0, seen: '0' }],
    ['power -1', changed({ votingPower: -1n }), 'VALIDATOR_POWER', { index: 0, seen: '-1' }],
    ['too much power', changed({ votingPower: POWER_MAX + 1n }), 'VALIDATOR_POWER', { max: String(POWER_MAX) }],
  ])('refuses %s', (_, wrong, code, facts) => {
    expectRefusal(
      () => {
        validateValidatorSet(nodeCrypto, wrong)
      },
      code,
      facts,
    )
  })
})
