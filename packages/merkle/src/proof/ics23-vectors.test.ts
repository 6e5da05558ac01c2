import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hexDecode, hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { leftBranchesAreEmpty, rightBranchesAreEmpty } from './adjacent.ts'
import { applyHash, applyInnerOp, applyLeafOp } from './apply-op.ts'
import { checkAgainstSpec, checkLeafOp } from './check-spec.ts'
import { decodeCommitmentProof } from './decode-proof.ts'
import { encodeCommitmentProof } from './encode-proof.ts'
import { ProofError } from './proof-error.ts'
import { iavlSpec, smtSpec, tendermintSpec } from './specs.ts'
import type { ExistenceProof, InnerOp, InnerSpec, LeafOp, ProofSpec } from './types.ts'
import { proofRoot, verifyAbsence, verifyMembership } from './verify-proof.ts'

const folder = new URL('../../../../vectors/tree/ics23/', import.meta.url)
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))

/** Protobuf JSON of the reference implementation: snake case, base64, absent defaults. */
type Raw = Readonly<Record<string, unknown>>
const bytes = (raw: unknown): Uint8Array =>
  typeof raw === 'string' ? new Uint8Array(Buffer.from(raw, 'base64')) : new Uint8Array(0)
const number = (raw: unknown): number => (typeof raw === 'number' ? raw : 0)
const leafOp = (raw: Raw): LeafOp => ({
  hash: number(raw['hash']),
  prehashKey: number(raw['prehash_key']),
  prehashValue: number(raw['prehash_value']),
  length: number(raw['length']),
  prefix: bytes(raw['prefix']),
})
const innerOp = (raw: Raw): InnerOp => ({
  hash: number(raw['hash']),
  prefix: bytes(raw['prefix']),
  suffix: bytes(raw['suffix']),
})
const existence = (raw: Raw): ExistenceProof => ({
  key: bytes(raw['key']),
  value: bytes(raw['value']),
  leaf: raw['leaf'] ? leafOp(raw['leaf'] as Raw) : null,
  path: ((raw['path'] ?? []) as Raw[]).map(innerOp),
})
const innerSpec = (raw: Raw): InnerSpec => ({
  childOrder: raw['child_order'] as number[],
  childSize: number(raw['child_size']),
  minPrefixLength: number(raw['min_prefix_length']),
  maxPrefixLength: number(raw['max_prefix_length']),
  emptyChild: bytes(raw['empty_child']),
  hash: number(raw['hash']),
})
const proofSpec = (raw: Raw): ProofSpec => ({
  leafSpec: leafOp(raw['leaf_spec'] as Raw),
  innerSpec: innerSpec(raw['inner_spec'] as Raw),
  maxDepth: number(raw['max_depth']),
  minDepth: number(raw['min_depth']),
  prehashKeyBeforeComparison: raw['prehash_key_before_comparison'] === true,
})

function code(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof ProofError ? error.code : String(error)
  }
  return 'accepted'
}

interface Vector {
  readonly root: string
  readonly proof: string
  readonly key: string
  readonly value: string
}
const trees = [
  ['smt', smtSpec],
  ['iavl', iavlSpec],
  ['tendermint', tendermintSpec],
] as const

describe.each(trees)('proofs of %s published by ics23', (name, spec) => {
  it.each(readdirSync(new URL(`${name}/`, folder)))('%s', (file) => {
    const vector = read(`${name}/${file}`) as Vector
    const [root, proof, key] = [hexDecode(vector.root), hexDecode(vector.proof), hexDecode(vector.key)]
    const verify = (by: ProofSpec, against: Uint8Array): void =>
      vector.value === ''
        ? verifyAbsence(nodeCrypto, by, against, proof, key)
        : verifyMembership(nodeCrypto, by, against, proof, key, hexDecode(vector.value))
    expect(code(() => verify(spec, root))).toBe('accepted')
    expect(code(() => verify(spec, root.toReversed()))).toBe('PROOF_ROOT')
    for (const [other, otherSpec] of trees)
      if (other !== name) expect(code(() => verify(otherSpec, root))).toMatch(/^PROOF_(LEAF_OP|INNER_OP|KEY)$/)
    expect(hexEncode(encodeCommitmentProof(decodeCommitmentProof(proof)))).toBe(vector.proof)
  })
})

/** Only SHA-256 is computed: a vector with another hash shows that it is refused. */
function expectHash(operation: number, expected: Uint8Array, act: () => Uint8Array): void {
  if (operation === 1) expect(hexEncode(act())).toBe(hexEncode(expected))
  else expect(code(act)).toBe('PROOF_HASH_OP')
}

