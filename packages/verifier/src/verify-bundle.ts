import type { Crypto } from '@xiezhi/crypto'
import { parseBundle, parseTrustFile } from '@xiezhi/evidence'
import type { Bundle, TrustFile } from '@xiezhi/evidence'
import { CheckList } from './checks.ts'
import { verifyClaims } from './claims.ts'
import { hasWarrants } from './warrants.ts'
import { verifyTimestamps } from './timestamps.ts'
import type { TimestampJudge } from './timestamps.ts'
import type { NotCovered, VerificationResult, ZoneAssurance } from './verdict.ts'
import { assuranceOf, verifyZone } from './zone.ts'

/**
 * Judges an evidence bundle against the anchors that the verifying person chose. Reads nothing else: no network, no clock.
 * Never throws for bad input: what is wrong stands in the checks.
 */
export function verifyBundle(
  crypto: Crypto,
  bundleBytes: Uint8Array,
  trustBytes: Uint8Array,
  /** Called only where the bundle has time stamps; without it they are not decidable. */
  timestampJudge?: () => TimestampJudge,
): VerificationResult {
  const checks = new CheckList()
  const bundle = checks.run('bundle-format', null, {}, () => parseBundle(bundleBytes))
  const trust = checks.run('trust-format', null, {}, () => parseTrustFile(trustBytes))
  if (bundle === undefined || trust === undefined) {
    return unreadable(bundle, trust, checks)
  }
  const assurance: ZoneAssurance[] = []
  let anchored = bundle.asker.chainId !== bundle.answerer.chainId
  if (!anchored) checks.record('dispatch-identity', null, false, { expected: 'two zones', seen: bundle.asker.chainId })
  for (const zone of [bundle.asker, bundle.answerer]) {
    const anchor = anchorOf(trust, zone.chainId)
    if (anchor === undefined) {
      anchored = false
      continue
    }
    checks.record('anchor-known', zone.chainId, true, { anchorHeight: anchor.height })
    assurance.push(assuranceOf(anchor))
    verifyZone(crypto, zone, anchor, checks)
  }
  const { timestamps, undecided } = verifyTimestamps(crypto, bundle, trust, timestampJudge, checks)
  const statement = checks.failed ? undefined : verifyClaims(crypto, bundle, checks)
  const isDecidable = anchored && undecided.length === 0
  const isInvalid = checks.failed || (anchored && statement === undefined)
  const result = isInvalid ? 'invalid' : isDecidable ? 'valid' : 'undecidable'
  return {
    result,
    profile: bundle.profile,
    trustSource: trust.source,
    statement: result === 'valid' ? (statement ?? null) : null,
    assurance,
    timestamps,
    checks: [...checks.all, ...missingAnchors(trust, bundle), ...undecided],
    notCovered: notCovered(bundle, timestamps.length > 0),
  }
}

function unreadable(bundle: Bundle | undefined, trust: TrustFile | undefined, checks: CheckList): VerificationResult {
  const [profile, trustSource] = [bundle?.profile ?? null, trust?.source ?? null]
  // A later version is neither proved nor refuted: this verifier does not know what its fields mean.
  const failed = checks.all.filter(({ outcome }) => outcome === 'failed')
  const isLater = failed.every(({ facts }) => facts['reason'] === 'BUNDLE_VERSION')
  const result = isLater ? 'undecidable' : 'invalid'
  return {
    result,
    profile,
    trustSource,
    statement: null,
    assurance: [],
    timestamps: [],
    checks: checks.all,
    notCovered: [],
  }
}

function anchorOf(trust: TrustFile, chainId: string): TrustFile['zones'][number] | undefined {
  return trust.zones.find((zone) => zone.chainId === chainId)
}

function missingAnchors(trust: TrustFile, { asker, answerer }: Bundle): VerificationResult['checks'] {
  return [asker, answerer]
    .filter(({ chainId }) => anchorOf(trust, chainId) === undefined)
    .map(({ chainId }) => ({
      id: 'anchor-known' as const,
      zone: chainId,
      outcome: 'failed' as const,
      facts: { reason: 'no anchor in the trust file' },
    }))
}

function notCovered(bundle: Bundle, isStamped: boolean): readonly NotCovered[] {
  return [
    'TRUTH_BEFORE_CHAIN',
    'DATE_OF_VERIFICATION',
    'PERSON_BEHIND_KEY',
    'LATER_CHANGES',
    'CREDIT_REPORT_CONTENT',
    ...warrantsNotCovered(bundle),
    isStamped ? 'AUTHORITY_STANDING' : 'OUTSIDE_TIME',
    ...(bundle.profile === 'court' ? [] : (['ASKER_LEDGER_DETAIL'] as const)),
  ]
}

function warrantsNotCovered(bundle: Bundle): readonly NotCovered[] {
  return hasWarrants(bundle) ? ['ALLIANCE_ROOT', 'POLICY_CHOICE'] : ['OFFICER_ACCREDITATION', 'POLICY_TEXT']
}
