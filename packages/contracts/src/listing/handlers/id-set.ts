import { encodeCanonical, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'

/**
 * A set of ids: how many there are, and the sum of their SHA-256 modulo 2^256 in hexadecimal. It is kept as ids come and go, so
 * that a set of a million is compared without being read. Whoever chooses ids could find two sets of one sum; it gains nothing,
 * as a receiver that wants to state another set than its own knows the right one from its ledger.
 */
export interface IdSet {
  readonly count: number
  readonly sum: string
}

type Hash = Pick<Crypto, 'sha256'>

const MODULUS = 1n << 256n
const HEX_DIGITS = 64
export const EMPTY_SET: IdSet = { count: 0, sum: '0'.repeat(HEX_DIGITS) }

export function withId(hash: Hash, { count, sum }: IdSet, id: string): IdSet {
  return { count: count + 1, sum: textOf((numberOf(sum) + hashOf(hash, id)) % MODULUS) }
}

export function withoutId(hash: Hash, { count, sum }: IdSet, id: string): IdSet {
  return { count: count - 1, sum: textOf((numberOf(sum) + MODULUS - hashOf(hash, id)) % MODULUS) }
}

/** Of ids in any order, each once. */
export function setOf(hash: Hash, ids: readonly string[]): IdSet {
  const sum = ids.reduce((before, id) => before + hashOf(hash, id), 0n)
  return { count: ids.length, sum: textOf(sum % MODULUS) }
}

/** What two sides compare (T26-4). */
export function setDigest(hash: Hash, { count, sum }: IdSet): string {
  return `sha256:${hexEncode(hash.sha256(encodeCanonical({ format: 'xiezhi/id-set/v1', count, sum })))}`
}

function hashOf(hash: Hash, id: string): bigint {
  return numberOf(hexEncode(hash.sha256(utf8Encode(id))))
}

function numberOf(hex: string): bigint {
  return BigInt(`0x${hex}`)
}

function textOf(value: bigint): string {
  return value.toString(16).padStart(HEX_DIGITS, '0')
}