describe('operations published by ics23', () => {
  it.each(
    Object.entries(
      read('TestDoHashData.json') as Record<
        string,
        { HashOp: number; Preimage?: string; PreImage?: string; ExpectedHash: string }
      >,
    ),
  )('hash: %s', (_, { HashOp, Preimage, PreImage, ExpectedHash }) => {
    const input = new Uint8Array(Buffer.from(Preimage ?? PreImage ?? ''))
    expectHash(HashOp, hexDecode(ExpectedHash), () => applyHash(nodeCrypto, HashOp, input))
  })

  it.each(
    Object.entries(
      read('TestLeafOpData.json') as Record<
        string,
        { Op: Raw; Key: unknown; Value: unknown; IsErr: boolean; Expected: unknown }
      >,
    ),
  )('leaf: %s', (_, { Op, Key, Value, IsErr, Expected }) => {
    const op = leafOp(Op)
    const act = (): Uint8Array => applyLeafOp(nodeCrypto, op, bytes(Key), bytes(Value))
    if (IsErr) expect(code(act)).toBe('PROOF_INPUT_EMPTY')
    else expectHash(op.hash, bytes(Expected), act)
  })

  it.each(
    Object.entries(
      read('TestInnerOpData.json') as Record<string, { Op: Raw; Child: unknown; IsErr: boolean; Expected: unknown }>,
    ),
  )('inner: %s', (_, { Op, Child, IsErr, Expected }) => {
    const op = innerOp(Op)
    const act = (): Uint8Array => applyInnerOp(nodeCrypto, op, bytes(Child))
    if (IsErr) expect(code(act)).toBe('PROOF_INPUT_EMPTY')
    else expectHash(op.hash, bytes(Expected), act)
  })

  it.each(
    Object.entries(
      read('TestExistenceProofData.json') as Record<string, { Proof: Raw; IsErr: boolean; Expected: unknown }>,
    ),
  )('root: %s', (_, { Proof, IsErr, Expected }) => {
    const proof = existence(Proof)
    if (IsErr) expect(code(() => proofRoot(nodeCrypto, proof))).toBe('PROOF_LEAF_MISSING')
    else expectHash(proof.leaf?.hash ?? 0, bytes(Expected), () => proofRoot(nodeCrypto, proof))
  })
})

describe('specification checks published by ics23', () => {
  const withLeaf = (leafSpec: LeafOp): ProofSpec => ({ ...smtSpec, leafSpec })

  it.each(Object.entries(read('TestCheckLeafData.json') as Record<string, { Leaf: Raw; Spec: Raw; IsErr: boolean }>))(
    'leaf: %s',
    (_, { Leaf, Spec, IsErr }) => {
      const verdict = code(() => checkLeafOp(withLeaf(leafOp(Spec)), leafOp(Leaf)))
      expect(verdict).toBe(IsErr ? 'PROOF_LEAF_OP' : 'accepted')
    },
  )

  const codes: Readonly<Record<string, string>> = {
    'empty proof fails': 'PROOF_LEAF_MISSING',
    'reject depth limited with too few inner nodes': 'PROOF_DEPTH',
    'reject depth limited with too many inner nodes': 'PROOF_DEPTH',
    'reject too many inner nodes (129) using default limited depth (128)': 'PROOF_DEPTH',
    'rejects invalid leaf': 'PROOF_LEAF_OP',
    'rejects invalid inner proof (hash mismatch)': 'PROOF_INNER_OP',
    'rejects leaf with invalid inner proofs': 'PROOF_INNER_OP',
    'rejects only inner proof (hash mismatch)': 'PROOF_INNER_OP',
  }
  it.each(
    Object.entries(read('TestCheckAgainstSpecData.json') as Record<string, { Proof: Raw; Spec: Raw; Err: string }>),
  )('proof: %s', (name, { Proof, Spec, Err }) => {
    const verdict = code(() => checkAgainstSpec(proofSpec(Spec), existence(Proof)))
    expect(verdict).toBe(Err === '' ? 'accepted' : codes[name])
  })

  it.each(
    (read('TestEmptyBranchData.json') as { Op: Raw; Spec: Raw; IsLeft: boolean; IsRight: boolean }[]).map(
      (row, i) => [i, row] as const,
    ),
  )('empty branch %i', (_, { Op, Spec, IsLeft, IsRight }) => {
    const spec = proofSpec(Spec).innerSpec
    expect(leftBranchesAreEmpty(spec, innerOp(Op))).toBe(IsLeft)
    expect(rightBranchesAreEmpty(spec, innerOp(Op))).toBe(IsRight)
  })
})
