import { bytesEqual } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, it } from 'vitest'
import type { CometErrorCode } from './comet-error.ts'
import { commitSignBytes } from './hashes.ts'
import { RandomBlocks } from './testing/random-block.ts'
import { Seeded } from './testing/seeded.ts'
import { ZERO_TIME } from './timestamp.ts'
import { EMPTY_BLOCK_ID } from './types.ts'
import type {
  Block,
  Commit,
  CommitSig,
  DuplicateVoteEvidence,
  Header,
  LightBlock,
  LightClientAttackEvidence,
  Validator,
  ValidatorSet,
  Vote,
} from './types.ts'
import {
  validateBlock,
  validateEvidence,
  validateLightBlock,
  validateProposer,
  validateSignedHeader,
  validateVote,
} from './validate-block.ts'
import { POWER_MAX, validateBlockId, validateCommit, validateHeader, validateValidatorSet } from './validate.ts'

const { block, light, duplicate, attack } = sample()
const NONE = new Uint8Array(0)
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7)

/** A block with a commit before it and both kinds of evidence. */
function sample(): {
  readonly block: Block & { readonly lastCommit: Commit }
  readonly light: LightBlock
  readonly duplicate: DuplicateVoteEvidence
  readonly attack: LightClientAttackEvidence
} {
  const source = new RandomBlocks(nodeCrypto, new Seeded(21))
  for (;;) {
    const { block: made, commit, validators } = source.next()
    const { lastCommit, header } = made
    const votes = made.evidence.find(
      (item): item is DuplicateVoteEvidence => item.kind === 'duplicate-vote' && item.voteA.blockId.hash.length > 0,
    )
    const conflict = made.evidence.find((item) => item.kind === 'light-client-attack')
    if (lastCommit === null || votes === undefined || conflict === undefined || made.txs.length < 2) continue
    return {
      block: { ...made, lastCommit },
      light: { header, commit, validators },
      duplicate: votes,
      attack: conflict,
    }
  }
}

function refuses(run: () => void, code: CometErrorCode, facts: Readonly<Record<string, unknown>> = {}): void {
  expect(run).toThrow(expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }))
}

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
    refuses(
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
    refuses(
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
    refuses(
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
    refuses(() => commitSignBytes('c', commit, commit.signatures.length), 'COMMIT_SIG_INVALID', {
      reason: 'no such slot',
    })
  })
})

describe('validateValidatorSet and validateProposer', () => {
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
    refuses(
      () => {
        validateValidatorSet(nodeCrypto, wrong)
      },
      code,
      facts,
    )
  })

  const proposer = set.proposer as Validator
  const stranger = nodeCrypto.sha256(bytes(3))
  it.each<[string, Validator | null, string]>([
    ['none', null, 'missing'],
    ['a key of 31 bytes', { ...proposer, publicKey: bytes(31) }, 'key bytes'],
    ["another key's address", { ...proposer, address: bytes(20) }, 'address'],
    ['negative power', { ...proposer, votingPower: -1n }, 'power'],
    [
      'a stranger',
      { ...proposer, publicKey: stranger, address: nodeCrypto.sha256(stranger).slice(0, 20) },
      'not in the set',
    ],
  ])('refuses a proposer that is %s', (_, wrong, reason) => {
    refuses(
      () => {
        validateProposer(nodeCrypto, { ...set, proposer: wrong })
      },
      'PROPOSER_INVALID',
      { reason },
    )
  })
})

describe('validateSignedHeader and validateLightBlock', () => {
  it('take a sound light block', () => {
    expect(() => {
      validateLightBlock(nodeCrypto, light)
    }).not.toThrow()
  })

  it('refuse a commit of another height', () => {
    const commit = { ...light.commit, height: light.commit.height + 1n }
    refuses(
      () => {
        validateSignedHeader(nodeCrypto, { ...light, commit })
      },
      'SIGNED_HEADER_MISMATCH',
      { field: 'height', expected: String(light.header.height), seen: String(commit.height) },
    )
  })

  it('refuse a commit for another block', () => {
    const header = { ...light.header, appHash: bytes(32) }
    refuses(
      () => {
        validateSignedHeader(nodeCrypto, { ...light, header })
      },
      'SIGNED_HEADER_MISMATCH',
      { field: 'hash' },
    )
  })

  it('refuse a validator set that the header does not name', () => {
    const [first, ...others] = light.validators.validators as [Validator, ...Validator[]]
    const validators = {
      ...light.validators,
      validators: [{ ...first, votingPower: first.votingPower + 1n }, ...others],
    }
    refuses(() => {
      validateLightBlock(nodeCrypto, { ...light, validators })
    }, 'VALIDATORS_HASH_MISMATCH')
  })
})

