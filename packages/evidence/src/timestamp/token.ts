import { bytesEqual, hexDecode, hexEncode } from '@xiezhi/codec'
import { CometError, parseRfc3339, timestampToMs } from '@xiezhi/comet'
import {
  bytes32FromNumber,
  CryptoError,
  numberFromBytes,
  P256_ORDER,
  signatureFromDer,
  signatureToDer,
} from '@xiezhi/crypto'
import { TIMESTAMP_BYTES_MAX } from '../bundle.ts'
import { EvidenceError } from '../evidence-error.ts'
import { childAt, oidAt, readDer, requireTag, TAG, tlv } from './der.ts'
import type { DerNode } from './der.ts'
import { OID } from './oids.ts'

/** How a token is signed; null: by an algorithm that is not judged here. */
export type TokenAlgorithm = 'ecdsa-p256-sha256' | 'rsa-sha256' | null

/** What a time stamp token (RFC 3161) says and how it is signed. Nothing of it is verified. */
export interface TimestampToken {
  /** What the authority signed: the attributes as a SET, the digest of `info` among them. */
  readonly signedBytes: Uint8Array
  /** Bytes of the TSTInfo. */
  readonly info: Uint8Array
  readonly imprint: Uint8Array
  /** Null: by an algorithm that is not judged here. */
  readonly imprintAlgorithm: 'sha256' | null
  readonly genTimeMs: number
  readonly serial: string
  readonly nonce: Uint8Array | null
  readonly hasExtensions: boolean
  /** Issuer and serial number of the certificate, as DER. */
  readonly signer: Uint8Array
  /** Digest of `info` as the signed attributes have it. */
  readonly messageDigest: Uint8Array
  /** SHA-256 of the certificate as the signed attributes have it; null: they name it by another digest or not at all. */
  readonly certificateDigest: Uint8Array | null
  readonly algorithm: TokenAlgorithm
  readonly signature: Uint8Array
  /** The token with nothing in it that is not signed or fixed: no certificates, one encoding of each algorithm, low s. */
  readonly normal: Uint8Array
}

/** @throws EvidenceError TIMESTAMP_BYTES, TIMESTAMP_DER, TIMESTAMP_SHAPE */
export function readToken(bytes: Uint8Array): TimestampToken {
  if (bytes.length > 4 * TIMESTAMP_BYTES_MAX)
    throw new EvidenceError('TIMESTAMP_BYTES', { bytesMax: 4 * TIMESTAMP_BYTES_MAX, seen: bytes.length })
  const { info, signerInfo } = signedData(readDer(bytes))
  const [version, signer, digestNode, attributes, signatureNode, signatureValue] = signerInfo.children
  if (
    version?.tag !== TAG.integer ||
    signer?.tag !== TAG.sequence ||
    digestNode?.tag !== TAG.sequence ||
    attributes?.tag !== TAG.context0 ||
    signatureNode?.tag !== TAG.sequence ||
    signatureValue?.tag !== TAG.octetString
  )
    throw shape('signerInfo')
  const digest = normalDigest(digestNode)
  const { algorithm, node } = normalSignature(signatureNode, digest.isSha256)
  const signature = algorithm === 'ecdsa-p256-sha256' ? lowSignature(signatureValue.content) : signatureValue.content
  const normal = tokenOf({ info, signer, attributes, digest: digest.node, algorithm: node, signature })
  return {
    ...infoOf(info),
    ...attributesOf(attributes),
    info,
    signedBytes: tlv(TAG.set, attributes.content),
    signer: signer.raw,
    algorithm,
    signature,
    normal,
  }
}

/** Whether a token is in the form that a bundle takes: else a byte could change that nobody signed. */
export function isNormal(bytes: Uint8Array, { normal }: TimestampToken): boolean {
  return bytes.length <= TIMESTAMP_BYTES_MAX && bytesEqual(bytes, normal)
}

