import {
  array,
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
import type { Infer } from '@xiezhi/codec'
import { CometError, decodeLightBlock, decodeValidatorSet, encodeLightBlock, encodeValidatorSet } from '@xiezhi/comet'
import type { ValidatorSet } from '@xiezhi/comet'
import { CryptoError, parseKey } from '@xiezhi/crypto'
import type { Crypto } from '@xiezhi/crypto'
import { ACKNOWLEDGEMENT_BYTES_MAX, HEADER_BYTES_MAX, packetSchema, PROOF_BYTES_MAX } from '@xiezhi/interchain'
import { keyTextOf } from '@xiezhi/kernel'
import type { OfficerKey } from '@xiezhi/sdk'
import type { Cargo } from '../cargo.ts'
import { RelayerError } from '../relayer-error.ts'

export const PARCEL_PURPOSE = 'xiezhi/parcel/v1'
export const PARCEL_BYTES_MAX = 128 * 1024 * 1024
/** Packets, answers and silences of one kind in one parcel. */
export const PARCEL_ITEMS_MAX = 1_000
const VALIDATOR_SETS_MAX = 16

const name = string({ bytesMin: 1, bytesMax: 64 })
const base64Text = (bytesMax: number) => string({ bytesMin: 4, bytesMax: Math.ceil(bytesMax / 3) * 4 })
const proof = base64Text(PROOF_BYTES_MAX)
const endSchema = object({ chainId: string({ bytesMin: 1, bytesMax: 50 }), client: name })
const shownPacket = object({ packet: packetSchema, proof })
const shownAnswer = object({ packet: packetSchema, acknowledgement: base64Text(ACKNOWLEDGEMENT_BYTES_MAX), proof })

const bodySchema = object({
  purpose: literal(PARCEL_PURPOSE),
  from: endSchema,
  to: endSchema,
  exportedAtMs: integer({ min: 0 }),
  /** Height up to which the client of `from` knows `to`: a reply can build on it. */
  knownHeight: integer({ min: 0 }),
  /** `tendermint.types.LightBlock` in base64; everything below is proved under its header. */
  block: base64Text(HEADER_BYTES_MAX),
  /** Sets that the client of `to` may trust, `tendermint.types.ValidatorSet` in base64. */
  validatorSets: array(base64Text(HEADER_BYTES_MAX), { max: VALIDATOR_SETS_MAX }),
  packets: array(shownPacket, { max: PARCEL_ITEMS_MAX }),
  answers: array(shownAnswer, { max: PARCEL_ITEMS_MAX }),
  silences: array(shownPacket, { max: PARCEL_ITEMS_MAX }),
})

const parcelSchema = object({
  body: bodySchema,
  signer: object({ organisation: name, officer: name, key: string({ bytesMin: 1, bytesMax: 96 }) }),
  /** Base64 of 64 bytes. */
  signature: string({ bytesMin: 88, bytesMax: 88 }),
})

type Body = Infer<typeof bodySchema>
export type ParcelEnd = Body['from']

export interface Parcel {
  readonly from: ParcelEnd
  readonly to: ParcelEnd
  readonly exportedAtMs: number
  readonly knownHeight: number
  readonly cargo: Cargo
  readonly validatorSets: readonly ValidatorSet[]
  /** Who signed. */
  readonly signer: Infer<typeof parcelSchema>['signer']
}

/** Canonical JSON of a signed parcel. Its signer says who exported; what it holds is proved by the ledger it is from. */
export function encodeParcel(
  parcel: Omit<Parcel, 'signer'>,
  { organisation, officer, signer }: OfficerKey,
): Uint8Array {
  const { from, to, exportedAtMs, knownHeight, cargo, validatorSets } = parcel
  const body: Body = {
    purpose: PARCEL_PURPOSE,
    from,
    to,
    exportedAtMs,
    knownHeight,
    block: base64Encode(encodeLightBlock(cargo.block)),
    validatorSets: validatorSets.map((set) => base64Encode(encodeValidatorSet(set, { withTotal: false }))),
    packets: [...cargo.packets],
    answers: [...cargo.answers],
    silences: [...cargo.silences],
  }
  const signature = base64Encode(signer.sign(signBytes(body)))
  const text = { body, signer: { organisation, officer, key: keyTextOf(signer) }, signature }
  return encodeCanonical(text, { bytesMax: PARCEL_BYTES_MAX })
}

/** @throws RelayerError PARCEL_MALFORMED; PARCEL_SIGNATURE where the bytes are not those that the named key signed */
export function decodeParcel(crypto: Crypto, bytes: Uint8Array): Parcel {
  const { body, signer, signature } = readForm(() =>
    parcelSchema.parse(decodeCanonical(bytes, { bytesMax: PARCEL_BYTES_MAX })),
  )
  const key = readForm(() => parseKey(signer.key))
  const [isSigned = false] = crypto.verifyMany([
    {
      algorithm: key.algorithm,
      publicKey: key.bytes,
      message: signBytes(body),
      signature: readForm(() => base64Decode(signature)),
    },
  ])
  if (!isSigned) throw new RelayerError('PARCEL_SIGNATURE', { officer: signer.officer, key: signer.key })
  const { from, to, exportedAtMs, knownHeight, packets, answers, silences } = body
  const block = readForm(() => decodeLightBlock(base64Decode(body.block)))
  const validatorSets = readForm(() => body.validatorSets.map((set) => decodeValidatorSet(base64Decode(set))))
  return { from, to, exportedAtMs, knownHeight, cargo: { block, packets, answers, silences }, validatorSets, signer }
}

/** What is signed names purpose and both chains: a parcel is good for nothing and nowhere else. */
function signBytes(body: Body): Uint8Array {
  const { from, to } = body
  const head = utf8Encode(`${PARCEL_PURPOSE}\0${from.chainId}\0${to.chainId}\0`)
  return concatBytes(head, encodeCanonical(body, { bytesMax: PARCEL_BYTES_MAX }))
}

function readForm<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof CodecError || error instanceof CometError || error instanceof CryptoError)
      throw new RelayerError('PARCEL_MALFORMED', { reason: error.code, detail: JSON.stringify(error.facts) }, error)
    throw error
  }
}
