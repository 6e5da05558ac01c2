import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, it } from 'vitest'
import { blockFromJson, blockToJson, evidenceFromJson, voteFromJson } from './block-json.ts'
import { VALIDATORS_MAX } from './decode.ts'
import {
  blockIdFromJson,
  commitFromJson,
  commitToJson,
  headerFromJson,
  headerToJson,
  validatorFromJson,
  validatorSetFromJson,
  validatorSetToJson,
  validatorToJson,
} from './rpc-json.ts'
import { expectRefusal } from './testing/expect-refusal.ts'
import { RandomBlocks } from './testing/random-block.ts'
import { Seeded } from './testing/seeded.ts'
import { EMPTY_BLOCK_ID } from './types.ts'

type Members = Readonly<Record<string, unknown>>

const { block, commit, validators } = new RandomBlocks(nodeCrypto, new Seeded(5)).next()
const header = headerToJson(block.header) as Members
const validator = validatorToJson(validators.validators[0] as never) as Members

/** The reader must name the member in its refusal. */
function refuses(read: () => unknown, field: string): void {
  expectRefusal(read, 'JSON_INVALID', { field })
}

describe('headerFromJson', () => {
  it.each<[string, unknown, string]>([
    ['height', 7, 'height'],
    ['height', '9223372036854775808', 'height'],
    ['height', '1.5', 'height'],
    ['height', '0x10', 'height'],
    ['height', '', 'height'],
    ['version', null, 'version'],
    ['version', { block: '-1' }, 'version.block'],
    ['version', { block: '18446744073709551616' }, 'version.block'],
    ['chain_id', undefined, 'chain_id'],
    ['time', 1_760_000_000, 'time'],
    ['app_hash', null, 'app_hash'],
    ['last_block_id', [], 'block_id'],
  ])('refuses %s as %j', (member, value, field) => {
    refuses(() => headerFromJson({ ...header, [member]: value }), field)
  })

  it.each([null, [], 'x', 7])('refuses %j', (value) => {
    refuses(() => headerFromJson(value), 'header')
  })

  it('refuses a time that is none and a hash that is no hexadecimal', () => {
    expectRefusal(() => headerFromJson({ ...header, time: 'yesterday' }), 'TIME_INVALID')
    expectRefusal(() => headerFromJson({ ...header, app_hash: 'XY' }), 'HEX_INVALID')
  })

  it('keeps the ends of int64 and uint64', () => {
    const ends = { version: { block: '18446744073709551615' }, height: '-9223372036854775808' }
    expect(headerFromJson({ ...header, ...ends })).toMatchObject({
      version: { block: 2n ** 64n - 1n, app: 0n },
      height: -(2n ** 63n),
    })
  })

  it('leaves out versions of 0, as Go does', () => {
    const zero = { ...block.header, version: { block: 0n, app: 0n } }
    expect(headerToJson(zero)).toMatchObject({ version: {} })
    expect(headerFromJson(headerToJson(zero))).toEqual(zero)
  })
})

describe('commitFromJson', () => {
  const json = commitToJson(commit) as Members & { signatures: readonly Members[] }
  const slot = json.signatures[0] as Members

  it.each<[string, unknown, string]>([
    ['round', '0', 'round'],
    ['round', 2 ** 31, 'round'],
    ['round', 0.5, 'round'],
    ['signatures', {}, 'signatures'],
    ['signatures', [{ ...slot, block_id_flag: 0 }], 'block_id_flag'],
    ['signatures', [{ ...slot, block_id_flag: 4 }], 'block_id_flag'],
    ['signatures', [{ ...slot, signature: 7 }], 'signature'],
  ])('refuses %s as %j', (member, value, field) => {
    refuses(() => commitFromJson({ ...json, [member]: value }), field)
  })

  it('refuses more slots than a set may have members', () => {
    const signatures = Array.from({ length: VALIDATORS_MAX + 1 }, () => slot)
    expectRefusal(() => commitFromJson({ ...json, signatures }), 'LIMIT')
  })

  it('reads null for no slots', () => {
    expect(commitFromJson({ ...json, signatures: null }).signatures).toEqual([])
  })
})

describe('blockIdFromJson', () => {
  it.each([-1, 2 ** 32, '1', null])('refuses a total of %j', (total) => {
    refuses(() => blockIdFromJson({ hash: '', parts: { total, hash: '' } }), 'total')
  })

  it('reads hashes in either case', () => {
    const id = blockIdFromJson({ hash: 'aBCd', parts: { total: 1, hash: '' } })
    expect(id.hash).toEqual(Uint8Array.of(0xab, 0xcd))
  })
})

describe('validatorFromJson', () => {
  it('refuses a key of another type', () => {
    const key = { type: 'tendermint/PubKeySecp256k1', value: 'AA==' }
    refuses(() => validatorFromJson({ ...validator, pub_key: key }), 'pub_key.type')
  })

  it('reads a set without proposer', () => {
    const json = { ...(validatorSetToJson(validators) as Members), proposer: null }
    expect(validatorSetFromJson(json)).toEqual({ ...validators, proposer: null })
  })
})

describe('blockFromJson', () => {
  const json = blockToJson(block) as Members

  it('reads null for no transactions and no evidence', () => {
    const read = blockFromJson({ ...json, data: { txs: null }, evidence: { evidence: null } })
    expect(read).toMatchObject({ txs: [], evidence: [] })
  })

  it('prints the empty commit for the first block and reads it as none', () => {
    const first = { ...block, lastCommit: null }
    const printed = blockToJson(first) as Members
    expect(printed['last_commit']).toEqual({
      height: '0',
      round: 0,
      block_id: { hash: '', parts: { total: 0, hash: '' } },
      signatures: [],
    })
    expect(blockFromJson(printed)).toEqual(first)
    expect(EMPTY_BLOCK_ID.hash).toHaveLength(0)
  })

  it.each<[string, unknown, string]>([
    ['data', null, 'data'],
    ['data', { txs: [7] }, 'tx'],
    ['evidence', [], 'evidence'],
    ['last_commit', null, 'commit'],
  ])('refuses %s as %j', (member, value, field) => {
    refuses(() => blockFromJson({ ...json, [member]: value }), field)
  })

  it('refuses evidence and votes of unknown kinds', () => {
    const value = { TotalVotingPower: '1', Timestamp: '2026-01-01T00:00:00Z' }
    refuses(() => evidenceFromJson({ type: 'tendermint/Other', value }), 'evidence.type')
    refuses(() => voteFromJson({ type: 32 }), 'type')
  })
})
