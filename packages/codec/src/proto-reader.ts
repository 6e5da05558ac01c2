import { CodecError } from './codec-error.ts'
import { PROTO_FIELD_MAX } from './proto-writer.ts'
import { utf8Decode } from './utf8.ts'
import { readUvarint } from './varint.ts'

/** Varint, eight bytes, length-delimited, four bytes. Groups (3, 4) are refused. */
export type WireType = 0 | 1 | 2 | 5

export type ProtoField =
  | { readonly field: number; readonly wire: 0 | 1; readonly value: bigint }
  | { readonly field: number; readonly wire: 2; readonly bytes: Uint8Array }
  | { readonly field: number; readonly wire: 5; readonly value: number }

/**
 * Reads one protobuf message field by field:
 *
 * ```ts
 * const reader = new ProtoReader(bytes)
 * while (reader.next()) {
 *   switch (reader.field) {
 *     case 1: height = reader.int64(); break
 *     default: reader.refuseUnknown()
 *   }
 * }
 * ```
 *
 * Every method throws `PROTO_INVALID` with a `reason`: a cut field, a varint that is not minimal or above 64 bits, a
 * wire type that does not fit, a value out of the field's range, text that is not UTF-8. Each field must be read,
 * skipped or refused before the next. Fields may come in any order and repeatedly, as protobuf allows; decoders that
 * need one encoding per value compare with what they would write.
 */
export class ProtoReader {
  readonly #bytes: Uint8Array
  #at = 0
  #field = 0
  #wire: WireType = 0
  #pending = false

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Number of the current field. */
  get field(): number {
    return this.#field
  }

  get wire(): WireType {
    return this.#wire
  }

  /** Goes to the next field; false at the end of the message. */
  next(): boolean {
    if (this.#pending) throw this.#error('field not read')
    if (this.#at === this.#bytes.length) return false
    const tag = this.#varint()
    const wire = Number(tag & 7n)
    const field = tag >> 3n
    if (field === 0n || field > PROTO_FIELD_MAX) throw this.#error('field number')
    this.#field = Number(field)
    if (!isWireType(wire)) throw this.#error('wire type')
    this.#wire = wire
    this.#pending = true
    return true
  }

  uint64(): bigint {
    this.#expect(0)
    return this.#varint()
  }

  uint32(): number {
    const value = this.uint64()
    if (value > 0xffff_ffffn) throw this.#error('uint32 range')
    return Number(value)
  }

  int64(): bigint {
    return BigInt.asIntN(64, this.uint64())
  }

  int32(): number {
    const value = this.int64()
    if (value < -0x8000_0000n || value > 0x7fff_ffffn) throw this.#error('int32 range')
    return Number(value)
  }

  bool(): boolean {
    const value = this.uint64()
    if (value > 1n) throw this.#error('bool range')
    return value === 1n
  }

  sfixed64(): bigint {
    return BigInt.asIntN(64, this.fixed64())
  }

  fixed64(): bigint {
    this.#expect(1)
    const at = this.#take(8)
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset).getBigUint64(at, true)
  }

  fixed32(): number {
    this.#expect(5)
    const at = this.#take(4)
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset).getUint32(at, true)
  }

  /** A copy of the bytes, so that the message may be overwritten. */
  bytes(): Uint8Array {
    this.#expect(2)
    const length = this.#varint()
    if (length > this.#bytes.length - this.#at) throw this.#error('field cut')
    const at = this.#take(Number(length))
    return this.#bytes.slice(at, this.#at)
  }

  string(): string {
    const bytes = this.bytes()
    try {
      return utf8Decode(bytes)
    } catch (error) {
      if (error instanceof CodecError) throw this.#error('text not UTF-8')
      throw error
    }
  }

  message(): ProtoReader {
    return new ProtoReader(this.bytes())
  }

  /** Passes over the current field, whatever it is. */
  skip(): void {
    switch (this.#wire) {
      case 0:
        this.uint64()
        break
      case 1:
        this.fixed64()
        break
      case 2:
        this.bytes()
        break
      case 5:
        this.fixed32()
        break
    }
  }

  /** Refuses the message because it holds this field. */
  refuseUnknown(): never {
    throw this.#error('unknown field')
  }

  #expect(wire: WireType): void {
    if (!this.#pending) throw this.#error('no field')
    if (this.#wire !== wire) throw this.#error('wire type')
    this.#pending = false
  }

  #varint(): bigint {
    const { value, next } = readUvarint(this.#bytes, this.#at)
    this.#at = next
    return value
  }

  #take(length: number): number {
    const at = this.#at
    if (length > this.#bytes.length - at) throw this.#error('field cut')
    this.#at = at + length
    return at
  }

  #error(reason: string): CodecError {
    return new CodecError('PROTO_INVALID', { reason, field: this.#field, at: this.#at })
  }
}

/** All fields of a message in their order, without knowledge of its type. Throws `PROTO_INVALID`. */
export function readFields(bytes: Uint8Array): ProtoField[] {
  const fields: ProtoField[] = []
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    const { field, wire } = reader
    if (wire === 2) fields.push({ field, wire, bytes: reader.bytes() })
    else if (wire === 5) fields.push({ field, wire, value: reader.fixed32() })
    else fields.push({ field, wire, value: wire === 0 ? reader.uint64() : reader.fixed64() })
  }
  return fields
}

function isWireType(wire: number): wire is WireType {
  return wire === 0 || wire === 1 || wire === 2 || wire === 5
}
