import { describe, expect, it } from 'vitest'
import { bytesEqual, hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { mutations } from '../testing/mutate-case.ts'
import { absenceCase, membershipCase, sampleTree } from '../testing/proof-cases.ts'
import type { ProofCase } from '../testing/proof-cases.ts'
import { Seeded } from '../testing/seeded.ts'
import { decodeCommitmentProof } from './decode-proof.ts'
import { encodeCommitmentProof } from './encode-proof.ts'
import { ProofError } from './proof-error.ts'
import { verifyAbsence, verifyMembership } from './verify-proof.ts'
import { fuzz } from '../../../../tools/fuzz/fuzz.ts'

const RUN = { short: 2_000 }
/** Set to the seed of a failure to see it again. */
const SEED = Number(process.env['XIEZHI_FUZZ_SEED'] ?? Date.now() % 0x1_0000_0000)

function refusedOr<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (error instanceof ProofError) return null
    throw error
  }
}

/** Bytes in the neighbourhood of real proofs: most random bytes end at the first tag. */
function hostileBytes(from: Uint8Array, random: Seeded): Uint8Array {
  const bytes = [...from]
  for (let edits = 1 + random.below(4); edits > 0; edits--) {
    const at = random.below(bytes.length + 1)
    switch (random.below(4)) {
      case 0:
        bytes[Math.min(at, bytes.length - 1)] = random.below(256)
        break
      case 1:
        bytes.splice(at, random.below(40))
        break
      case 2:
        bytes.splice(at, 0, ...random.bytes(1 + random.below(12)))
        break
      default:
        bytes.splice(at, 0, ...bytes.slice(at, at + random.below(80)))
    }
    if (bytes.length === 0) bytes.push(random.below(256))
  }
  return Uint8Array.from(bytes)
}

describe(`proof decoder and verifiers under hostile bytes, seed ${SEED}`, () => {
  const random = new Seeded(SEED)
  const sample = sampleTree(nodeCrypto, random, 40)
  const sound: ProofCase[] = Array.from({ length: 20 }, (_, i) =>
    i % 2 === 0 ? membershipCase(nodeCrypto, sample, i) : absenceCase(nodeCrypto, sample, Uint8Array.of(255, i)),
  )

  it('takes only bytes that it would write', async () => {
    let decoded = 0
    await fuzz({ target: 'merkle proof decoder', ...RUN }, (count) => {
      for (let run = 0; run < count; run++) {
        const bytes = run % 8 === 0 ? random.bytes(random.below(200)) : hostileBytes(random.pick(sound).proof, random)
        const proof = refusedOr(() => decodeCommitmentProof(bytes))
        if (proof === null) continue
        decoded++
        expect(hexEncode(encodeCommitmentProof(proof))).toBe(hexEncode(bytes))
      }
    })
    expect(decoded).toBeGreaterThan(0)
  })

  it('accepts no changed byte of a proof and answers with ProofError only', async () => {
    const names = Object.keys(mutations)
    await fuzz({ target: 'merkle proof verifiers', ...RUN }, (count) => {
      for (let run = 0; run < count; run++) {
        const from = random.pick(sound)
        const spoiled =
          run % 2 === 0
            ? { ...from, proof: hostileBytes(from.proof, random) }
            : mutations[names[run % names.length] ?? '']!(from, random, random.pick(sound))
        const { spec, root, proof, key, value } = spoiled
        const accepted = refusedOr(() => {
          if (value === null) verifyAbsence(nodeCrypto, spec, root, proof, key)
          else verifyMembership(nodeCrypto, spec, root, proof, key, value)
          return true
        })
        const changed = !bytesEqual(proof, from.proof) && spec === from.spec && bytesEqual(root, from.root)
        if (accepted === true && changed) {
          // Another proof in the same tree may stand in for this one only if it says the same about the same key.
          expect(sound.some((other) => bytesEqual(other.proof, proof) && bytesEqual(other.key, key))).toBe(true)
        }
      }
    })
  })
})
