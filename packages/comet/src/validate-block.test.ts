import { bytesEqual } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, it } from 'vitest'
import type { CometErrorCode } from './comet-error.ts'
import { expectRefusal } from './testing/expect-refusal.ts'
import { sampleBlock } from './testing/sample-block.ts'
import { EMPTY_BLOCK_ID } from './types.ts'
import type { Block, LightClientAttackEvidence, Validator, Vote } from './types.ts'
import {
  validateBlock,
  validateEvidence,
  validateLightBlock,
  validateProposer,
  validateSignedHeader,
  validateVote,
} from './validate-block.ts'

const { block, light, duplicate, attack } = sampleBlock()
const NONE = new Uint8Array(0)
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7)

describe('validateProposer', () => {
  const { validators: set } = light
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
    expectRefusal(
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
    expectRefusal(
      () => {
        validateSignedHeader(nodeCrypto, { ...light, commit })
      },
      'SIGNED_HEADER_MISMATCH',
      { field: 'height', expected: String(light.header.height), seen: String(commit.height) },
    )
  })

  it('refuse a commit for another block', () => {
    const header = { ...light.header, appHash: bytes(32) }
    expectRefusal(
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
    expectRefusal(() => {
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
    expectRefusal(
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
    expectRefusal(
      () => {
        validateEvidence(nodeCrypto, { ...duplicate, voteA: voteB, voteB: voteA })
      },
      'EVIDENCE_INVALID',
      order,
    )
    expectRefusal(
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
    expectRefusal(
      () => {
        validateEvidence(nodeCrypto, { ...attack, ...change })
      },
      'EVIDENCE_INVALID',
      { reason },
    )
  })

  it('takes an attack at the common height itself', () => {
    expect(() => {
      validateEvidence(nodeCrypto, { ...attack, commonHeight: attack.conflictingBlock.header.height })
    }).not.toThrow()
  })

  it('refuses a conflicting block that is not sound', () => {
    const conflictingBlock = {
      ...attack.conflictingBlock,
      validators: { ...attack.conflictingBlock.validators, proposer: null },
    }
    expectRefusal(() => {
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
    expectRefusal(
      () => {
        validateBlock(nodeCrypto, { ...block, ...change })
      },
      'BLOCK_HASH_MISMATCH',
      { field },
    )
  })
})
