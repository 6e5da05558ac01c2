import type { BlockId, Commit, ValidatorSet } from '@xiezhi/comet'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { lightBlock, validatorKeys } from './testing/light-blocks.ts'
import { outcome } from './testing/outcome.ts'
import { verifyCommit } from './verify-commit.ts'

const keys = validatorKeys(crypto, [1, 1, 1, 1])
const { commit } = lightBlock(crypto, { chainId: 'zone', height: 7, timeMs: 1_000, validators: keys })
const { blockId } = commit
const hash = new Uint8Array(32).fill(0xee)

interface Change {
  readonly chainId?: string
  readonly validators?: ValidatorSet
  readonly blockId?: BlockId
  readonly height?: bigint
  readonly commit?: Partial<Commit>
}

function verdict({ chainId = 'zone', validators = keys.set, height = 7n, ...change }: Change): string {
  const changed = { ...commit, ...change.commit }
  return outcome(() => verifyCommit(crypto, chainId, validators, change.blockId ?? blockId, height, changed))
}

describe('verifyCommit', () => {
  test('accepts what the set signed', () => {
    expect(verdict({})).toBe('accepted')
  })

  const first = commit.signatures[0]!
  const rejections: [name: string, code: string, change: Change][] = [
    ['another chain', 'WRONG_SIGNATURE', { chainId: 'zone-2' }],
    ['another height', 'COMMIT_HEIGHT', { height: 8n }],
    ['another block', 'COMMIT_BLOCK_ID', { blockId: { ...blockId, hash } }],
    ['the block in other parts', 'COMMIT_BLOCK_ID', { blockId: { ...blockId, partSetHeader: { total: 1, hash } } }],
    [
      'the block in more parts',
      'COMMIT_BLOCK_ID',
      { blockId: { ...blockId, partSetHeader: { ...blockId.partSetHeader, total: 2 } } },
    ],
    ['no signatures', 'COMMIT_MALFORMED', { commit: { signatures: [] } }],
    ['an empty set', 'VALIDATORS_MALFORMED', { validators: { validators: [], proposer: null } }],
    ['a bad signature beyond two thirds', 'WRONG_SIGNATURE', { commit: { signatures: spoiledAt(3) } }],
    // Prior art has counted the same signer many times towards its quorum.
    ['one signature four times', 'DUPLICATE_SIGNATURE', { commit: { signatures: [first, first, first, first] } }],
    [
      'one validator four times',
      'VALIDATOR_DUPLICATE',
      { validators: { ...keys.set, validators: Array.from({ length: 4 }, () => keys.set.validators[0]!) } },
    ],
  ]
  test.each(rejections)('refuses %s with %s', (_, code, change) => {
    expect(verdict(change)).toBe(code)
  })
})

function spoiledAt(index: number): Commit['signatures'] {
  return commit.signatures.map((slot, at) =>
    at === index ? { ...slot, signature: slot.signature.map((byte) => byte ^ 1) } : slot,
  )
}
