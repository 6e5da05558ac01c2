import { ACT_WAIT_SECONDS_MAX } from '@xiezhi/gateway-api'

const WAIT = /(?:^|[\s,;])wait\s*=\s*"?(\d{1,6})"?(?=$|[\s,;])/i
const SECOND_MS = 1_000

/**
 * How long an act's answer may be held back until the act has ended, in milliseconds: `Prefer: wait=<seconds>` (RFC 7240,
 * section 4.3), at most `ACT_WAIT_SECONDS_MAX`; 0 without one. A preference that is not understood is none (section 2).
 */
export function preferredWaitMs(header: string | readonly string[] | undefined): number {
  const seconds = WAIT.exec(header === undefined ? '' : String(header))?.[1] ?? '0'
  return Math.min(Number(seconds), ACT_WAIT_SECONDS_MAX) * SECOND_MS
}
