import { createHash, createHmac } from 'node:crypto'
import { encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'

/** Tells whether a request under a used key is the same: keyed, because a request may hold a name, which could be guessed. */
export function requestDigest(key: string, act: string, request: Json): Buffer {
  const digest = createHash('sha256')
    .update(encodeCanonical([act, request]))
    .digest()
  return keyedDigest(key, digest)
}

export function keyedDigest(key: string, digest: Buffer): Buffer {
  return createHmac('sha256', key).update('xiezhi/request/v1 ').update(digest).digest()
}
