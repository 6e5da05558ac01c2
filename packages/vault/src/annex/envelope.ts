import { randomBytes } from 'node:crypto'
import {
  base64Decode,
  base64Encode,
  CodecError,
  concatBytes,
  decodeCanonical,
  encodeCanonical,
  integer,
  literal,
  object,
  string,
  utf8Encode,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { CryptoError, suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Authority } from '../context.ts'
import { VaultError } from '../vault-error.ts'
import type { Peer } from './peers.ts'
import { PADDED_BYTES_MAX, padded, unpadded } from './size-classes.ts'

const FORMAT = 'xiezhi/annex/v2'
const INFO = utf8Encode(FORMAT)
/** Content in base64, header and signature. */
export const ENVELOPE_BYTES_MAX = Math.ceil(PADDED_BYTES_MAX / 3) * 4 + 8 * 1024
const EPHEMERAL_BYTES = 32

const id = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })

export const aboutSchema = object({
  /** The ledger that commits to the content. */
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  /** `<client>/<sequence>` of the packet that the annex belongs to, or `<client>/<dispatch id>` of all that carried it. */
  packet: string({ bytesMin: 3, bytesMax: 96 }),
  /** Dispatch id. */
  reference: string({ bytesMin: 1, bytesMax: 80, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ }),
  purpose: string({ bytesMin: 1, bytesMax: 48, pattern: /^[A-Z][A-Z0-9_]*$/ }),
})
/** What an annex is for: it is good for nothing else. */
export type AnnexAbout = Infer<typeof aboutSchema>

const headerSchema = object({
  format: literal(FORMAT),
  sender: id,
  recipient: id,
  ...aboutSchema.fields,
  digest: string({ bytesMin: 68, bytesMax: 71, pattern: /^(sha256|sm3):[0-9a-f]{64}$/ }),
  createdAtMs: integer({ min: 0 }),
})
export type AnnexHeader = Infer<typeof headerSchema>

const envelopeSchema = object({
  header: headerSchema,
  sealed: string({ bytesMin: 4, bytesMax: ENVELOPE_BYTES_MAX }),
  signature: string({ bytesMin: 88, bytesMax: 88 }),
})
export type AnnexEnvelope = Infer<typeof envelopeSchema>

export interface NewEnvelope {
  readonly sender: Authority
  readonly recipient: Peer
  readonly about: AnnexAbout
  readonly digest: string
  readonly content: Uint8Array
  readonly createdAtMs: number
}

/** Encrypted to the recipient by the recipient's suite, signed by the sender: HPKE, or SM2 agreement and SM4-GCM. */
export function sealEnvelope(input: NewEnvelope): Uint8Array {
  const { sender, recipient, about, digest, content, createdAtMs } = input
  const header: AnnexHeader = {
    format: FORMAT,
    sender: sender.id,
    recipient: recipient.id,
    chainId: about.chainId,
    packet: about.packet,
    reference: about.reference,
    purpose: about.purpose,
    digest,
    createdAtMs,
  }
  const encrypted = suite(nodeCrypto, recipient.suiteId).encryptTo({
    recipient: recipient.encryptionKey,
    plaintext: padded(content),
    associatedData: encodeCanonical(header),
    info: INFO,
    ephemeralSecret: new Uint8Array(randomBytes(EPHEMERAL_BYTES)),
  })
  const sealed = base64Encode(encrypted)
  const signature = base64Encode(sender.signer.sign(signedBytes(header, sealed)))
  return encodeCanonical({ header: header as Json, sealed, signature }, { bytesMax: ENVELOPE_BYTES_MAX })
}

/** @throws VaultError ANNEX_OVERSIZED, ANNEX_MALFORMED */
export function readEnvelope(bytes: Uint8Array): AnnexEnvelope {
  if (bytes.length > ENVELOPE_BYTES_MAX) throw new VaultError('ANNEX_OVERSIZED', { bytesMax: ENVELOPE_BYTES_MAX })
  try {
    return envelopeSchema.parse(decodeCanonical(bytes, { bytesMax: ENVELOPE_BYTES_MAX }))
  } catch (error) {
    if (error instanceof CodecError) throw new VaultError('ANNEX_MALFORMED', { reason: error.code })
    throw error
  }
}

/** @throws VaultError ANNEX_SIGNATURE unless one of the sender's keys signed header and ciphertext */
export function requireSender({ header, sealed, signature }: AnnexEnvelope, { signingKeys }: Peer): void {
  const message = signedBytes(header, sealed)
  const bytes = decoded(signature, 'ANNEX_SIGNATURE')
  const verdicts = nodeCrypto.verifyMany(
    signingKeys.map((key) => ({ algorithm: key.algorithm, publicKey: key.bytes, message, signature: bytes })),
  )
  if (!verdicts.includes(true)) throw new VaultError('ANNEX_SIGNATURE', { sender: header.sender })
}

/** The content. @throws VaultError ANNEX_UNREADABLE */
export function openEnvelope(
  { header, sealed }: AnnexEnvelope,
  suiteId: SuiteId,
  secretKeys: readonly Uint8Array[],
): Uint8Array {
  const encrypted = decoded(sealed, 'ANNEX_UNREADABLE')
  for (const secretKey of secretKeys) {
    try {
      const opened = suite(nodeCrypto, suiteId).decryptWith({
        secretKey,
        encrypted,
        associatedData: encodeCanonical(header),
        info: INFO,
      })
      return unpadded(opened)
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error
    }
  }
  throw new VaultError('ANNEX_UNREADABLE', { reference: header.reference })
}

export function signedBytes(header: AnnexHeader, sealed: string): Uint8Array {
  const body = encodeCanonical({ header: header as Json, sealed }, { bytesMax: ENVELOPE_BYTES_MAX })
  return concatBytes(utf8Encode(`${FORMAT}\0`), body)
}

function decoded(text: string, code: 'ANNEX_SIGNATURE' | 'ANNEX_UNREADABLE'): Uint8Array {
  try {
    return base64Decode(text)
  } catch (error) {
    if (error instanceof CodecError) throw new VaultError(code)
    throw error
  }
}
