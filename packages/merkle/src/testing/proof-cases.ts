import { compareBytes } from '@xiezhi/codec'
import { proveAbsence, proveMembership } from '../proof/prove.ts'
import { smtSpec } from '../proof/specs.ts'
import type { ProofSpec } from '../proof/types.ts'
import type { Sha256 } from '../tree/hasher.ts'
import { StateTree } from '../tree/state-tree.ts'
import type { Seeded } from './seeded.ts'

/** A question to a verifier; no value asks for absence. */
export interface ProofCase {
  readonly spec: ProofSpec
  readonly root: Uint8Array
  readonly proof: Uint8Array
  readonly key: Uint8Array
  readonly value: Uint8Array | null
}

export interface SampleTree {
  readonly tree: StateTree
  readonly members: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[]
}

export function sampleTree(crypto: Sha256, random: Seeded, size: number): SampleTree {
  const members = Array.from({ length: size }, (_, i) => ({
    key: Uint8Array.of(i >> 8, i & 255, ...random.bytes(random.below(6))),
    value: random.bytes(1 + random.below(12)),
  }))
  const tree = new StateTree(crypto)
  tree.update(members.map(({ key, value }) => ({ keyHash: crypto.sha256(key), valueHash: crypto.sha256(value) })))
  return { tree, members }
}

export function membershipCase(crypto: Sha256, sample: SampleTree, index: number): ProofCase {
  const { key, value } = sample.members[index] ?? { key: new Uint8Array(0), value: new Uint8Array(0) }
  const proof = proveMembership(sample.tree, crypto, key, value)
  return { spec: smtSpec, root: sample.tree.root(), proof, key, value }
}

export function absenceCase(crypto: Sha256, sample: SampleTree, key: Uint8Array): ProofCase {
  const preimage = (keyHash: Uint8Array): SampleTree['members'][number] => {
    const found = sample.members.find((member) => compareBytes(crypto.sha256(member.key), keyHash) === 0)
    return found ?? { key: new Uint8Array(0), value: new Uint8Array(0) }
  }
  const proof = proveAbsence(sample.tree, crypto, key, preimage)
  return { spec: smtSpec, root: sample.tree.root(), proof, key, value: null }
}
