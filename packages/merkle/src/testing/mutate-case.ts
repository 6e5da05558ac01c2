import { concatBytes } from '@xiezhi/codec'
import { decodeCommitmentProof } from '../proof/decode-proof.ts'
import { encodeCommitmentProof } from '../proof/encode-proof.ts'
import type { CommitmentProof, ExistenceProof, InnerOp, InnerSpec, LeafOp, ProofSpec } from '../proof/types.ts'
import type { ProofCase } from './proof-cases.ts'
import type { Seeded } from './seeded.ts'

type Mutation = (from: ProofCase, random: Seeded, other: ProofCase) => ProofCase

const NOTHING = new Uint8Array(0)

function flip(bytes: Uint8Array, random: Seeded): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(1)
  const at = random.below(bytes.length)
  return Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte))
}

/** Changes one of the existence proofs inside. */
function existence(change: (proof: ExistenceProof, random: Seeded, other: ExistenceProof) => ExistenceProof): Mutation {
  return (from, random, other) => {
    const proof = decodeCommitmentProof(from.proof)
    const foreign = existenceOf(decodeCommitmentProof(other.proof)) ?? null
    const on = (inner: ExistenceProof): ExistenceProof => change(inner, random, foreign ?? inner)
    const changed = ((): CommitmentProof => {
      if (proof.kind === 'exist') return { kind: 'exist', exist: on(proof.exist) }
      const { left, right } = proof.nonexist
      const toLeft = right === null || random.below(2) === 0
      return {
        kind: 'nonexist',
        nonexist: toLeft
          ? { ...proof.nonexist, left: left === null ? (foreign ?? null) : on(left) }
          : { ...proof.nonexist, right: on(right) },
      }
    })()
    return { ...from, proof: encodeCommitmentProof(changed) }
  }
}

function existenceOf(proof: CommitmentProof): ExistenceProof | null {
  return proof.kind === 'exist' ? proof.exist : (proof.nonexist.left ?? proof.nonexist.right)
}

function leaf(change: (op: LeafOp, random: Seeded) => LeafOp): Mutation {
  return existence((proof, random) => ({ ...proof, leaf: proof.leaf === null ? null : change(proof.leaf, random) }))
}

function step(change: (op: InnerOp, random: Seeded) => InnerOp): Mutation {
  return existence((proof, random) => {
    const at = random.below(Math.max(1, proof.path.length))
    return { ...proof, path: proof.path.map((op, i) => (i === at ? change(op, random) : op)) }
  })
}

function spec(change: (spec: ProofSpec, random: Seeded) => ProofSpec): Mutation {
  return (from, random) => ({ ...from, spec: change(from.spec, random) })
}

function innerSpec(change: (spec: InnerSpec, random: Seeded) => Partial<InnerSpec>): Mutation {
  return spec((from, random) => ({ ...from, innerSpec: { ...from.innerSpec, ...change(from.innerSpec, random) } }))
}

/** Swaps, drops or replaces the neighbours of an absence proof. */
const neighbours: Mutation = (from, random, other) => {
  const proof = decodeCommitmentProof(from.proof)
  const foreign = existenceOf(decodeCommitmentProof(other.proof))
  if (proof.kind === 'exist') {
    const asLeft = random.below(2) === 0
    const nonexist = { key: from.key, left: asLeft ? proof.exist : null, right: asLeft ? null : proof.exist }
    return { ...from, proof: encodeCommitmentProof({ kind: 'nonexist', nonexist }) }
  }
  const { key, left, right } = proof.nonexist
  const [newLeft, newRight] = random.pick([
    [right, left],
    [left, null],
    [null, right],
    [null, null],
    [left, left],
    [foreign, right],
    [left, foreign],
  ] as const)
  return {
    ...from,
    proof: encodeCommitmentProof({ kind: 'nonexist', nonexist: { key, left: newLeft, right: newRight } }),
  }
}

