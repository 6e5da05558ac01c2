import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { absenceCase, membershipCase, sampleTree } from '../testing/proof-cases.ts'
import { Seeded } from '../testing/seeded.ts'
import { decodeCommitmentProof, PROOF_BYTES_MAX } from './decode-proof.ts'
import { encodeCommitmentProof } from './encode-proof.ts'
import { ProofError } from './proof-error.ts'
import { proveMembership } from './prove.ts'
import { decodeProofSpec, encodeProofSpec } from './spec-bytes.ts'
import { iavlSpec, smtSpec, tendermintSpec } from './specs.ts'
import type { CommitmentProof, ExistenceProof, NonExistenceProof } from './types.ts'
import { verifyAbsence, verifyMembership } from './verify-proof.ts'

const sample = sampleTree(nodeCrypto, new Seeded(7), 30)
const root = sample.tree.root()
const member = membershipCase(nodeCrypto, sample, 3)
const absent = absenceCase(nodeCrypto, sample, Uint8Array.of(255, 9))
const exist = (decodeCommitmentProof(member.proof) as CommitmentProof & { kind: 'exist' }).exist
const nonexist = (decodeCommitmentProof(absent.proof) as CommitmentProof & { kind: 'nonexist' }).nonexist
const nothing = new Uint8Array(0)

function code(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof ProofError ? error.code : String(error)
  }
  return 'accepted'
}

const present = (
  proof: Partial<ExistenceProof>,
  spec = smtSpec,
  key = member.key,
  value = member.value ?? nothing,
): string =>
  code(() =>
    verifyMembership(
      nodeCrypto,
      spec,
      root,
      encodeCommitmentProof({ kind: 'exist', exist: { ...exist, ...proof } }),
      key,
      value,
    ),
  )
const gone = (proof: Partial<NonExistenceProof>, spec = smtSpec): string =>
  code(() =>
    verifyAbsence(
      nodeCrypto,
      spec,
      root,
      encodeCommitmentProof({ kind: 'nonexist', nonexist: { ...nonexist, ...proof } }),
      absent.key,
    ),
  )
const leaf = exist.leaf!
const [first, ...rest] = exist.path as [ExistenceProof['path'][number]]

describe('verifyMembership', () => {
  it('accepts the proof', () => {
    expect(present({})).toBe('accepted')
  })

  it.each<[string, Partial<ExistenceProof>]>([
    ['PROOF_KEY', { key: Uint8Array.of(5) }],
    ['PROOF_VALUE', { value: Uint8Array.of(5) }],
    ['PROOF_LEAF_MISSING', { leaf: null }],
    ['PROOF_LEAF_OP', { leaf: { ...leaf, hash: 2 } }],
    ['PROOF_LEAF_OP', { leaf: { ...leaf, prehashKey: 0 } }],
    ['PROOF_LEAF_OP', { leaf: { ...leaf, prehashValue: 0 } }],
    ['PROOF_LEAF_OP', { leaf: { ...leaf, length: 1 } }],
    ['PROOF_LEAF_OP', { leaf: { ...leaf, prefix: nothing } }],
    ['PROOF_ROOT', { leaf: { ...leaf, prefix: Uint8Array.of(0, 0) } }],
    ['PROOF_INNER_OP', { path: [{ ...first, hash: 2 }, ...rest] }],
    ['PROOF_INNER_OP', { path: [{ ...first, prefix: Uint8Array.of(0, ...first.prefix.subarray(1)) }, ...rest] }],
    ['PROOF_INNER_OP', { path: [{ ...first, prefix: nothing }, ...rest] }],
    ['PROOF_INNER_OP', { path: [{ ...first, prefix: new Uint8Array(34).fill(1) }, ...rest] }],
    ['PROOF_INNER_OP', { path: [{ ...first, suffix: Uint8Array.of(1) }, ...rest] }],
    ['PROOF_ROOT', { path: rest }],
    ['PROOF_DEPTH', { path: Array.from({ length: 257 }, () => first) }],
  ])('refuses with %s: %j', (expected, change) => {
    expect(present(change)).toBe(expected)
  })

  it('refuses a key or value without bytes', () => {
    expect(present({ key: nothing }, smtSpec, nothing)).toBe('PROOF_INPUT_EMPTY')
    expect(present({ value: nothing }, smtSpec, member.key, nothing)).toBe('PROOF_INPUT_EMPTY')
  })

  it('refuses by the specification given', () => {
    expect(present({}, { ...smtSpec, minDepth: exist.path.length + 1 })).toBe('PROOF_DEPTH')
    expect(present({}, { ...smtSpec, maxDepth: exist.path.length - 1 })).toBe('PROOF_DEPTH')
    expect(present({}, { ...smtSpec, innerSpec: { ...smtSpec.innerSpec, childSize: 0, maxPrefixLength: 40 } })).toBe(
      'PROOF_SPEC',
    )
    const sha512 = { ...smtSpec, leafSpec: { ...smtSpec.leafSpec, hash: 2 } }
    expect(present({ leaf: { ...leaf, hash: 2 } }, sha512)).toBe('PROOF_HASH_OP')
    const sized = { ...smtSpec, leafSpec: { ...smtSpec.leafSpec, length: 8 } }
    expect(present({ leaf: { ...leaf, length: 8 } }, sized)).toBe('PROOF_LENGTH_OP')
  })
})

