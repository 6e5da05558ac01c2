import { fromBER } from 'asn1js'
import { bytesEqual, concatBytes, hexEncode } from '@xiezhi/codec'
import { EvidenceError } from '../evidence-error.ts'

/** Identifier octets that RFC 3161, CMS and X.509 use here. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context1: 0xa1,
  context3: 0xa3,
} as const

/** A value with its identifier octet, all of its bytes, and what it consists of. */
export interface DerNode {
  readonly tag: number
  readonly raw: Uint8Array
  readonly content: Uint8Array
  readonly children: readonly DerNode[]
}

/** What asn1js gives for a value. */
interface Parsed {
  readonly idBlock: { readonly isConstructed: boolean; readonly blockLength: number }
  readonly lenBlock: { readonly blockLength: number }
  readonly valueBlock: unknown
  readonly valueBeforeDecodeView: Uint8Array
}

/** Levels of nesting; a certificate has some ten. */
const DEPTH_MAX = 32

/** Reads one value in its distinguished encoding; any other encoding of it is refused. @throws EvidenceError TIMESTAMP_DER */
export function readDer(bytes: Uint8Array): DerNode {
  const node = parsed(bytes)
  if (!bytesEqual(encoded(node), bytes)) throw new EvidenceError('TIMESTAMP_DER', { reason: 'not distinguished' })
  return node
}

/** A value from its identifier octet and its parts. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...parts)
  return concatBytes(Uint8Array.of(tag), lengthOctets(content.length), content)
}

/** The one child with this tag at a place. @throws EvidenceError TIMESTAMP_SHAPE */
export function childAt({ children }: DerNode, at: number, tag: number, what: string): DerNode {
  const child = children[at]
  if (child?.tag !== tag) throw new EvidenceError('TIMESTAMP_SHAPE', { field: what })
  return child
}

/** @throws EvidenceError TIMESTAMP_SHAPE */
export function requireTag(node: DerNode, tag: number, what: string): DerNode {
  if (node.tag !== tag) throw new EvidenceError('TIMESTAMP_SHAPE', { field: what })
  return node
}

/** The content of an object identifier in hexadecimal: names are compared, never printed. */
export function oidAt(node: DerNode, at: number, what: string): string {
  return hexEncode(childAt(node, at, TAG.oid, what).content)
}

function parsed(bytes: Uint8Array): DerNode {
  let end: number
  let root: Parsed
  try {
    const { offset, result } = fromBER(bytes)
    end = offset
    root = result
  } catch (error) {
    // The library throws plain errors for some malformed values.
    if (error instanceof Error) throw new EvidenceError('TIMESTAMP_DER', { reason: 'unreadable' })
    throw error
  }
  if (end !== bytes.length) throw new EvidenceError('TIMESTAMP_DER', { reason: 'length' })
  return nodeOf(root, 0)
}

function nodeOf({ idBlock, lenBlock, valueBlock, valueBeforeDecodeView: raw }: Parsed, depth: number): DerNode {
  const [tag] = raw
  if (tag === undefined || depth > DEPTH_MAX) throw new EvidenceError('TIMESTAMP_DER', { reason: 'depth' })
  const content = raw.subarray(idBlock.blockLength + lenBlock.blockLength)
  if (!idBlock.isConstructed) return { tag, raw, content, children: [] }
  const { value } = valueBlock as { readonly value?: unknown }
  // A constructed form of a type that has none: the library reads it as one value.
  if (!Array.isArray(value)) throw new EvidenceError('TIMESTAMP_DER', { reason: 'constructed' })
  return { tag, raw, content, children: (value as readonly Parsed[]).map((child) => nodeOf(child, depth + 1)) }
}

function encoded({ tag, content, children }: DerNode): Uint8Array {
  return (tag & 0x20) === 0 ? tlv(tag, content) : tlv(tag, ...children.map(encoded))
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(0x80 | octets.length, ...octets)
}
