/** Why bytes are no evidence bundle, no trust file or no audit package. Nothing about truth or trust: that is the verifier's. */
export type EvidenceErrorCode =
  | 'AUDIT_BYTES'
  | 'AUDIT_NOT_CANONICAL'
  | 'AUDIT_SHAPE'
  | 'AUDIT_ORDER'
  | 'AUDIT_CHAIN'
  | 'BUNDLE_BYTES'
  | 'BUNDLE_NOT_CANONICAL'
  | 'BUNDLE_SHAPE'
  | 'BUNDLE_VERSION'
  | 'BUNDLE_LIGHT_BLOCK'
  | 'BUNDLE_ORDER'
  | 'TIMESTAMP_BYTES'
  | 'TIMESTAMP_DER'
  | 'TIMESTAMP_OTHER'
  | 'TIMESTAMP_REFUSED'
  | 'TIMESTAMP_SHAPE'
  | 'TRUST_NOT_CANONICAL'
  | 'TRUST_SHAPE'
  | 'RECORD_ABSENT'
  | 'RECORD_SHAPE'

export type EvidenceFacts = Readonly<Record<string, string | number>>

export class EvidenceError extends Error {
  readonly code: EvidenceErrorCode
  readonly facts: EvidenceFacts

  constructor(code: EvidenceErrorCode, facts: EvidenceFacts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.name = 'EvidenceError'
    this.code = code
    this.facts = facts
  }
}
