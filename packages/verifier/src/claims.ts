import type { Crypto } from '@xiezhi/crypto'
import {
  answererSummaryKey,
  askerSummaryKey,
  parseAnswererSummary,
  parseAskerSummary,
  recordKeys,
} from '@xiezhi/evidence'
import type { AnswererSummary, AskerSummary, Bundle, RecordKeys, ZoneEvidence } from '@xiezhi/evidence'
import type { CheckList } from './checks.ts'
import { verifyCourtRecords } from './court-records.ts'
import { warrantsOf, judgeWarrants, NO_WARRANTS } from './warrants.ts'
import type { Statement } from './verdict.ts'
import { differingFields, readRecord, valueOf } from './zone-records.ts'

/** Two ledgers have two clocks: stamps may run ahead by 5 s on each. */
const CLOCK_SKEW_MAX_MS = 10_000

/** Checks that the proved records tell one story, and returns what they say; undefined if they cannot. */
export function verifyClaims(crypto: Crypto, bundle: Bundle, checks: CheckList): Statement | undefined {
  const { profile, about, asker, answerer } = bundle
  const { dispatchId } = about
  const askerKey = askerSummaryKey(dispatchId)
  const answererKey = answererSummaryKey(answerer.clientId, dispatchId)
  const sequence = sequenceOf(asker, askerKey, checks)
  if (sequence === undefined) return undefined
  const ids = { dispatchId, askerClient: asker.clientId, answererClient: answerer.clientId, sequence }
  const keys = recordKeys(profile, ids)
  const warrants = hasAll(bundle, keys) ? warrantsOf(bundle, checks) : NO_WARRANTS
  if (warrants === undefined) return undefined
  const complete = [
    requireSet(asker, [...keys.asker, ...warrants.keys.asker], checks),
    requireSet(answerer, [...keys.answerer, ...warrants.keys.answerer], checks),
  ]
  if (complete.includes(false)) return undefined
  const asked = checks.run('record-shape', asker.chainId, { key: askerKey }, () =>
    parseAskerSummary(askerKey, valueOf(asker, askerKey)),
  )
  const answered = checks.run('record-shape', answerer.chainId, { key: answererKey }, () =>
    parseAnswererSummary(answererKey, valueOf(answerer, answererKey)),
  )
  if (asked === undefined || answered === undefined) return undefined
  compareSummaries(bundle, asked, answered, checks)
  const reasons =
    profile === 'court' ? verifyCourtRecords(crypto, { bundle, asked, answered, checks }) : { reasons: null }
  if (reasons === undefined) return undefined
  const by = judgeWarrants(bundle, warrants, checks)
  const { licenceNo, asOf, verdict, refusal, disputed, decidedAtMs, parameterVersion } = answered
  return { dispatchId, licenceNo, asOf, verdict, refusal, disputed, decidedAtMs, parameterVersion, ...reasons, ...by }
}

function compareSummaries(
  { about, asker, answerer }: Bundle,
  { sequence, receivedAtMs, ...told }: AskerSummary,
  answered: AnswererSummary,
  checks: CheckList,
): void {
  const { dispatchId } = about
  const seen = answered.dispatchId
  checks.record('dispatch-identity', answerer.chainId, seen === dispatchId, { expected: dispatchId, seen })
  const fields = differingFields(told, answered)
  checks.record('summary-matches', asker.chainId, fields.length === 0, {
    dispatchId,
    sequence,
    ...(fields.length === 0 ? {} : { fields: fields.join(' ') }),
  })
  const { decidedAtMs } = answered
  checks.record('answer-before-receipt', asker.chainId, decidedAtMs <= receivedAtMs + CLOCK_SKEW_MAX_MS, {
    decidedAtMs,
    receivedAtMs,
  })
}

/** The sequence names the packet's keys: without it the set of records cannot be known. */
function sequenceOf(zone: ZoneEvidence, key: string, checks: CheckList): number | undefined {
  if (!zone.records.some((record) => record.key === key)) {
    checks.record('record-set', zone.chainId, false, { missing: 1, key })
    return undefined
  }
  const summary = readRecord(zone, key, checks)
  if (summary === undefined) return undefined
  const { sequence } = summary
  if (typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence > 0) return sequence
  const seen = sequence === undefined ? 'absent' : typeof sequence === 'number' ? sequence : typeof sequence
  checks.record('summary-sequence', zone.chainId, false, { key, expected: 'integer from 1', seen })
  return undefined
}

/** Warrants are looked up by request and answer. */
function hasAll({ asker, answerer }: Bundle, keys: RecordKeys): boolean {
  const missing = (zone: ZoneEvidence, expected: readonly string[]): boolean =>
    expected.some((key) => !zone.records.some((record) => record.key === key))
  return !missing(asker, keys.asker) && !missing(answerer, keys.answerer)
}

function requireSet(zone: ZoneEvidence, expected: readonly string[], checks: CheckList): boolean {
  const seen = zone.records.map(({ key }) => key)
  const missing = expected.filter((key) => !seen.includes(key)).length
  const extra = seen.filter((key) => !expected.includes(key)).length
  return checks.record('record-set', zone.chainId, missing === 0 && extra === 0, {
    expected: expected.length,
    missing,
    extra,
  })
}
