import { bytesEqual } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { HostError } from '../../embedded/host-error.ts'

/** Of what the chunks hold. Another content gets another number. */
export const SNAPSHOT_FORMAT = 1
/** Bytes of every chunk but the last, which may be shorter. CometBFT sends no chunk above 16 MB. */
export const SNAPSHOT_CHUNK_BYTES = 4 * 1024 * 1024
/** Chunks of one snapshot: 64 GiB of state, and 512 KiB of digests where CometBFT sends up to 4 MB. */
export const SNAPSHOT_CHUNKS_MAX = 16_384

const DIGEST_BYTES = 32

/** A snapshot as nodes tell each other of it. */
export interface Snapshot {
  /** Of the block after which the state was so. */
  readonly height: number
  readonly format: number
  readonly chunks: number
  /** SHA-256 over the metadata: the same for all nodes that have the same state. */
  readonly hash: Uint8Array
  /** SHA-256 of each chunk, in order. */
  readonly metadata: Uint8Array
}

export function snapshotOf(crypto: Crypto, height: number, metadata: Uint8Array): Snapshot {
  const chunks = metadata.length / DIGEST_BYTES
  return { height, format: SNAPSHOT_FORMAT, chunks, hash: crypto.sha256(metadata), metadata }
}

/** SHA-256 of each chunk. @throws HostError HOST_SNAPSHOT_FORMAT, HOST_SNAPSHOT_MALFORMED */
export function chunkDigests(crypto: Crypto, { height, format, chunks, hash, metadata }: Snapshot): Uint8Array[] {
  if (format !== SNAPSHOT_FORMAT)
    throw new HostError('HOST_SNAPSHOT_FORMAT', { height, expected: SNAPSHOT_FORMAT, seen: format })
  if (height < 1 || chunks < 1 || chunks > SNAPSHOT_CHUNKS_MAX)
    throw new HostError('HOST_SNAPSHOT_MALFORMED', { height, chunks, chunksMax: SNAPSHOT_CHUNKS_MAX })
  if (metadata.length !== chunks * DIGEST_BYTES)
    throw new HostError('HOST_SNAPSHOT_MALFORMED', { height, expected: chunks * DIGEST_BYTES, seen: metadata.length })
  if (!bytesEqual(crypto.sha256(metadata), hash))
    throw new HostError('HOST_SNAPSHOT_MALFORMED', { height, reason: 'hash' })
  return Array.from({ length: chunks }, (_, at) => metadata.slice(at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES))
}