describe('validateVote', () => {
  const vote: Vote = { ...duplicate.voteA, type: 2, extension: NONE, extensionSignature: NONE }

  it.each<[string, Partial<Vote>, CometErrorCode, string | undefined]>([
    ['height 0', { height: 0n }, 'VOTE_INVALID', 'height'],
    ['a negative round', { round: -1 }, 'VOTE_INVALID', 'round'],
    ['a short hash', { blockId: { ...vote.blockId, hash: bytes(31) } }, 'BLOCK_ID_INVALID', undefined],
    [
      'half a block id',
      { blockId: { ...vote.blockId, hash: NONE } },
      'VOTE_INVALID',
      'block id neither zero nor complete',
    ],
    ['a short address', { validatorAddress: bytes(19) }, 'VOTE_INVALID', 'address bytes'],
    ['a negative index', { validatorIndex: -1 }, 'VOTE_INVALID', 'index'],
    ['no signature', { signature: NONE }, 'VOTE_INVALID', 'signature bytes'],
    ['a signature of 65 bytes', { signature: bytes(65) }, 'VOTE_INVALID', 'signature bytes'],
    [
      'an extension in a prevote',
      { type: 1, extension: bytes(1), extensionSignature: bytes(64) },
      'VOTE_INVALID',
      'extension of no precommit for a block',
    ],
    [
      'an extension in a vote for nil',
      { blockId: EMPTY_BLOCK_ID, extensionSignature: bytes(64) },
      'VOTE_INVALID',
      'extension of no precommit for a block',
    ],
    [
      'an extension signature of 65 bytes',
      { extension: bytes(1), extensionSignature: bytes(65) },
      'VOTE_INVALID',
      'extension signature bytes',
    ],
    ['an extension without signature', { extension: bytes(1) }, 'VOTE_INVALID', 'extension not signed'],
  ])('refuses %s', (_, change, code, reason) => {
    refuses(
      () => {
        validateVote({ ...vote, ...change })
      },
      code,
      reason === undefined ? {} : { reason },
    )
  })

  it('takes a vote for nil and a signed extension', () => {
    expect(() => {
      validateVote({ ...vote, blockId: EMPTY_BLOCK_ID })
      validateVote({ ...vote, extension: bytes(1), extensionSignature: bytes(64) })
    }).not.toThrow()
  })
})

describe('validateEvidence', () => {
  it('refuses two votes in the wrong order, and one vote twice', () => {
    const { voteA, voteB } = duplicate
    const order = { reason: 'order of votes' }
    refuses(
      () => {
        validateEvidence(nodeCrypto, { ...duplicate, voteA: voteB, voteB: voteA })
      },
      'EVIDENCE_INVALID',
      order,
    )
    refuses(
      () => {
        validateEvidence(nodeCrypto, { ...duplicate, voteB: voteA })
      },
      'EVIDENCE_INVALID',
      order,
    )
  })

  it.each<[string, Partial<LightClientAttackEvidence>, string]>([
    ['no total power', { totalVotingPower: 0n }, 'total power'],
    ['common height 0', { commonHeight: 0n }, 'common height'],
    ['a common height above the block', { commonHeight: attack.conflictingBlock.header.height + 1n }, 'common height'],
  ])('refuses %s', (_, change, reason) => {
    refuses(
      () => {
        validateEvidence(nodeCrypto, { ...attack, ...change })
      },
      'EVIDENCE_INVALID',
      { reason },
    )
  })

  it('refuses a conflicting block that is not sound', () => {
    const conflictingBlock = {
      ...attack.conflictingBlock,
      validators: { ...attack.conflictingBlock.validators, proposer: null },
    }
    refuses(() => {
      validateEvidence(nodeCrypto, { ...attack, conflictingBlock })
    }, 'PROPOSER_INVALID')
  })
})

describe('validateBlock', () => {
  it('takes a sound block', () => {
    expect(() => {
      validateBlock(nodeCrypto, block)
    }).not.toThrow()
  })

  it.each<[string, Partial<Block>, string]>([
    ['a commit left out', { lastCommit: null }, 'lastCommitHash'],
    [
      'a slot left out',
      {
        lastCommit: {
          ...block.lastCommit,
          signatures: [...block.lastCommit.signatures, ...block.lastCommit.signatures],
        },
      },
      'lastCommitHash',
    ],
    ['a transaction left out', { txs: block.txs.slice(1) }, 'dataHash'],
    ['transactions in another order', { txs: [...block.txs].reverse() }, 'dataHash'],
    ['evidence left out', { evidence: block.evidence.slice(1) }, 'evidenceHash'],
  ])('refuses %s', (_, change, field) => {
    expect(bytesEqual(block.txs[0] ?? NONE, block.txs.at(-1) ?? NONE)).toBe(false)
    refuses(
      () => {
        validateBlock(nodeCrypto, { ...block, ...change })
      },
      'BLOCK_HASH_MISMATCH',
      { field },
    )
  })
})
