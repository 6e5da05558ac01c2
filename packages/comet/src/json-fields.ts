import { hexDecode, hexEncode } from '@xiezhi/codec'
import { CometError } from './comet-error.ts'

// Fields of the JSON that CometBFT's RPC prints. All throw CometError JSON_INVALID with the field's name.

/** Hashes in RPC JSON are upper-case hexadecimal. */
export function upperHex(bytes: Uint8Array): string {
  return hexEncode(bytes).toUpperCase()
}

export function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(field, 'object')
  return value as Readonly<Record<string, unknown>>
}

/** Go prints an empty list as `null` or `[]`. */
export function list(value: unknown, field: string, itemsMax?: number): readonly unknown[] {
  if (value === null) return []
  if (!Array.isArray(value)) throw invalid(field, 'list')
  if (itemsMax !== undefined && value.length > itemsMax) throw new CometError('LIMIT', { field, itemsMax })
  return value
}

export function text(value: unknown, field: string): string {
  if (typeof value !== 'string') throw invalid(field, 'string')
  return value
}

export function int64(value: unknown, field: string): bigint {
  const number = decimal(value, field, 'int64 as string')
  if (BigInt.asIntN(64, number) !== number) throw invalid(field, 'int64 as string')
  return number
}

export function uint64(value: unknown, field: string): bigint {
  const number = decimal(value, field, 'uint64 as string')
  if (BigInt.asUintN(64, number) !== number) throw invalid(field, 'uint64 as string')
  return number
}

export function int32(value: unknown, field: string): number {
  if (typeof value !== 'number' || (value | 0) !== value) throw invalid(field, 'int32')
  return value
}

export function uint32(value: unknown, field: string): number {
  if (typeof value !== 'number' || value >>> 0 !== value) throw invalid(field, 'uint32')
  return value
}

export function hex(value: unknown, field: string): Uint8Array {
  return hexDecode(text(value, field).toLowerCase())
}

export function invalid(field: string, expected: string): CometError {
  return new CometError('JSON_INVALID', { field, expected })
}

function decimal(value: unknown, field: string, expected: string): bigint {
  if (typeof value !== 'string' || !/^-?\d{1,20}$/.test(value)) throw invalid(field, expected)
  return BigInt(value)
}
