/** Bytes of a payload value. With proof and acknowledgement it fits a message of 128 KiB in base64. */
export const PAYLOAD_BYTES_MAX = 48 * 1024
export const ACKNOWLEDGEMENT_BYTES_MAX = 24 * 1024
export const PROOF_BYTES_MAX = 20 * 1024
/** Bytes of a header message with both validator sets. */
export const HEADER_BYTES_MAX = 80 * 1024
export const MISBEHAVIOUR_BYTES_MAX = 92 * 1024
export const PAYLOAD_TEXT_BYTES_MAX = 128
/** ibc-go `MaxTimeoutDelta`. */
export const TIMEOUT_SECONDS_MAX = 86_400

export const HEARTBEAT_MS = 5_000
/** A zone's header time may lag two heartbeats, and clocks differ by five seconds. */
export const CLOCK_DRIFT_MIN_MS = 2 * HEARTBEAT_MS + 5_000
export const CLOCK_DRIFT_DEFAULT_MS = 20_000
export const CLOCK_DRIFT_MAX_MS = 120_000
export const TRUSTING_PERIOD_MIN_MS = 60_000
export const TRUSTING_PERIOD_MAX_MS = 366 * 86_400_000

export const ANCHORS_MAX = 256
/** Consensus states looked at for pruning in one update. */
export const PRUNED_PER_UPDATE_MAX = 4
export const LIST_MAX = 100
export const REASON_BYTES_MAX = 1_024
