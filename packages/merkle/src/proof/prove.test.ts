import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { absenceCase, membershipCase, sampleTree } from '../testing/proof-cases.ts'
import { Seeded } from '../testing/seeded.ts'
import { TreeError } from '../tree/errors.ts'
import { StateTree } from '../tree/state-tree.ts'
import { ProofError } from './proof-error.ts'
import { proveAbsence, proveMembership } from './prove.ts'
import { smtSpec } from './specs.ts'
import { verifyAbsence, verifyMembership } from './verify-proof.ts'

const crypto = { sha256: (bytes: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', bytes, 'buffer')) }

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
  const sample = sampleTree(crypto, random, size)
  const root = sample.tree.root()

  it('prove every member, with its value and no other', () => {
    for (const [i, { key, value }] of sample.members.entries()) {
      const { proof } = membershipCase(crypto, sample, i)
      verifyMembership(crypto, smtSpec, root, proof, key, value)
      expect(code(() => verifyMembership(crypto, smtSpec, root, proof, key, Uint8Array.of(...value, 0)))).toBe(
        'PROOF_VALUE',
      )
      expect(code(() => verifyAbsence(crypto, smtSpec, root, proof, key))).toBe('PROOF_KIND')
    }
  })

  it('prove every other key absent', () => {
    for (let i = 0; i < 300; i++) {
      const key = Uint8Array.of(255, ...random.bytes(7))
      const { proof } = absenceCase(crypto, sample, key)
      verifyAbsence(crypto, smtSpec, root, proof, key)
      expect(code(() => verifyMembership(crypto, smtSpec, root, proof, key, key))).toBe('PROOF_KIND')
    }
  })

  it('never prove a member absent', () => {
    const other = Uint8Array.of(255, 1, 2, 3)
    const { proof } = absenceCase(crypto, sample, other)
    for (const { key } of sample.members) {
      expect(code(() => absenceCase(crypto, sample, key))).toBe('TREE_KEY_PRESENT')
      expect(code(() => verifyAbsence(crypto, smtSpec, root, proof, key))).toBe('PROOF_KEY')
    }
  })
})

describe('provers', () => {
  const key = Uint8Array.of(1)
  const value = Uint8Array.of(2)
  const tree = new StateTree(crypto)

  it('refuse an empty tree, which can prove nothing', () => {
    expect(code(() => proveAbsence(tree, crypto, key, () => ({ key, value })))).toBe('TREE_EMPTY')
    expect(code(() => proveMembership(tree, crypto, key, value))).toBe('TREE_KEY_ABSENT')
  })

  it('refuse a preimage of another key', () => {
    const full = new StateTree(crypto)
    full.update([{ keyHash: crypto.sha256(key), valueHash: crypto.sha256(value) }])
    const act = (): unknown => proveAbsence(full, crypto, value, () => ({ key: value, value }))
    expect(code(act)).toBe('TREE_PREIMAGE_MISMATCH')
  })
})
