import { base64Decode as strictDecode } from '@xiezhi/codec'

/** As the codec's, by the runtime's own conversion, in a tenth of the time: a block's proofs and transactions are many bytes. */
export function base64Encode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}

/** As the codec's. @throws CodecError BASE64_INVALID */
export function base64Decode(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  // The runtime skips what is no base64; what it took has one text, and only that is taken here.
  if (bytes.toString('base64') !== text) return strictDecode(text)
  // A Buffer's `slice` would be a view.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
