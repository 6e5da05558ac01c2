import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodecError, decodeCanonical, encodeCanonical, integer, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { writeDurably } from './durable-file.ts'
import { HostError } from './host-error.ts'

const markerSchema = object({
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  /** The last height that the key of this store signs. */
  height: integer({ min: 1 }),
  /** Of the file with which another host goes on. */
  exportDigest: string({ bytesMin: 71, bytesMax: 71, pattern: /^sha256:[0-9a-f]{64}$/ }),
})
/** Says that a zone goes on elsewhere. */
export type ClosedMarker = Infer<typeof markerSchema>

/** In the folder of the store, so that a copy of the store carries it. */
const FILE = 'closed.json'

export function isClosed(folder: string): boolean {
  return existsSync(join(folder, FILE))
}

/** Undefined: the zone lives here. @throws HostError HOST_CLOSED for a marker that cannot be read: nothing is signed then either */
export function readClosedMarker(folder: string): ClosedMarker | undefined {
  if (!isClosed(folder)) return undefined
  try {
    return markerSchema.parse(decodeCanonical(new Uint8Array(readFileSync(join(folder, FILE)))))
  } catch (error) {
    if (error instanceof CodecError) throw new HostError('HOST_CLOSED', { reason: error.code }, error)
    throw error
  }
}

/** On disk when this returns. */
export function writeClosedMarker(folder: string, marker: ClosedMarker): void {
  writeDurably(join(folder, FILE), encodeCanonical(marker))
}
