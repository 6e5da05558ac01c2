import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { absenceCase, membershipCase, sampleTree } from '../testing/proof-cases.ts'
import { Seeded } from '../testing/seeded.ts'
import { TreeError } from '../tree/errors.ts'
import { StateTree } from '../tree/state-tree.ts'
import { ProofError } from './proof-error.ts'
import { proveAbsence, proveMembership } from './prove.ts'
import { smtSpec } from './specs.ts'
import { verifyAbsence, verifyMembership } from './verify-proof.ts'

function code(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof ProofError || error instanceof TreeError ? error.code : String(error)
  }
  return 'accepted'
}

describe.each([1, 2, 3, 17, 300])('proofs of a tree of %i keys', (size) => {
  const random = new Seeded(size)
  const sample = sampleTree(nodeCrypto, random, size)
  const root = sample.tree.root()

  it('prove every member, with its value and no other', () => {
    for (const [i, { key, value }] of sample.members.entries()) {
      const { proof } = membershipCase(nodeCrypto, sample, i)
      verifyMembership(nodeCrypto, smtSpec, root, proof, key, value)
      expect(code(() => verifyMembership(nodeCrypto, smtSpec, root, proof, key, Uint8Array.of(...value, 0)))).toBe(
        'PROOF_VALUE',
      )
      expect(code(() => verifyAbsence(nodeCrypto, smtSpec, root, proof, key))).toBe('PROOF_KIND')
    }
  })

  it('prove every other key absent', () => {
    for (let i = 0; i < 300; i++) {
      const key = Uint8Array.of(255, ...random.bytes(7))
      const { proof } = absenceCase(nodeCrypto, sample, key)
      verifyAbsence(nodeCrypto, smtSpec, root, proof, key)
      expect(code(() => verifyMembership(nodeCrypto, smtSpec, root, proof, key, key))).toBe('PROOF_KIND')
    }
  })

  it('never prove a member absent', () => {
    const other = Uint8Array.of(255, 1, 2, 3)
    const { proof } = absenceCase(nodeCrypto, sample, other)
    for (const { key } of sample.members) {
      expect(code(() => absenceCase(nodeCrypto, sample, key))).toBe('TREE_KEY_PRESENT')
      expect(code(() => verifyAbsence(nodeCrypto, smtSpec, root, proof, key))).toBe('PROOF_KEY')
    }
  })
})

describe('provers', () => {
  const key = Uint8Array.of(1)
  const value = Uint8Array.of(2)
  const tree = new StateTree(nodeCrypto)

  it('refuse an empty tree, which can prove nothing', () => {
    expect(code(() => proveAbsence(tree, nodeCrypto, key, () => ({ key, value })))).toBe('TREE_EMPTY')
    expect(code(() => proveMembership(tree, nodeCrypto, key, value))).toBe('TREE_KEY_ABSENT')
  })

  it('refuse a preimage of another key', () => {
    const full = new StateTree(nodeCrypto)
    full.update([{ keyHash: nodeCrypto.sha256(key), valueHash: nodeCrypto.sha256(value) }])
    const act = (): unknown => proveAbsence(full, nodeCrypto, value, () => ({ key: value, value }))
    expect(code(act)).toBe('TREE_PREIMAGE_MISMATCH')
  })
})
