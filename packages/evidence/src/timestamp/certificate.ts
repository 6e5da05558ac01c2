import { hexEncode } from '@xiezhi/codec'
import { EvidenceError } from '../evidence-error.ts'
import { childAt, oidAt, readDer, requireTag, TAG, tlv } from './der.ts'
import type { DerNode } from './der.ts'
import { OID } from './oids.ts'
import { instantOf } from './token.ts'

export type AuthorityKey =
  | { readonly kind: 'p256'; /** 33 bytes, compressed. */ readonly point: Uint8Array }
  | { readonly kind: 'rsa'; readonly modulus: Uint8Array; readonly exponent: Uint8Array }
  | { readonly kind: 'other' }

/** The certificate of a time-stamping authority. The verifying person chose it: who issued it is not looked at. */
export interface AuthorityCertificate {
  /** Issuer and serial number as a token names them. */
  readonly id: Uint8Array
  readonly notBeforeMs: number
  /** The last instant at which it is valid. */
  readonly notAfterMs: number
  /** The one purpose of its key is to sign time stamps, and that is critical (RFC 3161, 2.3). */
  readonly isForTimestamps: boolean
  readonly key: AuthorityKey
}

export const CERTIFICATE_BYTES_MAX = 16 * 1024

/** @throws EvidenceError TIMESTAMP_BYTES, TIMESTAMP_DER, TIMESTAMP_SHAPE */
export function readCertificate(bytes: Uint8Array): AuthorityCertificate {
  if (bytes.length > CERTIFICATE_BYTES_MAX)
    throw new EvidenceError('TIMESTAMP_BYTES', { bytesMax: CERTIFICATE_BYTES_MAX, seen: bytes.length })
  const body = childAt(requireTag(readDer(bytes), TAG.sequence, 'certificate'), 0, TAG.sequence, 'tbsCertificate')
  // Without the version there are no extensions, and without them no purpose.
  childAt(body, 0, TAG.context0, 'version of the certificate')
  const [serial, issuer] = [childAt(body, 1, TAG.integer, 'serial'), childAt(body, 3, TAG.sequence, 'issuer')]
  const { children: validity } = childAt(body, 4, TAG.sequence, 'validity')
  const [from, to] = validity
  if (from === undefined || to === undefined) throw new EvidenceError('TIMESTAMP_SHAPE', { field: 'validity' })
  return {
    id: tlv(TAG.sequence, issuer.raw, serial.raw),
    notBeforeMs: instantOf(from, 'notBefore'),
    notAfterMs: instantOf(to, 'notAfter'),
    isForTimestamps: isForTimestamps(body),
    key: keyOf(childAt(body, 6, TAG.sequence, 'subjectPublicKeyInfo')),
  }
}

function isForTimestamps({ children }: DerNode): boolean {
  const extensions = children.find(({ tag }) => tag === TAG.context3)
  const list = extensions === undefined ? [] : childAt(extensions, 0, TAG.sequence, 'extensions').children
  const usages = list.filter((one) => one.tag === TAG.sequence && oidAt(one, 0, 'extension') === OID.extendedKeyUsage)
  const [usage] = usages
  const [, critical, value] = usage?.children ?? []
  if (usages.length !== 1 || critical?.tag !== TAG.boolean || critical.content[0] !== 0xff) return false
  if (value?.tag !== TAG.octetString) return false
  const purposes = requireTag(readDer(value.content), TAG.sequence, 'extendedKeyUsage')
  return purposes.children.length === 1 && oidAt(purposes, 0, 'purpose') === OID.timeStamping
}

function keyOf(info: DerNode): AuthorityKey {
  const algorithm = childAt(info, 0, TAG.sequence, 'algorithm')
  const { content } = childAt(info, 1, TAG.bitString, 'subjectPublicKey')
  if (content[0] !== 0) throw new EvidenceError('TIMESTAMP_SHAPE', { field: 'subjectPublicKey' })
  const bits = content.subarray(1)
  const oid = oidAt(algorithm, 0, 'algorithm')
  if (oid === OID.rsa) {
    const pair = requireTag(readDer(bits), TAG.sequence, 'rsaPublicKey')
    const [modulus, exponent] = [childAt(pair, 0, TAG.integer, 'modulus'), childAt(pair, 1, TAG.integer, 'exponent')]
    return { kind: 'rsa', modulus: modulus.content, exponent: exponent.content }
  }
  const [, curve] = algorithm.children
  const isP256 = oid === OID.ecPublicKey && curve?.tag === TAG.oid && hexEncode(curve.content) === OID.p256
  if (!isP256) return { kind: 'other' }
  return { kind: 'p256', point: compressed(bits) }
}

/** A point as an authority writes it, in the form that our suites take (SEC 1, 2.3.3). */
function compressed(point: Uint8Array): Uint8Array {
  const [form] = point
  if (point.length === 33 && (form === 2 || form === 3)) return point
  if (point.length !== 65 || form !== 4) throw new EvidenceError('TIMESTAMP_SHAPE', { field: 'point' })
  const parity = (point[64] ?? 0) & 1
  return Uint8Array.of(2 + parity, ...point.subarray(1, 33))
}
