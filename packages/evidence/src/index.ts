export {
  BUNDLE_BYTES_MAX,
  BUNDLE_FORMAT,
  encodeBundle,
  LIGHT_BLOCKS_PER_ZONE_MAX,
  normalLightBlock,
  parseBundle,
  PROFILES,
  RECORDS_PER_ZONE_MAX,
} from './bundle.ts'
export type { Bundle, Profile, ProvedRecord, ZoneEvidence } from './bundle.ts'
export { EvidenceError } from './evidence-error.ts'
export type { EvidenceErrorCode, EvidenceFacts } from './evidence-error.ts'
export {
  answererSummaryKey,
  askerSummaryKey,
  parseAnswererSummary,
  parseAskerSummary,
  recordKeys,
  recordObject,
} from './records.ts'
export type { AnswererSummary, AskerSummary, DispatchIds, JsonObject, RecordKeys } from './records.ts'
export { encodeTrustFile, parseTrustFile, TRUST_BYTES_MAX, TRUST_FORMAT } from './trust.ts'
export type { TrustFile, ZoneTrust } from './trust.ts'
