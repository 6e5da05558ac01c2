import { compareBytes, concatBytes } from '@xiezhi/codec'
import type { StateEntry } from '@xiezhi/kernel'
import { HostError } from '../../embedded/host-error.ts'
import { SNAPSHOT_CHUNK_BYTES } from './snapshot.ts'

const LENGTH_BYTES = 4
/** No key is empty, so the length 0 ends a section. */
const END_OF_SECTION: Uint8Array = new Uint8Array(LENGTH_BYTES)
/** A longer key or value is none of ours. */
const PIECE_BYTES_MAX = 64 * 1024 * 1024
/** Entries that are handed on together. */
const GROUP_BYTES = 4 * 1024 * 1024
const GROUP_ENTRIES_MAX = 20_000

/** Cuts sections of entries into chunks: of each entry length (4), key, length (4), value; behind each section four zeros. */
export function* chunksOf(sections: readonly Iterable<StateEntry>[]): Iterable<Uint8Array> {
  let chunk = new Uint8Array(SNAPSHOT_CHUNK_BYTES)
  let filled = 0
  for (const bytes of piecesOf(sections)) {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + SNAPSHOT_CHUNK_BYTES - filled)
      chunk.set(part, filled)
      at += part.length
      filled += part.length
      if (filled < SNAPSHOT_CHUNK_BYTES) continue
      yield chunk
      chunk = new Uint8Array(SNAPSHOT_CHUNK_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled)
}

function* piecesOf(sections: readonly Iterable<StateEntry>[]): Iterable<Uint8Array> {
  for (const section of sections) {
    for (const { key, value } of section) {
      yield lengthOf(key)
      yield key
      yield lengthOf(value)
      yield value
    }
    yield END_OF_SECTION
  }
}

function lengthOf(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(LENGTH_BYTES)
  new DataView(length.buffer).setUint32(0, bytes.length)
  return length
}

/** Reads the sections of chunks, one after the other. Holds one chunk and one entry, whatever the lengths in them say. */
export class EntryReader {
  readonly #chunks: Iterator<Uint8Array>
  #chunk: Uint8Array = new Uint8Array(0)
  /** In the chunk, of what was not yet read. */
  #at = 0

  constructor(chunks: Iterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.iterator]()
  }

  /** Groups of entries by ascending key. @throws HostError HOST_SNAPSHOT_MALFORMED */
  *section(): Iterable<readonly StateEntry[]> {
    let group: StateEntry[] = []
    let bytes = 0
    let before: Uint8Array | undefined
    for (let keyLength = this.#length(); keyLength > 0; keyLength = this.#length()) {
      const key = this.#take(keyLength)
      const value = this.#take(this.#length())
      if (before !== undefined && compareBytes(before, key) >= 0) throw malformed('keys out of order')
      before = key
      group.push({ key, value })
      bytes += key.length + value.length
      if (bytes < GROUP_BYTES && group.length < GROUP_ENTRIES_MAX) continue
      yield group
      group = []
      bytes = 0
    }
    if (group.length > 0) yield group
  }

  /** @throws HostError HOST_SNAPSHOT_MALFORMED */
  mustBeAtEnd(): void {
    if (this.#at < this.#chunk.length || this.#chunks.next().done !== true)
      throw malformed('bytes behind the last section')
  }

  #length(): number {
    const bytes = this.#take(LENGTH_BYTES)
    return (bytes[0] ?? 0) * 0x1_00_00_00 + (((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0))
  }

  /** A copy: a piece of a chunk would hold on to the whole. */
  #take(count: number): Uint8Array {
    if (count > PIECE_BYTES_MAX) throw malformed('a length beyond all')
    const whole = this.#chunk.slice(this.#at, this.#at + count)
    this.#at += whole.length
    return whole.length === count ? whole : concatBytes(whole, ...this.#parts(count - whole.length))
  }

  *#parts(count: number): Iterable<Uint8Array> {
    for (let missing = count; missing > 0;) {
      const next = this.#chunks.next()
      if (next.done === true) throw malformed('the end within an entry')
      this.#chunk = next.value
      this.#at = Math.min(missing, next.value.length)
      missing -= this.#at
      yield next.value.subarray(0, this.#at)
    }
  }
}

function malformed(reason: string): HostError {
  return new HostError('HOST_SNAPSHOT_MALFORMED', { reason })
}