describe('verifyAbsence', () => {
  it('accepts the proof, also when it names the hash of the key', () => {
    expect(gone({})).toBe('accepted')
    expect(gone({ key: nodeCrypto.sha256(absent.key) })).toBe('accepted')
  })

  it.each<[string, Partial<NonExistenceProof>]>([
    ['PROOF_NEIGHBOUR_MISSING', { left: null, right: null }],
    ['PROOF_KEY', { key: Uint8Array.of(5) }],
    ['PROOF_NOT_ADJACENT', { left: null }],
    ['PROOF_NOT_ADJACENT', { right: null }],
    ['PROOF_KEY_ORDER', { left: nonexist.right, right: nonexist.left }],
    ['PROOF_LEAF_MISSING', { left: { ...nonexist.left!, leaf: null } }],
    ['PROOF_ROOT', { left: { ...nonexist.left!, value: Uint8Array.of(5) } }],
    ['PROOF_ROOT', { right: { ...nonexist.right!, path: nonexist.right!.path.slice(1) } }],
  ])('refuses with %s', (expected, change) => {
    expect(gone(change)).toBe(expected)
  })

  it('refuses every leaf that is not the neighbour', () => {
    const place = (key: Uint8Array): string => Buffer.from(nodeCrypto.sha256(key)).toString('hex')
    const neighbours = [nonexist.left!, nonexist.right!].map((neighbour) => place(neighbour.key))
    const others = sample.members.filter(({ key }) => !neighbours.includes(place(key)))
    expect(others).toHaveLength(28)
    for (const { key, value } of others) {
      const bytes = proveMembership(sample.tree, nodeCrypto, key, value)
      const other = (decodeCommitmentProof(bytes) as CommitmentProof & { kind: 'exist' }).exist
      const change = place(key) < place(absent.key) ? { left: other } : { right: other }
      expect(gone(change)).toBe('PROOF_NOT_ADJACENT')
    }
  })
})

describe('decodeCommitmentProof', () => {
  const bytes = member.proof
  it.each([
    ['PROOF_KIND', 'nothing', nothing],
    ['PROOF_KIND', 'a batch proof', Uint8Array.of(0x1a, 0)],
    ['PROOF_KIND', 'a compressed proof', Uint8Array.of(0x22, 0)],
    ['PROOF_ENCODING', 'a cut proof', bytes.subarray(0, bytes.length - 1)],
    ['PROOF_ENCODING', 'an unknown field', Uint8Array.of(...bytes, 0x28, 1)],
    ['PROOF_ENCODING', 'two proofs', Uint8Array.of(...bytes, ...bytes)],
    ['PROOF_ENCODING', 'a default that is written', Uint8Array.of(0x0a, 2, 0x0a, 0)],
    ['PROOF_ENCODING', 'fields out of order', Uint8Array.of(0x0a, 6, 0x12, 1, 7, 0x0a, 1, 7)],
    ['PROOF_BYTES', 'too many bytes', new Uint8Array(PROOF_BYTES_MAX + 1)],
  ])('refuses with %s: %s', (expected, _, hostile) => {
    expect(code(() => decodeCommitmentProof(hostile))).toBe(expected)
  })
})

describe('decodeProofSpec', () => {
  it.each([smtSpec, iavlSpec, tendermintSpec])('reads what encodeProofSpec writes', (spec) => {
    expect(decodeProofSpec(encodeProofSpec(spec))).toEqual(spec)
  })

  it('refuses missing parts and other encodings', () => {
    const bytes = encodeProofSpec(smtSpec)
    expect(code(() => decodeProofSpec(nothing))).toBe('PROOF_SPEC')
    expect(code(() => decodeProofSpec(Uint8Array.of(...bytes, 0x30, 1)))).toBe('PROOF_ENCODING')
    expect(code(() => decodeProofSpec(bytes.subarray(1)))).toBe('PROOF_ENCODING')
  })
})
