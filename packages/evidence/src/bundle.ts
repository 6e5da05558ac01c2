import {
  array,
  base64Decode,
  base64Encode,
  bytesEqual,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  enumeration,
  integer,
  latin1Encode,
  literal,
  nullable,
  object,
  string,
} from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { CometError, decodeLightBlock, encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { EvidenceError } from './evidence-error.ts'

export const BUNDLE_FORMAT = 'xiezhi/evidence/v1'
export const BUNDLE_BYTES_MAX = 4 * 1024 * 1024
export const RECORDS_PER_ZONE_MAX = 256
export const LIGHT_BLOCKS_PER_ZONE_MAX = 128

/** Who the bundle is for. The proof is the same; what is disclosed is less (rulebook 18.7). */
export const PROFILES = ['court', 'opposing', 'public'] as const
export type Profile = (typeof PROFILES)[number]

const base64 = string({ bytesMin: 4, bytesMax: 512 * 1024 })

const recordSchema = object({
  /** Store key as text, one character a byte. */
  key: string({ bytesMin: 1, bytesMax: 1_024 }),
  /** The state after this height; its root is in the header of the next. */
  height: integer({ min: 1 }),
  /** Base64; null: nothing stands under the key. */
  value: nullable(base64),
  /** Base64 of an ics23 CommitmentProof (SmtSpec). */
  proof: base64,
})

const zoneSchema = object({
  chainId: string({ bytesMin: 1, bytesMax: 50 }),
  /** Client of this zone that follows the other zone. */
  clientId: string({ bytesMin: 3, bytesMax: 64, pattern: /^[a-z0-9-]+-[0-9]+$/ }),
  /** Base64 of protobuf LightBlock, heights rising. */
  lightBlocks: array(base64, { min: 1, max: LIGHT_BLOCKS_PER_ZONE_MAX }),
  records: array(recordSchema, { max: RECORDS_PER_ZONE_MAX }),
})

const bundleSchema = object({
  format: literal(BUNDLE_FORMAT),
  profile: enumeration(PROFILES),
  about: object({ kind: literal('lawyer-verdict'), dispatchId: string({ bytesMin: 1, bytesMax: 96 }) }),
  asker: zoneSchema,
  answerer: zoneSchema,
})

type BundleJson = Infer<typeof bundleSchema>

export interface ProvedRecord {
  readonly key: string
  readonly keyBytes: Uint8Array
  readonly height: number
  readonly value: Uint8Array | null
  readonly proof: Uint8Array
}

export interface ZoneEvidence {
  readonly chainId: string
  readonly clientId: string
  readonly lightBlocks: readonly LightBlock[]
  readonly records: readonly ProvedRecord[]
}

/** One file that proves what two ledgers said about one dispatch. Trust anchors are not in it. */
export interface Bundle {
  readonly profile: Profile
  readonly about: { readonly kind: 'lawyer-verdict'; readonly dispatchId: string }
  readonly asker: ZoneEvidence
  readonly answerer: ZoneEvidence
}

/**
 * Reads a bundle. Every field has one encoding: what does not encode back to the same bytes is refused, so that no byte
 * can change without effect.
 * @throws EvidenceError
 */
export function parseBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > BUNDLE_BYTES_MAX)
    throw new EvidenceError('BUNDLE_BYTES', { bytesMax: BUNDLE_BYTES_MAX, seen: bytes.length })
  const json = shaped('BUNDLE_NOT_CANONICAL', 'BUNDLE_SHAPE', bytes)
  return { profile: json.profile, about: json.about, asker: parseZone(json.asker), answerer: parseZone(json.answerer) }
}

export function encodeBundle({ profile, about, asker, answerer }: Bundle): Uint8Array {
  const json: BundleJson = {
    format: BUNDLE_FORMAT,
    profile,
    about,
    asker: zoneToJson(asker),
    answerer: zoneToJson(answerer),
  }
  return encodeCanonical(json, { bytesMax: BUNDLE_BYTES_MAX })
}

