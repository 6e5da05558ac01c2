import { pureCrypto } from '@xiezhi/crypto'
import { verifyBundle, verifyRecord } from '@xiezhi/verifier'
import type { Check, RecordEvidence, RecordResult, VerificationResult, ZoneAssurance } from '@xiezhi/verifier'
import { assuranceLine, checkLine, NOT_COVERED_TEXTS, timestampLine } from '@xiezhi/verifier/report'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import type { Language } from '../i18n/i18n.tsx'

export function checkRecord(record: RecordEvidence, trust: Uint8Array): RecordResult {
  return verifyRecord(pureCrypto, record, trust)
}

export function checkBundle(bundle: Uint8Array, trust: Uint8Array): VerificationResult {
  return verifyBundle(pureCrypto, bundle, trust, () => judgeTimestamp)
}

export function checkText(check: Check, language: Language): string {
  return checkLine(check, language)
}

export function assuranceText(assurance: ZoneAssurance, language: Language): string {
  return assuranceLine(assurance, language)
}

export function timestampText(stamp: VerificationResult['timestamps'][number], language: Language): string {
  return timestampLine(stamp, language)
}

/** What the check of one record does not say, and of a bundle beyond it. */
export function notCoveredTexts(items: readonly (keyof typeof NOT_COVERED_TEXTS)[], language: Language): string[] {
  return items.map((item) => NOT_COVERED_TEXTS[item][language])
}
