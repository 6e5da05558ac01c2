export { accreditationKeys, actKey, ASK_ACT, CHAIN_DEPTH_MAX, readAccreditation } from './accreditation.ts'
export type {
  Accreditation,
  AccreditationIds,
  Delegation,
  Grant,
  Office,
  Officer,
  OfficerKey,
  Organisation,
} from './accreditation.ts'
export {
  AUDIT_PACKAGE_FORMAT,
  AUDIT_ROWS_MAX,
  auditPackageKey,
  encodeAuditPackage,
  LOCK_KINDS,
  parseAuditPackage,
} from './audit-package.ts'
export type { AuditHeader, AuditPackage, AuditRow, LockKind } from './audit-package.ts'
export {
  BUNDLE_BYTES_MAX,
  BUNDLE_VERSIONS,
  bundleFormat,
  encodeBundle,
  LIGHT_BLOCKS_PER_ZONE_MAX,
  normalLightBlock,
  parseBundle,
  PROFILES,
  RECORDS_PER_ZONE_MAX,
  stampedBytes,
  TIMESTAMP_BYTES_MAX,
  TIMESTAMPS_MAX,
} from './bundle.ts'
export type { Bundle, BundleVersion, Profile, ProvedRecord, ZoneEvidence } from './bundle.ts'
export { EvidenceError } from './evidence-error.ts'
export type { EvidenceErrorCode, EvidenceFacts } from './evidence-error.ts'
export { policyKeyOf, readPolicy } from './policy.ts'
export type { AccessPolicy, AccessRule } from './policy.ts'
export {
  answererSummaryKey,
  askerSummaryKey,
  parseAnswererSummary,
  parseAskerSummary,
  recordKeys,
  recordObject,
} from './records.ts'
export type { AnswererSummary, AskerSummary, DispatchIds, JsonObject, RecordKeys } from './records.ts'
export {
  anchoredValidators,
  encodeTrustFile,
  parseTrustFile,
  TRUST_BYTES_MAX,
  TRUST_FORMAT,
  TRUST_FORMAT_2,
} from './trust.ts'
export type { TimestampAuthority, TrustFile, ZoneTrust } from './trust.ts'
