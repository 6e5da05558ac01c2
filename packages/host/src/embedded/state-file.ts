import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import {
  CodecError,
  compareBytes,
  concatBytes,
  decodeCanonical,
  encodeCanonical,
  enumeration,
  integer,
  object,
  string,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { StateEntry } from '@xiezhi/kernel'
import { HostError } from './host-error.ts'

const hex32 = string({ bytesMin: 64, bytesMax: 64, pattern: /^[0-9a-f]+$/ })

const headSchema = object({
  format: enumeration(['xiezhi/state-export/v1']),
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  /** The last block of the exporting host: one without transactions and without a change of the state. */
  height: integer({ min: 1 }),
  /** Its header time and the time of its commit. */
  headerTimeMs: integer({ min: 0 }),
  voteTimeMs: integer({ min: 0 }),
  appHash: hex32,
  /** Ed25519 public key of the validator. */
  validator: hex32,
  /** Numbers of entries of the state, and of those outside the tree. */
  state: integer({ min: 0 }),
  aux: integer({ min: 0 }),
})
export type StateFileHead = Infer<typeof headSchema>

export interface StateFile {
  readonly head: StateFileHead
  readonly entries: readonly StateEntry[]
  readonly aux: readonly StateEntry[]
}

const HEAD_BYTES_MAX = 4_096
const CHUNK_BYTES = 1 << 20
const LINE_FEED = 10

/** `sha256:…` over all bytes of a file. */
export function fileDigest(path: string): string {
  const hash = createHash('sha256')
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES)
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read))
  } finally {
    closeSync(file)
  }
  return `sha256:${hash.digest('hex')}`
}

/**
 * Writes canonical JSON of the head, a line feed, then each entry as length (4 bytes), key, length, value: state before aux,
 * each by ascending key. On disk when this returns; the answer is the digest of the file.
 */
export function writeStateFile(path: string, head: StateFileHead, parts: readonly Iterable<StateEntry>[]): string {
  const hash = createHash('sha256')
  const file = openSync(path, 'w', 0o600)
  let waiting: Uint8Array[] = []
  let bytes = 0
  const flush = (): void => {
    const chunk = concatBytes(...waiting)
    hash.update(chunk)
    for (let at = 0; at < chunk.length;) at += writeSync(file, chunk, at)
    waiting = []
    bytes = 0
  }
  const write = (...pieces: readonly Uint8Array[]): void => {
    waiting.push(...pieces)
    bytes += pieces.reduce((sum, { length }) => sum + length, 0)
    if (bytes >= CHUNK_BYTES) flush()
  }
  try {
    write(encodeCanonical(head), Uint8Array.of(LINE_FEED))
    for (const part of parts) for (const { key, value } of part) write(be32(key.length), key, be32(value.length), value)
    flush()
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return `sha256:${hash.digest('hex')}`
}

/**
 * Reads an export whose digest is that of the genesis document.
 * @throws HostError HOST_EXPORT_DIGEST, HOST_EXPORT_MALFORMED, HOST_EXPORT_UNREADABLE
 */
export function readStateFile(path: string, digest: string): StateFile {
  const seen = digestOf(path)
  if (seen !== digest) throw new HostError('HOST_EXPORT_DIGEST', { file: path, expected: digest, seen })
  const reader = new FileReader(path)
  try {
    const head = readHead(reader, path)
    const entries = readEntries(reader, head.state)
    const aux = readEntries(reader, head.aux)
    if (!reader.isAtEnd) throw malformed('bytes behind the last entry')
    return { head, entries, aux }
  } finally {
    reader.close()
  }
}

function digestOf(path: string): string {
  try {
    return fileDigest(path)
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw new HostError(
        'HOST_EXPORT_UNREADABLE',
        { file: path, reason: 'code' in error ? String(error.code) : '' },
        error,
      )
    throw error
  }
}

function readHead(reader: FileReader, file: string): StateFileHead {
  try {
    return headSchema.parse(decodeCanonical(reader.line(HEAD_BYTES_MAX)))
  } catch (error) {
    if (error instanceof CodecError) throw new HostError('HOST_EXPORT_MALFORMED', { file, reason: error.code }, error)
    throw error
  }
}

function readEntries(reader: FileReader, count: number): StateEntry[] {
  const entries: StateEntry[] = []
  let before: Uint8Array | undefined
  for (let at = 0; at < count; at++) {
    const key = reader.bytes(reader.number())
    const value = reader.bytes(reader.number())
    if (before !== undefined && compareBytes(before, key) >= 0) throw malformed('keys out of order')
    entries.push({ key, value })
    before = key
  }
  return entries
}

function malformed(reason: string): HostError {
  return new HostError('HOST_EXPORT_MALFORMED', { reason })
}

function be32(number: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, number)
  return bytes
}

/** Reads forward through a file. No length in it is believed beyond the file's own. */
class FileReader {
  readonly #file: number
  readonly #size: number
  /** Read from the file and not yet given out. */
  #chunk: Uint8Array = new Uint8Array(0)
  #readBytes = 0

  constructor(path: string) {
    this.#file = openSync(path, 'r')
    this.#size = fstatSync(this.#file).size
  }

  get isAtEnd(): boolean {
    return this.#leftBytes === 0
  }

  get #leftBytes(): number {
    return this.#size - this.#readBytes + this.#chunk.length
  }

  close(): void {
    closeSync(this.#file)
  }

  /** Up to a line feed, which is left out. */
  line(bytesMax: number): Uint8Array {
    const start = this.#peek(Math.min(bytesMax, this.#leftBytes))
    const end = start.subarray(0, bytesMax).indexOf(LINE_FEED)
    if (end < 0) throw malformed('no head')
    const line = this.bytes(end)
    this.bytes(1)
    return line
  }

  number(): number {
    const bytes = this.bytes(4)
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  }

  bytes(count: number): Uint8Array {
    if (count > this.#leftBytes) throw malformed('a length beyond the end')
    const bytes = this.#peek(count).slice(0, count)
    this.#chunk = this.#chunk.subarray(count)
    return bytes
  }

  #peek(count: number): Uint8Array {
    if (this.#chunk.length < count) {
      const more = new Uint8Array(Math.min(Math.max(CHUNK_BYTES, count), this.#size - this.#readBytes))
      let read = 0
      while (read < more.length) {
        const got = readSync(this.#file, more, read, more.length - read, null)
        if (got === 0) throw malformed('the file became shorter')
        read += got
      }
      this.#readBytes += read
      this.#chunk = concatBytes(this.#chunk, more)
    }
    return this.#chunk
  }
}
