import { randomBytes } from 'node:crypto'
import { base64UrlEncode, canonicalText, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Suite } from '@xiezhi/crypto'

/** 128 bits (RFC 9901, 9.3). */
const SALT_BYTES = 16

/** One private field as SD-JWT discloses it. Whoever has text and digest can check it alone. */
export interface Disclosure {
  readonly salt: string
  readonly name: string
  readonly value: Json
  /** base64url of the JSON `[salt, name, value]`. */
  readonly text: string
  /** Of the text's ASCII bytes, by the suite: what the ledger holds. */
  readonly digest: string
}

export function newDisclosure(algorithms: Suite, name: string, value: Json): Disclosure {
  return disclosureOf(algorithms, base64UrlEncode(new Uint8Array(randomBytes(SALT_BYTES))), name, value)
}

export function disclosureOf(algorithms: Suite, salt: string, name: string, value: Json): Disclosure {
  const text = base64UrlEncode(utf8Encode(canonicalText([salt, name, value])))
  return { salt, name, value, text, digest: algorithms.digest(utf8Encode(text)) }
}

/** Sorted digests of the fields, with digests of nothing beside them up to `count`, so that absent fields do not show. */
export function commitmentsOf(algorithms: Suite, disclosures: readonly Disclosure[], count: number): readonly string[] {
  const decoys = Array.from({ length: Math.max(0, count - disclosures.length) }, () =>
    algorithms.digest(randomBytes(SALT_BYTES * 2)),
  )
  return [...disclosures.map(({ digest }) => digest), ...decoys].sort()
}
