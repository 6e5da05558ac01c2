import { CodecError } from './codec-error.ts'
import { checkJsonBytes, isJsonObject, JSON_DEPTH_MAX, quoteText, sortKeys, writeInteger } from './canonical-text.ts'
import type { Json, JsonLimits } from './canonical-text.ts'
import { NATIVE_LENGTH_MIN, writeAscii } from './platform-text.ts'
import { utf8Encode } from './utf8.ts'

const SCRATCH_BYTES = 65_536
/** A scratch array that grew beyond this is not kept. */
const SCRATCH_KEPT_BYTES_MAX = 4 * 1_048_576

/** Bytes that stand for themselves inside a string: ASCII but for controls, quotation mark and backslash. */
export const PLAIN = new Uint8Array(256)
for (let code = 0x20; code < 0x80; code++) PLAIN[code] = code === 0x22 || code === 0x5c ? 0 : 1

/**
 * The canonical text as UTF-8 bytes. Throws as `canonicalText` does, and `JSON_BYTES` over the limit.
 *
 * Bytes are written without a text in between, which takes half the time on a signed transaction.
 */
export function encodeCanonical(value: Json, limits?: JsonLimits): Uint8Array {
  const writer = takeWriter()
  try {
    writer.value(value, 0)
    checkJsonBytes(writer.length, limits)
    return writer.finish()
  } finally {
    giveBack(writer)
  }
}

/** Number of bytes of the canonical form. Throws as `canonicalText` does. */
export function canonicalLength(value: unknown): number {
  const writer = takeWriter()
  try {
    writer.value(value, 0)
    return writer.length
  } finally {
    giveBack(writer)
  }
}

// One writer is enough: writing is synchronous. A getter of the value that writes itself finds none and makes its own.
let idle: CanonicalWriter | undefined

function takeWriter(): CanonicalWriter {
  const writer = idle ?? new CanonicalWriter()
  idle = undefined
  return writer
}

function giveBack(writer: CanonicalWriter): void {
  if (writer.reset() <= SCRATCH_KEPT_BYTES_MAX) idle = writer
}

class CanonicalWriter {
  #bytes = new Uint8Array(SCRATCH_BYTES)
  #at = 0

  get length(): number {
    return this.#at
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at)
  }

  /** Forgets what was written; the size of the scratch array. */
  reset(): number {
    this.#at = 0
    return this.#bytes.length
  }

  value(value: unknown, depth: number): void {
    if (typeof value === 'string') this.#string(value)
    else if (typeof value === 'number') this.#ascii(writeInteger(value))
    else if (typeof value === 'boolean') this.#ascii(value ? 'true' : 'false')
    else if (value === null) this.#ascii('null')
    else if (typeof value !== 'object') throw new CodecError('JSON_TYPE', { seen: typeof value })
    else if (depth === JSON_DEPTH_MAX) throw new CodecError('JSON_DEPTH', { expected: JSON_DEPTH_MAX })
    else if (Array.isArray(value)) this.#array(value, depth + 1)
    else this.#object(value, depth + 1)
  }

  #array(items: readonly unknown[], depth: number): void {
    this.#byte(0x5b)
    for (let i = 0; i < items.length; i++) {
      if (i > 0) this.#byte(0x2c)
      this.value(items[i], depth)
    }
    this.#byte(0x5d)
  }

  #object(value: object, depth: number): void {
    if (!isJsonObject(value)) throw new CodecError('JSON_TYPE', { seen: 'class instance' })
    const keys = Object.keys(value)
    sortKeys(keys)
    const record = value as Readonly<Record<string, unknown>>
    this.#byte(0x7b)
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string
      if (i > 0) this.#byte(0x2c)
      this.#string(key)
      this.#byte(0x3a)
      this.value(record[key], depth)
    }
    this.#byte(0x7d)
  }

  #string(text: string): void {
    const length = text.length
    this.#reserve(length + 2)
    const bytes = this.#bytes
    let at = this.#at
    bytes[at++] = 0x22
    if (length >= NATIVE_LENGTH_MIN) return this.#longString(text, at)
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i)
      if (code > 0x7f || PLAIN[code] === 0) return this.#quoted(text)
      bytes[at++] = code
    }
    bytes[at++] = 0x22
    this.#at = at
  }

  /** From `at` on, for which there is room with the closing quotation mark. */
  #longString(text: string, at: number): void {
    const bytes = this.#bytes
    const end = at + text.length
    if (!writeAscii(text, bytes.subarray(at, end))) return this.#quoted(text)
    for (; at < end; at++) if (PLAIN[bytes[at] as number] === 0) return this.#quoted(text)
    bytes[end] = 0x22
    this.#at = end + 1
  }

  /** A text with characters that have escapes or more than one byte. */
  #quoted(text: string): void {
    const encoded = utf8Encode(quoteText(text))
    this.#reserve(encoded.length)
    this.#bytes.set(encoded, this.#at)
    this.#at += encoded.length
  }

  #ascii(text: string): void {
    this.#reserve(text.length)
    for (let i = 0; i < text.length; i++) this.#bytes[this.#at++] = text.charCodeAt(i)
  }

  #byte(byte: number): void {
    this.#reserve(1)
    this.#bytes[this.#at++] = byte
  }

  #reserve(more: number): void {
    const needed = this.#at + more
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length))
    grown.set(this.#bytes.subarray(0, this.#at))
    this.#bytes = grown
  }
}
