/** Why a host refuses or stops. */
export type HostErrorCode =
  | 'HOST_STOPPED'
  | 'HOST_NOT_STARTED'
  | 'HOST_CLOCK_ALARM'
  | 'HOST_CLOCK_JOURNAL'
  | 'HOST_ALARM_ABSENT'
  | 'HOST_CONFIRMATION_MALFORMED'
  | 'HOST_CONFIRMATION_OTHER_CHAIN'
  | 'HOST_CONFIRMATION_SIGNATURE'
  | 'HOST_CONFIRMATION_OTHER_ALARM'
  | 'HOST_CONFIRMATION_REPLAYED'
  | 'HOST_CONFIRMATION_OTHER_INSTANT'
  | 'HOST_CONFIRMATION_NOT_CONFIGURED'
  | 'HOST_MEMPOOL_FULL'
  | 'HOST_TX_KNOWN'
  | 'HOST_TX_UNKNOWN'
  | 'HOST_NOT_INCLUDED'
  | 'HOST_ENGINE_ABSENT'
  | 'HOST_ENGINE_VERSION'
  | 'HOST_ENGINE_SILENT'
  | 'HOST_ENGINE_ENDED'
  | 'HOST_ENGINE_KEYS'
  | 'HOST_SOCKET_PATH'
  | 'HOST_HEIGHT_UNAVAILABLE'
  | 'HOST_GENESIS_MISMATCH'
  | 'HOST_CLOSED'
  | 'HOST_EXPORT_UNREADABLE'
  | 'HOST_EXPORT_DIGEST'
  | 'HOST_EXPORT_MALFORMED'
  | 'HOST_EXPORT_OTHER'
  | 'HOST_EXPORT_ROOT'
  | 'HOST_EARLIER_BLOCKS'
  | 'HOST_SNAPSHOT_FORMAT'
  | 'HOST_SNAPSHOT_MALFORMED'
  | 'HOST_SNAPSHOT_CHUNK'
  | 'HOST_SNAPSHOT_ROOT'
  | 'HOST_SNAPSHOT_PRESENT'
  | 'HOST_STORE_FAILED'
  | 'HOST_UPGRADE'
  | 'HOST_NO_FREE_PORTS'

export type HostFacts = Readonly<Record<string, string | number>>

export class HostError extends Error {
  readonly code: HostErrorCode
  readonly facts: HostFacts

  constructor(code: HostErrorCode, facts: HostFacts = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'HostError'
    this.code = code
    this.facts = facts
  }
}