/**
 * A light block with the fields that nothing signs set to their one value: proposer priorities and the proposer. The
 * address of each signature is that of its validator, or the block is refused.
 */
export function normalLightBlock({ header, commit, validators }: LightBlock): LightBlock {
  const members = validators.validators.map((validator) => ({ ...validator, proposerPriority: 0n }))
  return { header, commit, validators: { validators: members, proposer: null } }
}

function shaped(notCanonical: 'BUNDLE_NOT_CANONICAL', shape: 'BUNDLE_SHAPE', bytes: Uint8Array): BundleJson {
  let json: Json
  try {
    json = decodeCanonical(bytes, { bytesMax: BUNDLE_BYTES_MAX })
  } catch (error) {
    if (error instanceof CodecError) throw new EvidenceError(notCanonical, { reason: error.code })
    throw error
  }
  try {
    return bundleSchema.parse(json)
  } catch (error) {
    if (error instanceof CodecError) throw new EvidenceError(shape, { ...error.facts })
    throw error
  }
}

function parseZone({ chainId, clientId, lightBlocks, records }: BundleJson['asker']): ZoneEvidence {
  const blocks = lightBlocks.map((text, index) => parseLightBlock(bytesOf(text, 'lightBlocks'), index))
  requireRising(
    blocks.map(({ header }) => Number(header.height)),
    'lightBlocks',
  )
  const parsed = records.map((record): ProvedRecord => {
    const proof = bytesOf(record.proof, 'proof')
    const value = record.value === null ? null : bytesOf(record.value, 'value')
    return { key: record.key, keyBytes: keyBytes(record.key), height: record.height, value, proof }
  })
  for (let at = 1; at < parsed.length; at++) {
    if ((parsed[at - 1]?.key ?? '') >= (parsed[at]?.key ?? ''))
      throw new EvidenceError('BUNDLE_ORDER', { list: 'records', at })
  }
  return { chainId, clientId, lightBlocks: blocks, records: parsed }
}

function parseLightBlock(bytes: Uint8Array, index: number): LightBlock {
  try {
    const block = decodeLightBlock(bytes)
    if (!bytesEqual(encodeLightBlock(normalLightBlock(block)), bytes))
      throw new EvidenceError('BUNDLE_LIGHT_BLOCK', { index, reason: 'not normal' })
    block.commit.signatures.forEach((slot, at) => {
      const member = block.validators.validators[at]
      const fits = slot.blockIdFlag === 1 || (member !== undefined && bytesEqual(member.address, slot.validatorAddress))
      if (!fits) throw new EvidenceError('BUNDLE_LIGHT_BLOCK', { index, reason: 'signature address' })
    })
    return block
  } catch (error) {
    if (error instanceof CodecError || error instanceof CometError)
      throw new EvidenceError('BUNDLE_LIGHT_BLOCK', { index, reason: error.code })
    throw error
  }
}

function zoneToJson({ chainId, clientId, lightBlocks, records }: ZoneEvidence): BundleJson['asker'] {
  return {
    chainId,
    clientId,
    lightBlocks: lightBlocks.map((block) => base64Encode(encodeLightBlock(normalLightBlock(block)))),
    records: records.map(({ key, height, value, proof }) => ({
      key,
      height,
      value: value === null ? null : base64Encode(value),
      proof: base64Encode(proof),
    })),
  }
}

function requireRising(heights: readonly number[], list: string): void {
  for (let at = 1; at < heights.length; at++) {
    if ((heights[at - 1] ?? 0) >= (heights[at] ?? 0)) throw new EvidenceError('BUNDLE_ORDER', { list, at })
  }
}

function bytesOf(text: string, field: string): Uint8Array {
  try {
    return base64Decode(text)
  } catch (error) {
    if (error instanceof CodecError) throw new EvidenceError('BUNDLE_SHAPE', { field, reason: error.code })
    throw error
  }
}

function keyBytes(key: string): Uint8Array {
  try {
    return latin1Encode(key)
  } catch (error) {
    if (error instanceof CodecError) throw new EvidenceError('BUNDLE_SHAPE', { field: 'key', reason: error.code })
    throw error
  }
}
