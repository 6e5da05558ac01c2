import { ProofError } from './proof-error.ts'
import { iavlSpec } from './specs.ts'
import { HASH_OP } from './types.ts'
import type { InnerOp, LeafOp, ProofSpec } from './types.ts'

const VARINT_BYTES_MAX = 10
/** A left sibling is followed by the length byte of the right child; with a left sibling: 20, 32 bytes, 20. */
const LENGTH_BYTE = 1
const SIBLING_AND_LENGTH_BYTES = 34

/**
 * Whether ics23 takes a specification for IAVL's. It compares less than the whole (`SpecEquals` of v0.11 leaves out
 * prefixes, child order and depths), and so must we, or verdicts would differ.
 */
export function isIavl(spec: ProofSpec): boolean {
  const [leaf, iavlLeaf] = [spec.leafSpec, iavlSpec.leafSpec]
  const [inner, iavlInner] = [spec.innerSpec, iavlSpec.innerSpec]
  return (
    leaf.hash === iavlLeaf.hash &&
    leaf.prehashKey === iavlLeaf.prehashKey &&
    leaf.prehashValue === iavlLeaf.prehashValue &&
    leaf.length === iavlLeaf.length &&
    inner.hash === iavlInner.hash &&
    inner.minPrefixLength === iavlInner.minPrefixLength &&
    inner.maxPrefixLength === iavlInner.maxPrefixLength &&
    inner.childSize === iavlInner.childSize &&
    inner.childOrder.length === iavlInner.childOrder.length
  )
}

/** The prefix of an IAVL node: height, size and version as zigzag varints, in inner nodes then a sibling or none. */
export function checkIavlOp(op: LeafOp | InnerOp, layer: number): void {
  const refuse = (): never => {
    throw new ProofError(layer === 0 ? 'PROOF_LEAF_OP' : 'PROOF_INNER_OP', { field: 'iavl prefix', layer })
  }
  let at = 0
  const numbers: bigint[] = []
  for (let i = 0; i < 3; i++) {
    const read = zigzag(op.prefix, at)
    if (read === null || read.value < 0n) return refuse()
    numbers.push(read.value)
    at = read.next
  }
  if ((numbers[0] ?? 0n) < BigInt(layer)) refuse()
  const rest = op.prefix.length - at
  if (layer === 0) {
    if (rest !== 0) refuse()
    return
  }
  if (rest !== LENGTH_BYTE && rest !== SIBLING_AND_LENGTH_BYTES) refuse()
  if (op.hash !== HASH_OP.SHA256) refuse()
}

/** As Go's `binary.ReadVarint`, which unlike our codec takes varints that are not minimal. */
function zigzag(bytes: Uint8Array, from: number): { value: bigint; next: number } | null {
  let value = 0n
  for (let i = 0; i < VARINT_BYTES_MAX; i++) {
    const byte = bytes[from + i]
    if (byte === undefined || (i === VARINT_BYTES_MAX - 1 && byte > 1)) return null
    value |= BigInt(byte & 0x7f) << BigInt(7 * i)
    if (byte < 0x80) return { value: (value & 1n) === 0n ? value >> 1n : -((value + 1n) >> 1n), next: from + i + 1 }
  }
  return null
}
