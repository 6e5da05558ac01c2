import { latin1Decode } from '@xiezhi/codec'
import { KEY_BYTES_MAX } from './state-keys.ts'

/** Values in one generation; there are two. */
export const CACHED_VALUES_MAX = 8_192

/** Longer values are read again each time. */
export const CACHED_VALUE_BYTES_MAX = 16 * 1024

/** So many bytes lie in the engine's own heap, and are copied sooner than looked at. */
const COPIED_BYTES_MAX = 64

/** A stored value is never empty: these bytes say that there is none, which is read as often. */
const NONE = new Uint8Array(0)

/**
 * Values of the last block that were read lately. An unchanged value is always the same array, so that whoever decodes
 * it can keep the result beside it.
 */
export class ValueCache {
  #recent = new Map<string, Uint8Array>()
  #older = new Map<string, Uint8Array>()

  /** By the key as Latin-1 text. */
  get(key: string, load: () => Uint8Array | undefined): Uint8Array | undefined {
    const known = this.#recent.get(key)
    if (known !== undefined) return known === NONE ? undefined : known
    const value = this.#older.get(key) ?? load() ?? NONE
    if (value.length <= CACHED_VALUE_BYTES_MAX) this.#keep(key, value)
    return value === NONE ? undefined : value
  }

  /** What a block has written under a key, null where it deleted it: the next blocks read much of it again. */
  write(key: string, value: Uint8Array | null): void {
    const kept = value === null ? NONE : keepable(value)
    if (kept !== undefined) {
      this.#keep(key, kept)
      return
    }
    this.#recent.delete(key)
    this.#older.delete(key)
  }

  clear(): void {
    this.#recent.clear()
    this.#older.clear()
  }

  #keep(key: string, value: Uint8Array): void {
    if (this.#recent.size >= CACHED_VALUES_MAX) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(key, value)
  }
}

/** A piece of a longer array would keep all of it, so only whole arrays are kept, and copies of small ones. */
function keepable(value: Uint8Array): Uint8Array | undefined {
  if (value.length <= COPIED_BYTES_MAX) return value.slice()
  return value.length <= CACHED_VALUE_BYTES_MAX && value.length === value.buffer.byteLength ? value : undefined
}

const scratch = Buffer.allocUnsafeSlow(KEY_BYTES_MAX)

/**
 * A key as Latin-1 text, which a map takes. By way of one scratch array: a Buffer over a short array first moves that out of
 * the engine's heap, which takes four times as long.
 */
export function keyText(key: Uint8Array): string {
  if (key.length > KEY_BYTES_MAX) return latin1Decode(key)
  scratch.set(key)
  return scratch.toString('latin1', 0, key.length)
}
