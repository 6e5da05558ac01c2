import { concatBytes, readUvarint, uvarint } from '@xiezhi/codec'
import { AbciError } from './abci-error.ts'

/** Largest message of CometBFT's own client (100 MiB). */
export const FRAME_BYTES_MAX = 104_857_600
/** A length below 2^28 fits these. */
const LENGTH_BYTES_MAX = 4

/** A message behind its length: how both sides of an ABCI socket write. */
export function frame(message: Uint8Array): Uint8Array {
  return concatBytes(uvarint(message.length), message)
}

/** Cuts what a socket delivers into messages. */
export class FrameReader {
  #chunks: Uint8Array[] = []
  #length = 0
  /** Bytes without which no further message is whole. */
  #needed = 1

  /** The messages that `chunk` completes. @throws AbciError ABCI_FRAME */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#length < this.#needed) return []
    const bytes = this.#chunks.length === 1 ? chunk : concatBytes(...this.#chunks)
    const messages: Uint8Array[] = []
    let at = 0
    for (;;) {
      const head = lengthAt(bytes, at)
      if (head === undefined || head.next + head.length > bytes.length) {
        this.#needed = head === undefined ? bytes.length - at + 1 : head.next - at + head.length
        break
      }
      messages.push(bytes.subarray(head.next, head.next + head.length))
      at = head.next + head.length
    }
    // A copy: the chunk of which it is a part may be large.
    const rest = bytes.slice(at)
    this.#chunks = rest.length === 0 ? [] : [rest]
    this.#length = rest.length
    return messages
  }
}

/** Undefined: the length itself is not whole yet. */
function lengthAt(bytes: Uint8Array, at: number): { readonly length: number; readonly next: number } | undefined {
  const ends = bytes.subarray(at, at + LENGTH_BYTES_MAX).findIndex((byte) => byte < 0x80)
  if (ends < 0) {
    if (bytes.length - at >= LENGTH_BYTES_MAX) throw new AbciError('ABCI_FRAME', { bytesMax: FRAME_BYTES_MAX })
    return undefined
  }
  const { value, next } = readUvarint(bytes.subarray(0, at + ends + 1), at)
  if (value > FRAME_BYTES_MAX) throw new AbciError('ABCI_FRAME', { bytesMax: FRAME_BYTES_MAX, seen: Number(value) })
  return { length: Number(value), next }
}