function signedData(root: DerNode): { readonly info: Uint8Array; readonly signerInfo: DerNode } {
  requireTag(root, TAG.sequence, 'contentInfo')
  if (oidAt(root, 0, 'contentType') !== OID.signedData) throw shape('contentType')
  const data = childAt(childAt(root, 1, TAG.context0, 'content'), 0, TAG.sequence, 'signedData')
  const encapsulated = childAt(data, 2, TAG.sequence, 'encapContentInfo')
  if (oidAt(encapsulated, 0, 'eContentType') !== OID.timestampInfo) throw shape('eContentType')
  const info = childAt(childAt(encapsulated, 1, TAG.context0, 'eContent'), 0, TAG.octetString, 'eContent').content
  const signers = data.children.at(-1)
  if (signers?.tag !== TAG.set || signers.children.length !== 1) throw shape('signerInfos')
  return { info, signerInfo: childAt(signers, 0, TAG.sequence, 'signerInfo') }
}

type InfoParts = Pick<
  TimestampToken,
  'imprint' | 'imprintAlgorithm' | 'genTimeMs' | 'serial' | 'nonce' | 'hasExtensions'
>

function infoOf(bytes: Uint8Array): InfoParts {
  const info = requireTag(readDer(bytes), TAG.sequence, 'tstInfo')
  if (hexEncode(childAt(info, 0, TAG.integer, 'version').content) !== '01') throw shape('version')
  const imprint = childAt(info, 2, TAG.sequence, 'messageImprint')
  const algorithm = oidAt(childAt(imprint, 0, TAG.sequence, 'hashAlgorithm'), 0, 'hashAlgorithm')
  const rest = info.children.slice(5)
  return {
    imprint: childAt(imprint, 1, TAG.octetString, 'hashedMessage').content,
    imprintAlgorithm: algorithm === OID.sha256 ? 'sha256' : null,
    serial: hexEncode(childAt(info, 3, TAG.integer, 'serialNumber').content),
    genTimeMs: instantOf(childAt(info, 4, TAG.generalizedTime, 'genTime'), 'genTime'),
    nonce: rest.find(({ tag }) => tag === TAG.integer)?.content ?? null,
    hasExtensions: rest.some(({ tag }) => tag === TAG.context1),
  }
}

function attributesOf({ children }: DerNode): Pick<TimestampToken, 'messageDigest' | 'certificateDigest'> {
  const valueOf = (oid: string): DerNode | undefined => {
    const found = children.filter((one) => one.tag === TAG.sequence && oidAt(one, 0, 'attribute') === oid)
    const [attribute] = found
    if (attribute === undefined) return undefined
    const values = childAt(attribute, 1, TAG.set, 'attribute').children
    if (found.length !== 1 || values.length !== 1) throw shape('attribute')
    return values[0]
  }
  const type = valueOf(OID.contentType)
  if (type === undefined || hexEncode(type.content) !== OID.timestampInfo) throw shape('contentType attribute')
  const digest = valueOf(OID.messageDigest)
  if (digest?.tag !== TAG.octetString) throw shape('messageDigest attribute')
  const certificate = valueOf(OID.signingCertificateV2)
  return {
    messageDigest: digest.content,
    certificateDigest: certificate === undefined ? null : signingCertificate(certificate),
  }
}

/** SigningCertificateV2 (RFC 5035): the first certificate is that of the signer; without an algorithm it is SHA-256. */
function signingCertificate(node: DerNode): Uint8Array | null {
  const first = childAt(childAt(node, 0, TAG.sequence, 'signingCertificate'), 0, TAG.sequence, 'certificateId')
  const [head] = first.children
  if (head?.tag === TAG.octetString) return head.content
  const isSha256 = head !== undefined && head.tag === TAG.sequence && oidAt(head, 0, 'hashAlgorithm') === OID.sha256
  return isSha256 ? childAt(first, 1, TAG.octetString, 'certificateId').content : null
}