/** Ways to spoil a case, some of which leave it valid. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'bit of proof': (from, random) => ({ ...from, proof: flip(from.proof, random) }),
  'bit of key': (from, random) => ({ ...from, key: flip(from.key, random) }),
  'bit of value': (from, random) => ({ ...from, value: from.value === null ? null : flip(from.value, random) }),
  'bit of root': (from, random) => ({ ...from, root: flip(from.root, random) }),
  'proof cut': (from, random) => ({ ...from, proof: from.proof.subarray(0, random.below(from.proof.length)) }),
  'proof longer': (from, random) => ({ ...from, proof: concatBytes(from.proof, random.bytes(1 + random.below(4))) }),
  'key of other case': (from, _, other) => ({ ...from, key: other.key }),
  'proof of other case': (from, _, other) => ({ ...from, proof: other.proof }),
  'root of other case': (from, _, other) => ({ ...from, root: other.root }),
  'other question': (from, random) => ({ ...from, value: from.value === null ? random.bytes(3) : null }),
  'empty key': (from) => ({ ...from, key: NOTHING }),
  neighbours,
  'inner existence replaced': existence((_, __, other) => other),
  'no leaf': existence((proof) => ({ ...proof, leaf: null })),
  'empty value inside': existence((proof) => ({ ...proof, value: NOTHING })),
  'step dropped': existence((proof, random) => ({
    ...proof,
    path: proof.path.filter((_, i) => i !== random.below(4)),
  })),
  'step doubled': existence((proof) => ({ ...proof, path: [...proof.path.slice(0, 1), ...proof.path] })),
  'steps reversed': existence((proof) => ({ ...proof, path: proof.path.toReversed() })),
  'many steps': existence((proof, random) => {
    const op = proof.path[0] ?? { hash: 1, prefix: Uint8Array.of(1), suffix: new Uint8Array(32) }
    return { ...proof, path: Array.from({ length: random.pick([128, 129, 256, 257]) }, () => op) }
  }),
  'leaf hash': leaf((op, random) => ({ ...op, hash: random.below(12) - 2 })),
  'leaf prehash of key': leaf((op, random) => ({ ...op, prehashKey: random.below(3) })),
  'leaf prehash of value': leaf((op, random) => ({ ...op, prehashValue: random.below(3) })),
  'leaf length': leaf((op, random) => ({ ...op, length: random.below(10) })),
  'leaf prefix': leaf((op, random) => ({
    ...op,
    prefix: random.pick([NOTHING, Uint8Array.of(0, 2), Uint8Array.of(1)]),
  })),
  'step hash': step((op, random) => ({ ...op, hash: random.below(4) })),
  'step prefix': step((op, random) => ({ ...op, prefix: flip(op.prefix, random) })),
  'step prefix as leaf': step((op) => ({ ...op, prefix: Uint8Array.of(0, ...op.prefix.subarray(1)) })),
  'step prefix length': step((op, random) => ({
    ...op,
    prefix: random.pick([
      op.prefix.subarray(1),
      concatBytes(op.prefix, Uint8Array.of(9)),
      NOTHING,
      new Uint8Array(70).fill(1),
    ]),
  })),
  'step suffix length': step((op, random) => ({
    ...op,
    suffix: random.pick([
      op.suffix.subarray(1),
      concatBytes(op.suffix, op.suffix),
      random.bytes(32),
      random.bytes(33),
      NOTHING,
    ]),
  })),
  'step turned': step((op) => ({ ...op, prefix: Uint8Array.of(1, ...op.suffix), suffix: op.prefix.subarray(1) })),
  'step with empty sibling': step((op, random) =>
    random.below(2) === 0
      ? { ...op, prefix: Uint8Array.of(1, ...new Uint8Array(32)), suffix: NOTHING }
      : { ...op, prefix: Uint8Array.of(1), suffix: new Uint8Array(32) },
  ),
  'spec depths': spec((from, random) => ({ ...from, maxDepth: random.below(12), minDepth: random.below(8) })),
  'spec without key order': spec((from) => ({ ...from, prehashKeyBeforeComparison: !from.prehashKeyBeforeComparison })),
  'spec child size': innerSpec((_, random) => ({ childSize: random.pick([0, 1, 31, 32, 33, 64]) })),
  'spec child order': innerSpec((_, random) => ({
    childOrder: random.pick([[1, 0], [0], [0, 1, 2], [0, 0], [], [1, 2]]),
  })),
  'spec prefix lengths': innerSpec((_, random) => ({
    minPrefixLength: random.below(6),
    maxPrefixLength: random.below(14),
  })),
  'spec empty child': innerSpec((_, random) => ({
    emptyChild: random.pick([NOTHING, new Uint8Array(32), random.bytes(32)]),
  })),
}
