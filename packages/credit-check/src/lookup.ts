import { concatBytes, encodeCanonical } from '@xiezhi/codec'
import { formatDigest, parseDigest } from '@xiezhi/crypto'
import type { Suite } from '@xiezhi/crypto'
import { CreditCheckError } from './credit-check-error.ts'

const FORMAT = 'xiezhi/credit-lookup/v1'
const LEAF = Uint8Array.of(0)
const INNER = Uint8Array.of(1)

/** What the log has of a look-up. The salt is with the asker alone: without it the commitment says nothing. */
export function lookupCommitment(
  algorithms: Suite,
  { salt, requestDigest }: { readonly salt: string; readonly requestDigest: string },
): string {
  return algorithms.digest(encodeCanonical({ format: FORMAT, salt, requestDigest }))
}

/**
 * Root of a batch over its commitments in the order of the log, at least one: leaves are hashed with 00 before them, pairs with
 * 01, and the left part is the largest power of two below the count (RFC 9162, 2.1.1).
 */
export function lookupRoot(algorithms: Suite, commitments: readonly string[]): string {
  if (commitments.length === 0) throw new CreditCheckError('RESULT_FORM', { expected: 'a look-up' })
  const leaves = commitments.map((one) => algorithms.digestBytes(concatBytes(LEAF, parseDigest(one).bytes)))
  return formatDigest({ algorithm: algorithms.digestAlgorithm, bytes: rootOf(algorithms, leaves, 0, leaves.length) })
}

function rootOf(algorithms: Suite, leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const [only] = leaves.slice(from, from + 1)
  if (to - from === 1 && only !== undefined) return only
  let left = 1
  while (left * 2 < to - from) left *= 2
  const parts = [rootOf(algorithms, leaves, from, from + left), rootOf(algorithms, leaves, from + left, to)]
  return algorithms.digestBytes(concatBytes(INNER, ...parts))
}