const algorithmIdentifier = (oid: string, ...parameters: readonly Uint8Array[]): Uint8Array =>
  tlv(TAG.sequence, tlv(TAG.oid, hexDecode(oid)), ...parameters)
const NULL = tlv(TAG.null)

function normalDigest(node: DerNode): { readonly isSha256: boolean; readonly node: Uint8Array } {
  const isSha256 = oidAt(node, 0, 'digestAlgorithm') === OID.sha256
  return { isSha256, node: isSha256 ? algorithmIdentifier(OID.sha256, NULL) : node.raw }
}

function normalSignature(
  node: DerNode,
  isSha256: boolean,
): { readonly algorithm: TokenAlgorithm; readonly node: Uint8Array } {
  const oid = oidAt(node, 0, 'signatureAlgorithm')
  if (isSha256 && oid === OID.ecdsaSha256)
    return { algorithm: 'ecdsa-p256-sha256', node: algorithmIdentifier(OID.ecdsaSha256) }
  if (isSha256 && (oid === OID.rsa || oid === OID.rsaSha256))
    return { algorithm: 'rsa-sha256', node: algorithmIdentifier(OID.rsa, NULL) }
  return { algorithm: null, node: node.raw }
}

/** Of the two signatures with one r the one whose s is low. A group of another size is left as it is. */
function lowSignature(der: Uint8Array): Uint8Array {
  let pair: Uint8Array
  try {
    pair = signatureFromDer(der)
  } catch (error) {
    if (error instanceof CryptoError) return der
    throw error
  }
  const s = numberFromBytes(pair.subarray(32))
  if (s <= P256_ORDER / 2n || s >= P256_ORDER) return der
  return signatureToDer(Uint8Array.of(...pair.subarray(0, 32), ...bytes32FromNumber(P256_ORDER - s)))
}

interface TokenParts {
  readonly info: Uint8Array
  readonly signer: DerNode
  readonly attributes: DerNode
  readonly digest: Uint8Array
  readonly algorithm: Uint8Array
  readonly signature: Uint8Array
}

function tokenOf({ info, signer, attributes, digest, algorithm, signature }: TokenParts): Uint8Array {
  const version = (n: number): Uint8Array => tlv(TAG.integer, Uint8Array.of(n))
  const signerInfo = tlv(
    TAG.sequence,
    version(1),
    signer.raw,
    digest,
    attributes.raw,
    algorithm,
    tlv(TAG.octetString, signature),
  )
  const content = tlv(
    TAG.sequence,
    tlv(TAG.oid, hexDecode(OID.timestampInfo)),
    tlv(TAG.context0, tlv(TAG.octetString, info)),
  )
  const data = tlv(TAG.sequence, version(3), tlv(TAG.set, digest), content, tlv(TAG.set, signerInfo))
  return tlv(TAG.sequence, tlv(TAG.oid, hexDecode(OID.signedData)), tlv(TAG.context0, data))
}

const GENERALIZED = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/
const UTC = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/

/** GeneralizedTime or UTCTime (RFC 5280: a year from 50 on is of the last century). @throws EvidenceError TIMESTAMP_SHAPE */
export function instantOf({ tag, content }: DerNode, what: string): number {
  const text = String.fromCharCode(...content)
  const match = tag === TAG.utcTime ? UTC.exec(text) : tag === TAG.generalizedTime ? GENERALIZED.exec(text) : null
  if (match === null) throw shape(what)
  const [, head = '', month, day, hour, minute, second, fraction = ''] = match
  const year = tag === TAG.utcTime ? `${Number(head) >= 50 ? '19' : '20'}${head}` : head
  try {
    return timestampToMs(parseRfc3339(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`))
  } catch (error) {
    if (error instanceof CometError) throw shape(what)
    throw error
  }
}

function shape(field: string): EvidenceError {
  return new EvidenceError('TIMESTAMP_SHAPE', { field })
}
