/** 2026-03-02T01:00:00Z, a working Monday in Asia/Shanghai. */
const START_MS = 1_772_413_200_000

/**
 * The instants, in seconds from the start, at which something changes: timeouts and deadlines to the second, the end of the
 * grace after a deadline, and the end of trust in every header before it.
 */
export const INSTANTS = [0, 60, 90, 120, 150, 720, 3_600] as const
export const LAST_INSTANT = INSTANTS.length - 1

export const TRUSTING_PERIOD_MS = 2_400_000

/** The packet of A ends before its deadline, that of B after it: both orders occur. */
export const TERMS = {
  A: { timeoutSeconds: 60, deadlineSeconds: 120 },
  B: { timeoutSeconds: 120, deadlineSeconds: 90 },
} as const

/** End of every packet that is sent again. */
export const RESEND_TIMEOUT_SECONDS = 150

export function atMs(instant: number): number {
  return START_MS + (INSTANTS[instant] ?? 0) * 1_000
}

export function inSeconds(seconds: number): number {
  return START_MS / 1_000 + seconds
}

/** Where a time lies among the instants: odd on one, even between two. All times of one class behave alike. */
export function classOf(ms: number): number {
  const at = INSTANTS.findIndex((_, instant) => atMs(instant) >= ms)
  if (at === -1) return 2 * INSTANTS.length
  return atMs(at) === ms ? 2 * at + 1 : 2 * at
}
