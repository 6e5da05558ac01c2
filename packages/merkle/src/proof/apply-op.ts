import { concatBytes, uvarint } from '@xiezhi/codec'
import type { Sha256 } from '../tree/hasher.ts'
import { ProofError } from './proof-error.ts'
import { HASH_OP, LENGTH_OP } from './types.ts'
import type { InnerOp, LeafOp } from './types.ts'

export function applyHash(crypto: Sha256, operation: number, bytes: Uint8Array): Uint8Array {
  if (operation !== HASH_OP.SHA256) throw new ProofError('PROOF_HASH_OP', { operation })
  return crypto.sha256(bytes)
}

export function applyHashIfAny(crypto: Sha256, operation: number, bytes: Uint8Array): Uint8Array {
  return operation === HASH_OP.NO_HASH ? bytes : applyHash(crypto, operation, bytes)
}

/** The hash of a leaf. */
export function applyLeafOp(crypto: Sha256, op: LeafOp, key: Uint8Array, value: Uint8Array): Uint8Array {
  if (key.length === 0) throw new ProofError('PROOF_INPUT_EMPTY', { field: 'key' })
  if (value.length === 0) throw new ProofError('PROOF_INPUT_EMPTY', { field: 'value' })
  const preparedKey = applyLength(op.length, applyHashIfAny(crypto, op.prehashKey, key))
  const preparedValue = applyLength(op.length, applyHashIfAny(crypto, op.prehashValue, value))
  return applyHash(crypto, op.hash, concatBytes(op.prefix, preparedKey, preparedValue))
}

/** The hash of a parent, given that of the child on the path. */
export function applyInnerOp(crypto: Sha256, op: InnerOp, child: Uint8Array): Uint8Array {
  if (child.length === 0) throw new ProofError('PROOF_INPUT_EMPTY', { field: 'child' })
  return applyHash(crypto, op.hash, concatBytes(op.prefix, child, op.suffix))
}

function applyLength(operation: number, data: Uint8Array): Uint8Array {
  const { length } = data
  switch (operation) {
    case LENGTH_OP.NO_PREFIX:
      return data
    case LENGTH_OP.VAR_PROTO:
      return concatBytes(uvarint(length), data)
    case LENGTH_OP.FIXED32_BIG:
      return concatBytes(fixedLength(length, 4, false), data)
    case LENGTH_OP.FIXED32_LITTLE:
      return concatBytes(fixedLength(length, 4, true), data)
    case LENGTH_OP.FIXED64_BIG:
      return concatBytes(fixedLength(length, 8, false), data)
    case LENGTH_OP.FIXED64_LITTLE:
      return concatBytes(fixedLength(length, 8, true), data)
    case LENGTH_OP.REQUIRE_32_BYTES:
      if (length === 32) return data
      break
    case LENGTH_OP.REQUIRE_64_BYTES:
      if (length === 64) return data
      break
  }
  throw new ProofError('PROOF_LENGTH_OP', { operation, length })
}

function fixedLength(length: number, bytes: 4 | 8, little: boolean): Uint8Array {
  const prefix = new Uint8Array(bytes)
  new DataView(prefix.buffer).setUint32(little ? 0 : bytes - 4, length, little)
  return prefix
}
