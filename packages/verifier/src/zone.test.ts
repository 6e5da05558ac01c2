import { utf8Encode } from '@xiezhi/codec'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import type { ProvedRecord, ZoneEvidence, ZoneTrust } from '@xiezhi/evidence'
import { lightBlock, validatorKeys, validatorKeysOf } from '@xiezhi/lightclient/testing'
import type { ValidatorKeys, Vote } from '@xiezhi/lightclient/testing'
import { proveAbsence, StateTree } from '@xiezhi/merkle'
import { hexEncode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { CheckList } from './checks.ts'
import { zoneEvidence } from './testing/forged-bundle.ts'
import { assuranceOf, verifyZone } from './zone.ts'

const CHAIN = 'xz-court-1'
const records = new Map([
  ['a', utf8Encode('1')],
  ['b', utf8Encode('2')],
])
/** What follows where the header of the records is refused. */
const ROOTLESS = ['record-proof PROOF_ROOT', 'record-proof PROOF_ROOT']
const four = validatorKeys(crypto, [10, 10, 10, 10])
const zone = zoneEvidence({ chainId: CHAIN, clientId: '07-tendermint-0', keys: four, height: 20, records })

function trustIn({ set }: ValidatorKeys): ZoneTrust {
  const validators = set.validators.map(({ publicKey, votingPower }) => ({
    publicKey: hexEncode(publicKey),
    power: Number(votingPower),
    organisation: null,
  }))
  return { chainId: CHAIN, height: 1, validators }
}

/** Id and reason of each failed check. */
function failures(evidence: ZoneEvidence, trust: ZoneTrust = trustIn(four)): string[] {
  const checks = new CheckList()
  verifyZone(crypto, evidence, trust, checks)
  return checks.all.flatMap(({ id, outcome, facts }) =>
    outcome === 'failed' ? [[id, facts['reason']].filter((part) => part !== undefined).join(' ')] : [],
  )
}

/** The same state under a header that is made and signed otherwise. */
function withBlock(parts: {
  readonly keys?: ValidatorKeys
  readonly votes?: readonly Vote[]
  readonly height?: number
  readonly timeMs?: number
  readonly nextKeys?: ValidatorKeys
}): ZoneEvidence {
  const { keys = four, votes, height = 21, timeMs = 1_790_000_000_000, nextKeys = keys } = parts
  const appHash = zone.lightBlocks[0]?.header.appHash ?? new Uint8Array()
  const common = { chainId: CHAIN, height, timeMs, validators: keys, nextValidators: nextKeys, appHash }
  return { ...zone, lightBlocks: [lightBlock(crypto, votes === undefined ? common : { ...common, votes })] }
}

describe('verifyZone', () => {
  test('takes records under a header that the anchored validators signed', () => {
    expect(failures(zone)).toEqual([])
  })

  test('needs more than two thirds of the anchored power', () => {
    expect(failures(withBlock({ votes: ['block', 'block', 'block', 'absent'] }))).toEqual([])
    expect(failures(withBlock({ votes: ['block', 'block', 'absent', 'absent'] }))[0]).toBe(
      'light-block NOT_ENOUGH_POWER',
    )
    expect(failures(withBlock({ votes: ['block', 'block', 'nil', 'absent'] }))[0]).toBe('light-block NOT_ENOUGH_POWER')
  })

  test('knows no age: a header long before or after the anchor counts as of its own time', () => {
    expect(failures(withBlock({ timeMs: 1_000 }))).toEqual([])
    expect(failures(withBlock({ timeMs: 4_000_000_000_000 }))).toEqual([])
    expect(failures(zone, { ...trustIn(four), height: 1_000_000 })).toEqual([])
  })

  test('refuses validators that the anchor does not know', () => {
    const strangers = validatorKeys(crypto, [10, 10, 10, 10], 101)
    expect(failures(withBlock({ keys: strangers }))).toEqual([
      'light-block COMMIT_ADDRESS',
      'record-proof PROOF_ROOT',
      'record-proof PROOF_ROOT',
    ])
  })

  test('refuses a header whose validators are not those it names', () => {
    const [block] = zone.lightBlocks
    if (block === undefined) throw new Error('the zone has a block')
    const members = block.validators.validators.map((member, at) => ({ ...member, votingPower: BigInt(40 - at) }))
    const swapped = { ...block, validators: { validators: members, proposer: null } }
    expect(failures({ ...zone, lightBlocks: [swapped] })[0]).toBe('light-block BUNDLE_LIGHT_BLOCK')
  })

  test('refuses a header of another chain', () => {
    const foreign = zoneEvidence({
      chainId: 'xz-court-2',
      clientId: '07-tendermint-0',
      keys: four,
      height: 20,
      records,
    })
    expect(failures({ ...zone, lightBlocks: foreign.lightBlocks })[0]).toMatch(/^light-block /)
  })

  test('refuses a header of another height: a state that has gone stale', () => {
    expect(failures(withBlock({ height: 20 }))).toEqual([
      'record-proof PROOF_ROOT',
      'record-proof PROOF_ROOT',
      'light-block-used',
    ])
  })

  test('refuses proofs that are exchanged, and values that are', () => {
    const [a, b] = zone.records as readonly [ProvedRecord, ProvedRecord]
    const exchanged = (field: 'proof' | 'value'): ZoneEvidence => ({
      ...zone,
      records: [
        { ...a, [field]: b[field] },
        { ...b, [field]: a[field] },
      ],
    })
    expect(failures(exchanged('proof'))).toEqual(['record-proof PROOF_KEY', 'record-proof PROOF_KEY'])
    expect(failures(exchanged('value'))).toEqual(['record-proof PROOF_VALUE', 'record-proof PROOF_VALUE'])
  })

  test('takes a proof that nothing stands under a key, and no such proof for a key that is there', () => {
    const tree = new StateTree(crypto)
    const rows = [...records].map(([key, value]) => ({ key: utf8Encode(key), value }))
    tree.update(rows.map(({ key, value }) => ({ keyHash: crypto.sha256(key), valueHash: crypto.sha256(value) })))
    const preimage = (hash: Uint8Array): { key: Uint8Array; value: Uint8Array } => {
      const row = rows.find(({ key }) => hexEncode(crypto.sha256(key)) === hexEncode(hash))
      if (row === undefined) throw new Error('no such key')
      return row
    }
    const key = utf8Encode('c')
    const proof = proveAbsence(tree, crypto, key, preimage)
    const absent: ProvedRecord = { key: 'c', keyBytes: key, height: 20, value: null, proof }
    expect(failures({ ...zone, records: [...zone.records, absent] })).toEqual([])
    const [a] = zone.records as readonly [ProvedRecord]
    expect(failures({ ...zone, records: [{ ...a, value: null, proof }] })).toHaveLength(1)
  })

  test('refuses a header that supports no record', () => {
    const spare = withBlock({ height: 25 }).lightBlocks
    expect(failures({ ...zone, lightBlocks: [...zone.lightBlocks, ...spare] })).toEqual(['light-block-used'])
  })
})

describe('a set of validators that has changed', () => {
  // One of four replaced at a time; then three at once.
  const sets = [
    [1, 2, 3, 4],
    [1, 2, 3, 5],
    [1, 2, 5, 6],
    [7, 8, 9, 6],
  ].map((seeds) =>
    validatorKeysOf(
      crypto,
      seeds.map((seed) => ({ seed, power: 10 })),
    ),
  )
  const [first, second, third, last] = sets as [ValidatorKeys, ValidatorKeys, ValidatorKeys, ValidatorKeys]
  const blockOf = (keys: ValidatorKeys, height: number, nextKeys = keys): ZoneEvidence =>
    withBlock({ keys, height, nextKeys, timeMs: 1_790_000_000_000 + height })
  const join = (...zones: readonly ZoneEvidence[]): ZoneEvidence => ({
    ...zone,
    lightBlocks: zones.flatMap(({ lightBlocks }) => lightBlocks),
  })

  test('is taken where a third of the anchored validators still sign', () => {
    expect(failures(join(blockOf(first, 5), blockOf(third, 21)), trustIn(first))).toEqual([])
  })

  test('is taken where the block before names it', () => {
    expect(failures(join(blockOf(first, 20, last), blockOf(last, 21)), trustIn(first))).toEqual([])
  })

  test('is taken over several steps', () => {
    const steps = join(blockOf(first, 5), blockOf(second, 9), blockOf(third, 14, last), blockOf(last, 21))
    expect(failures(steps, trustIn(first))).toEqual([])
    const gap = join(blockOf(first, 5), blockOf(third, 14), blockOf(last, 21))
    expect(failures(gap, trustIn(first))).toEqual(['light-block NOT_ENOUGH_TRUST', ...ROOTLESS])
    const led = join(blockOf(first, 5), blockOf(third, 14), blockOf(third, 20, last), blockOf(last, 21))
    expect(failures(led, trustIn(first))).toEqual([])
  })

  test('is refused where the anchored validators do not lead to it', () => {
    expect(failures(blockOf(third, 21), trustIn(first))[0]).toMatch(/^light-block COMMIT_ADDRESS/)
    const leap = join(blockOf(first, 5), blockOf(last, 21))
    expect(failures(leap, trustIn(first))).toEqual(['light-block NOT_ENOUGH_TRUST', ...ROOTLESS])
  })

  test('is refused where the block that leads to it is not signed', () => {
    const unsigned = withBlock({
      keys: first,
      height: 20,
      nextKeys: last,
      timeMs: 1,
      votes: ['block', 'block', 'nil', 'absent'],
    })
    expect(failures(join(unsigned, blockOf(last, 21)), trustIn(first))).toEqual([
      'light-block NOT_ENOUGH_POWER',
      'light-block COMMIT_ADDRESS',
      ...ROOTLESS,
    ])
  })

  test('makes no use of a block that leads nowhere', () => {
    const spare = join(blockOf(first, 5), blockOf(first, 6), blockOf(third, 21))
    expect(failures(spare, trustIn(first))).toEqual(['light-block-used'])
  })
})

describe('assuranceOf', () => {
  const withOrganisations = (...organisations: readonly (string | null)[]): ZoneTrust => {
    const keys = validatorKeys(
      crypto,
      organisations.map(() => 10),
    )
    const trust = trustIn(keys)
    return {
      ...trust,
      validators: trust.validators.map((member, at) => ({ ...member, organisation: organisations[at] ?? null })),
    }
  }

  test.each([
    ['one validator', ['a'], 'institution', 1],
    ['three organisations: each holds a third', ['a', 'b', 'c'], 'institution', 3],
    ['four organisations', ['a', 'b', 'c', 'd'], 'consensus', 4],
    ['four validators of one organisation', ['a', 'a', 'a', 'a'], 'institution', 1],
    ['validators without one count together', ['a', 'b', 'c', null, null, null], 'institution', 4],
  ] as const)('%s', (_, organisations, level, count) => {
    expect(assuranceOf(withOrganisations(...organisations))).toMatchObject({ level, organisations: count })
  })
})
