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

/** Versions that are read. A bundle is written in its own: what was made as 1 stays 1, byte for byte. */
export const BUNDLE_VERSIONS = [1, 2] as const
export type BundleVersion = (typeof BUNDLE_VERSIONS)[number]
const FORMAT_OF_ANY_VERSION = /^xiezhi\/evidence\/v([1-9][0-9]{0,3})$/
export const bundleFormat = (version: number): string => `xiezhi/evidence/v${version}`
export const BUNDLE_BYTES_MAX = 4 * 1024 * 1024
export const RECORDS_PER_ZONE_MAX = 256
export const LIGHT_BLOCKS_PER_ZONE_MAX = 128
export const TIMESTAMPS_MAX = 8
export const TIMESTAMP_BYTES_MAX = 16 * 1024

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

const commonFields = {
  profile: enumeration(PROFILES),
  about: object({ kind: literal('lawyer-verdict'), dispatchId: string({ bytesMin: 1, bytesMax: 96 }) }),
  asker: zoneSchema,
  answerer: zoneSchema,
}
const schemas = {
  1: object({ ...commonFields, format: literal(bundleFormat(1)) }),
  2: object({
    ...commonFields,
    format: literal(bundleFormat(2)),
    /** Base64 of RFC 3161 tokens; each is over the bundle with those before it. */
    timestamps: array(string({ bytesMin: 4, bytesMax: Math.ceil(TIMESTAMP_BYTES_MAX / 3) * 4 }), {
      max: TIMESTAMPS_MAX,
    }),
  }),
} as const

type BundleJson = Infer<(typeof schemas)[1]> & Partial<Pick<Infer<(typeof schemas)[2]>, 'timestamps'>>

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
  readonly version: BundleVersion
  readonly profile: Profile
  readonly about: { readonly kind: 'lawyer-verdict'; readonly dispatchId: string }
  readonly asker: ZoneEvidence
  readonly answerer: ZoneEvidence
  /** DER of RFC 3161 tokens in the order in which they were added; none in version 1. */
  readonly timestamps: readonly Uint8Array[]
}

/**
 * Reads a bundle. Every field has one encoding: what does not encode back to the same bytes is refused, so that no byte
 * can change without effect.
 * @throws EvidenceError
 */
export function parseBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > BUNDLE_BYTES_MAX)
    throw new EvidenceError('BUNDLE_BYTES', { bytesMax: BUNDLE_BYTES_MAX, seen: bytes.length })
  const { version, json } = shaped(bytes)
  const { profile, about, timestamps = [] } = json
  const tokens = timestamps.map((text) => bytesOf(text, 'timestamps'))
  const [asker, answerer] = [parseZone(json.asker), parseZone(json.answerer)]
  return { version, profile, about, asker, answerer, timestamps: tokens }
}

export function encodeBundle({ version, profile, about, asker, answerer, timestamps }: Bundle): Uint8Array {
  const json = {
    format: bundleFormat(version),
    profile,
    about,
    asker: zoneToJson(asker),
    answerer: zoneToJson(answerer),
    ...(version === 1 ? {} : { timestamps: timestamps.map(base64Encode) }),
  }
  return encodeCanonical(json, { bytesMax: BUNDLE_BYTES_MAX })
}

/** What the time stamp number `at` is over: the bundle with those before it. */
export function stampedBytes(bundle: Bundle, at: number): Uint8Array {
  return encodeBundle({ ...bundle, timestamps: bundle.timestamps.slice(0, at) })
}

/**
 * A light block with the fields that nothing signs set to their one value: proposer priorities and the proposer. The
 * address of each signature is that of its validator, or the block is refused.
 */
export function normalLightBlock({ header, commit, validators }: LightBlock): LightBlock {
  const members = validators.validators.map((validator) => ({ ...validator, proposerPriority: 0n }))
  return { header, commit, validators: { validators: members, proposer: null } }
}

function shaped(bytes: Uint8Array): { readonly version: BundleVersion; readonly json: BundleJson } {
  let json: Json
  try {
    json = decodeCanonical(bytes, { bytesMax: BUNDLE_BYTES_MAX })
  } catch (error) {
    if (error instanceof CodecError) throw new EvidenceError('BUNDLE_NOT_CANONICAL', { reason: error.code })
    throw error
  }
  const version = versionOf(json)
  try {
    return { version, json: schemas[version].parse(json) }
  } catch (error) {
    if (error instanceof CodecError) throw new EvidenceError('BUNDLE_SHAPE', { ...error.facts })
    throw error
  }
}

/** A later version may mean anything by its fields: it is named, never judged by those that are known. */
function versionOf(json: Json): BundleVersion {
  const format =
    typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonMembers)['format'] : ''
  const number = typeof format === 'string' ? FORMAT_OF_ANY_VERSION.exec(format)?.[1] : undefined
  const version = BUNDLE_VERSIONS.find((known) => String(known) === number)
  if (version !== undefined) return version
  if (number === undefined) throw new EvidenceError('BUNDLE_SHAPE', { path: '/format', expected: bundleFormat(2) })
  throw new EvidenceError('BUNDLE_VERSION', { newest: Math.max(...BUNDLE_VERSIONS), seen: Number(number) })
}

type JsonMembers = Readonly<Record<string, Json>>

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
