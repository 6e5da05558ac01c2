import { hexDecode, utf8Encode } from '@xiezhi/codec'
import { signatureToDer } from '@xiezhi/crypto'
import type { Crypto, Signer } from '@xiezhi/crypto'
import { TAG, tlv } from '../timestamp/der.ts'
import { OID } from '../timestamp/oids.ts'

export interface AuthorityParts {
  readonly secret: number
  readonly serial: number
  /** YYYYMMDDhhmmssZ */
  readonly notBefore: string
  readonly notAfter: string
  readonly purpose: string
  readonly isCritical: boolean
  /** Extended key usage is absent. */
  readonly hasPurpose: boolean
  readonly curve: string
}

const PARTS: AuthorityParts = {
  secret: 7,
  serial: 9,
  notBefore: '20200101000000Z',
  notAfter: '20991231235959Z',
  purpose: OID.timeStamping,
  isCritical: true,
  hasPurpose: true,
  curve: OID.p256,
}

export interface TokenParts {
  readonly genTime: string
  readonly imprintAlgorithm: string
  readonly digestAlgorithm: string
  readonly signatureAlgorithm: string
  readonly extensions: readonly Uint8Array[]
  /** SHA-256 of another certificate than that of the authority. */
  readonly certificateDigest: Uint8Array | null
  readonly messageDigest: Uint8Array | null
  readonly nonce: Uint8Array
  /** Changes the signature r‖s. */
  readonly signature: (pair: Uint8Array) => Uint8Array
}

const integer = (...bytes: readonly number[]): Uint8Array => tlv(TAG.integer, Uint8Array.of(...bytes))
const oid = (hex: string): Uint8Array => tlv(TAG.oid, hexDecode(hex))
const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(TAG.sequence, ...parts)
const octets = (...parts: readonly Uint8Array[]): Uint8Array => tlv(TAG.octetString, ...parts)
const time = (text: string): Uint8Array => tlv(TAG.generalizedTime, utf8Encode(text))
const attribute = (name: string, value: Uint8Array): Uint8Array => sequence(oid(name), tlv(TAG.set, value))

/** A time-stamping authority that makes what an honest one would refuse to make. */
export class StampAuthority {
  readonly #crypto: Crypto
  readonly #signer: Signer
  readonly #issuer: Uint8Array
  readonly #serial: Uint8Array
  readonly certificate: Uint8Array

  constructor(crypto: Crypto, change: Partial<AuthorityParts> = {}) {
    const parts = { ...PARTS, ...change }
    this.#crypto = crypto
    this.#signer = crypto.signer('p256', new Uint8Array(32).fill(parts.secret))
    const name = sequence(hexDecode('0603550403'), tlv(0x0c, utf8Encode('Sample TSA')))
    this.#issuer = sequence(tlv(TAG.set, name))
    this.#serial = integer(parts.serial)
    this.certificate = this.#certify(parts)
  }

  #certify({ notBefore, notAfter, purpose, isCritical, hasPurpose, curve }: AuthorityParts): Uint8Array {
    const usage = sequence(
      oid(OID.extendedKeyUsage),
      ...(isCritical ? [tlv(TAG.boolean, Uint8Array.of(0xff))] : []),
      octets(sequence(oid(purpose))),
    )
    const key = sequence(
      sequence(oid(OID.ecPublicKey), oid(curve)),
      tlv(TAG.bitString, Uint8Array.of(0), this.#signer.publicKey),
    )
    const body = sequence(
      tlv(TAG.context0, integer(2)),
      this.#serial,
      sequence(oid(OID.ecdsaSha256)),
      this.#issuer,
      sequence(time(notBefore), time(notAfter)),
      this.#issuer,
      key,
      ...(hasPurpose ? [tlv(TAG.context3, sequence(usage))] : []),
    )
    const signature = signatureToDer(this.#signer.sign(body))
    return sequence(body, sequence(oid(OID.ecdsaSha256)), tlv(TAG.bitString, Uint8Array.of(0), signature))
  }

  token(stamped: Uint8Array, change: Partial<TokenParts> = {}): Uint8Array {
    const sha256 = this.#crypto.sha256
    const {
      genTime = '20261129120000.5Z',
      imprintAlgorithm = OID.sha256,
      digestAlgorithm = OID.sha256,
      signatureAlgorithm = OID.ecdsaSha256,
      extensions = [],
      certificateDigest = null,
      messageDigest = null,
      nonce = Uint8Array.of(5),
      signature = (pair: Uint8Array) => pair,
    } = change
    const info = sequence(
      integer(1),
      hexDecode('06042a030401'),
      sequence(sequence(oid(imprintAlgorithm)), octets(sha256(stamped))),
      integer(0x21),
      time(genTime),
      tlv(TAG.integer, nonce),
      ...extensions,
    )
    const own = certificateDigest ?? sha256(this.certificate)
    const attributes = [
      attribute(OID.contentType, oid(OID.timestampInfo)),
      attribute(OID.messageDigest, octets(messageDigest ?? sha256(info))),
      attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(own))))),
    ]
    const pair = signature(this.#signer.sign(tlv(TAG.set, ...attributes)))
    const digest = sequence(oid(digestAlgorithm), tlv(TAG.null))
    const signerInfo = sequence(
      integer(1),
      sequence(this.#issuer, this.#serial),
      digest,
      tlv(TAG.context0, ...attributes),
      sequence(oid(signatureAlgorithm)),
      octets(signatureToDer(pair)),
    )
    const content = sequence(oid(OID.timestampInfo), tlv(TAG.context0, octets(info)))
    const data = sequence(integer(3), tlv(TAG.set, digest), content, tlv(TAG.set, signerInfo))
    return sequence(oid(OID.signedData), tlv(TAG.context0, data))
  }
}
