/** Values in one generation; there are two. */
export const CACHED_VALUES_MAX = 8_192

/** Longer values are read again each time. */
export const CACHED_VALUE_BYTES_MAX = 16 * 1024

/** A stored value is never empty: these bytes say that there is none, which is read as often. */
const NONE = new Uint8Array(0)

/**
 * Values of the last block that were read lately. An unchanged value is always the same array, so that whoever decodes
 * it can keep the result beside it.
 */
export class ValueCache {
  #recent = new Map<string, Uint8Array>()
  #older = new Map<string, Uint8Array>()

  get(key: Uint8Array, load: () => Uint8Array | undefined): Uint8Array | undefined {
    const text = latin1Slice(key)
    const known = this.#recent.get(text)
    if (known !== undefined) return known === NONE ? undefined : known
    const value = this.#older.get(text) ?? load() ?? NONE
    if (value.length <= CACHED_VALUE_BYTES_MAX) this.#keep(text, value)
    return value === NONE ? undefined : value
  }

  forget(key: Uint8Array): void {
    const text = latin1Slice(key)
    this.#recent.delete(text)
    this.#older.delete(text)
  }

  clear(): void {
    this.#recent.clear()
    this.#older.clear()
  }

  #keep(text: string, value: Uint8Array): void {
    if (this.#recent.size >= CACHED_VALUES_MAX) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(text, value)
  }
}

/** By the runtime's own conversion: a map takes texts, not arrays. */
function latin1Slice(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
