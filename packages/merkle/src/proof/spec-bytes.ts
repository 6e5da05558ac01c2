import { bytesEqual, ProtoReader, ProtoWriter, readUvarint, uvarint, concatBytes } from '@xiezhi/codec'
import { decodeLeafOp, readable } from './decode-proof.ts'
import { encodeLeafOp } from './encode-proof.ts'
import { ProofError } from './proof-error.ts'
import type { InnerSpec, LeafOp, ProofSpec } from './types.ts'

/** Protobuf bytes of `cosmos.ics23.v1.ProofSpec`, as a client state carries them. */
export function encodeProofSpec(spec: ProofSpec): Uint8Array {
  return new ProtoWriter()
    .message(1, encodeLeafOp(spec.leafSpec), { always: true })
    .message(2, encodeInnerSpec(spec.innerSpec), { always: true })
    .int64(3, spec.maxDepth)
    .int64(4, spec.minDepth)
    .bool(5, spec.prehashKeyBeforeComparison)
    .finish()
}

/** @throws ProofError PROOF_ENCODING; PROOF_SPEC if the leaf or inner specification is missing */
export function decodeProofSpec(bytes: Uint8Array): ProofSpec {
  const spec = readable(() => readSpec(new ProtoReader(bytes)))
  if (!bytesEqual(encodeProofSpec(spec), bytes)) throw new ProofError('PROOF_ENCODING', { reason: 'not canonical' })
  return spec
}

function encodeInnerSpec(spec: InnerSpec): ProtoWriter {
  return new ProtoWriter()
    .bytes(1, concatBytes(...spec.childOrder.map((place) => uvarint(place))))
    .int64(2, spec.childSize)
    .int64(3, spec.minPrefixLength)
    .int64(4, spec.maxPrefixLength)
    .bytes(5, spec.emptyChild)
    .int64(6, spec.hash)
}

function readSpec(reader: ProtoReader): ProofSpec {
  let leafSpec: LeafOp | null = null
  let innerSpec: InnerSpec | null = null
  const rest = { maxDepth: 0, minDepth: 0, prehashKeyBeforeComparison: false }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        leafSpec = decodeLeafOp(reader.message())
        break
      case 2:
        innerSpec = readInnerSpec(reader.message())
        break
      case 3:
        rest.maxDepth = reader.int32()
        break
      case 4:
        rest.minDepth = reader.int32()
        break
      case 5:
        rest.prehashKeyBeforeComparison = reader.bool()
        break
      default:
        reader.refuseUnknown()
    }
  }
  if (leafSpec === null) throw new ProofError('PROOF_SPEC', { field: 'leafSpec' })
  if (innerSpec === null) throw new ProofError('PROOF_SPEC', { field: 'innerSpec' })
  return { leafSpec, innerSpec, ...rest }
}

function readInnerSpec(reader: ProtoReader): InnerSpec {
  const spec = {
    childOrder: [] as number[],
    childSize: 0,
    minPrefixLength: 0,
    maxPrefixLength: 0,
    emptyChild: new Uint8Array(0) as Uint8Array,
    hash: 0,
  }
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        spec.childOrder = readPacked(reader.bytes())
        break
      case 2:
        spec.childSize = reader.int32()
        break
      case 3:
        spec.minPrefixLength = reader.int32()
        break
      case 4:
        spec.maxPrefixLength = reader.int32()
        break
      case 5:
        spec.emptyChild = reader.bytes()
        break
      case 6:
        spec.hash = reader.int32()
        break
      default:
        reader.refuseUnknown()
    }
  }
  return spec
}

function readPacked(bytes: Uint8Array): number[] {
  const values: number[] = []
  for (let at = 0; at < bytes.length;) {
    const { value, next } = readUvarint(bytes, at)
    if (value > 0x7fff_ffffn) throw new ProofError('PROOF_SPEC', { field: 'childOrder' })
    values.push(Number(value))
    at = next
  }
  return values
}
