export type RelayerErrorCode =
  'CONFIG_INVALID' | 'KEY_INVALID' | 'PARCEL_INVALID' | 'PARCEL_SIGNATURE' | 'CLIENT_UNKNOWN' | 'EVENT_INVALID'

export class RelayerError extends Error {
  readonly code: RelayerErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: RelayerErrorCode, facts: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.name = 'RelayerError'
    this.code = code
    this.facts = facts
  }
}
