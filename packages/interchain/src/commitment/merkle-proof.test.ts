import { readFileSync } from 'node:fs'
import { CodecError, hexDecode, utf8Encode } from '@xiezhi/codec'
import { nodeCrypto as crypto } from '@xiezhi/crypto/node'
import { encodeCommitmentProof, ProofError, proofRoot, tendermintSpec } from '@xiezhi/merkle'
import type { ExistenceProof } from '@xiezhi/merkle'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMerkleProof, encodeMerkleProof, verifyMerkleProof } from './merkle-proof.ts'
import type { MerkleClaim } from './merkle-proof.ts'

interface IavlVector {
  readonly root: string
  readonly proof: string
  readonly key: string
  readonly value: string
}

function vector(name: string): IavlVector {
  const file = new URL(`../../../../vectors/tree/ics23/iavl/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as IavlVector
}

/** The IAVL store of a vector as the only entry of a simple map, as a chain of the Cosmos SDK commits to its stores. */
function claimOf(name: string): MerkleClaim {
  const { root, proof, key, value } = vector(name)
  const upper: ExistenceProof = {
    key: utf8Encode('ibc'),
    value: hexDecode(root),
    leaf: tendermintSpec.leafSpec,
    path: [],
  }
  return {
    layout: 'iavl-simple',
    prefix: [utf8Encode('ibc'), utf8Encode('')],
    root: proofRoot(crypto, upper),
    proof: encodeMerkleProof([hexDecode(proof), encodeCommitmentProof({ kind: 'exist', exist: upper })]),
    key: hexDecode(key),
    value: value === '' ? null : hexDecode(value),
  }
}

function codeOf(claim: MerkleClaim): string {
  try {
    verifyMerkleProof(crypto, claim)
    return 'accepted'
  } catch (error) {
    if (error instanceof ProofError || error instanceof CodecError) return error.code
    throw error
  }
}

describe('two levels', () => {
  test.each(['exist_left', 'exist_middle', 'nonexist_left', 'nonexist_middle'])('%s is accepted', (name) => {
    expect(codeOf(claimOf(name))).toBe('accepted')
  })

  const claim = claimOf('exist_left')
  test.each([
    ['another store', { prefix: [utf8Encode('bank'), utf8Encode('')] }, 'PROOF_KEY'],
    ['a prefix of the key', { prefix: [utf8Encode('ibc'), utf8Encode('x')] }, 'PROOF_KEY'],
    ['one element of prefix', { prefix: [utf8Encode('ibc')] }, 'PROTO_INVALID'],
    ['one level', { layout: 'smt', prefix: [utf8Encode('')] }, 'PROTO_INVALID'],
    ['another root', { root: new Uint8Array(32).fill(1) }, 'PROOF_ROOT'],
    ['another value', { value: Uint8Array.of(1) }, 'PROOF_VALUE'],
    ['absence', { value: null }, 'PROOF_KIND'],
  ] as const)('%s is refused', (_, change, code) => {
    expect(codeOf({ ...claim, ...change })).toBe(code)
  })

  test('an upper level that shows another store root is refused', () => {
    const other = claimOf('exist_left')
    const [lower] = decodeMerkleProof(other.proof)
    const foreign: ExistenceProof = {
      key: utf8Encode('ibc'),
      value: new Uint8Array(32).fill(9),
      leaf: tendermintSpec.leafSpec,
      path: [],
    }
    const proof = encodeMerkleProof([lower!, encodeCommitmentProof({ kind: 'exist', exist: foreign })])
    expect(codeOf({ ...other, root: proofRoot(crypto, foreign), proof })).toBe('PROOF_VALUE')
  })
})

describe('encoding', () => {
  test('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 64 }), { maxLength: 3 }), (proofs) => {
        expect(decodeMerkleProof(encodeMerkleProof(proofs))).toEqual(proofs)
      }),
    )
  })

  test('refuses any bytes with a registered code', () => {
    const claim = claimOf('exist_left')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (proof) => {
        expect(codeOf({ ...claim, proof })).toMatch(/^PRO/)
      }),
    )
  })
})
