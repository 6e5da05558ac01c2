import type { Crypto } from '@xiezhi/crypto'
import { stampedBytes } from '@xiezhi/evidence'
import type { Bundle, TimestampAuthority, TrustFile } from '@xiezhi/evidence'
import type { CheckList } from './checks.ts'
import type { Check, Timestamp } from './verdict.ts'

export interface TimestampInput {
  /** DER of the token. */
  readonly token: Uint8Array
  /** What it shall be over. */
  readonly stamped: Uint8Array
  readonly authorities: readonly TimestampAuthority[]
}

export type TimestampVerdict =
  | { readonly outcome: 'ok'; readonly authority: string; readonly genTimeMs: number; readonly serial: string }
  | { readonly outcome: 'failed' | 'undecidable'; readonly reason: string; readonly authority: string | null }

/** `judgeTimestamp` of `@xiezhi/verifier/timestamp`: reading ASN.1 is loaded only where a bundle has a token. */
export type TimestampJudge = (crypto: Crypto, input: TimestampInput) => TimestampVerdict

export interface JudgedTimestamps {
  readonly timestamps: readonly Timestamp[]
  /** Tokens about which nothing could be said, as checks that are reported last. */
  readonly undecided: readonly Check[]
}

/** Checks each token over the bundle with those before it. Without a judge nothing is said about them. */
export function verifyTimestamps(
  crypto: Crypto,
  bundle: Bundle,
  { timestampAuthorities: authorities }: TrustFile,
  judge: (() => TimestampJudge) | undefined,
  checks: CheckList,
): JudgedTimestamps {
  const timestamps: Timestamp[] = []
  const undecided: Check[] = []
  bundle.timestamps.forEach((token, at) => {
    const verdict = judge?.()(crypto, { token, stamped: stampedBytes(bundle, at), authorities }) ?? UNJUDGED
    const number = { timestamp: at + 1 }
    if (verdict.outcome === 'ok') {
      const { authority, genTimeMs, serial } = verdict
      checks.record('timestamp', null, true, { ...number, authority, genAtMs: genTimeMs })
      timestamps.push({ authority, genTimeMs, serial })
      return
    }
    const { outcome, reason, authority } = verdict
    const facts = { ...number, ...(authority === null ? {} : { authority }), reason }
    if (outcome === 'failed') checks.record('timestamp', null, false, facts)
    else undecided.push({ id: 'timestamp', zone: null, outcome: 'failed', facts })
  })
  return { timestamps, undecided }
}

const UNJUDGED: TimestampVerdict = { outcome: 'undecidable', reason: 'TIMESTAMPS_NOT_READ', authority: null }
