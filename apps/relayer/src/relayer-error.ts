export type RelayerErrorCode =
  | 'CONFIG_INVALID'
  | 'KEY_INVALID'
  | 'CLIENT_UNKNOWN'
  /** The header is older than every state that the client can build on. */
  | 'HEADER_OLDER'
  | 'EVENT_INVALID'
  /** A message that has no form on the other kind of ledger. */
  | 'MESSAGE_UNKNOWN'
  /** The account on a Cosmos chain is of a kind that the relayer cannot sign for. */
  | 'ACCOUNT_KIND'
  | 'PARCEL_MALFORMED'
  | 'PARCEL_SIGNATURE'
  /** Signed well, by a key that this zone does not take parcels from. */
  | 'PARCEL_SIGNER'
  | 'PARCEL_WRONG_ZONE'
  /** Everything in it is already on the ledger. */
  | 'PARCEL_REPLAYED'
  /** The client trusts a validator set that is not in the parcel. */
  | 'PARCEL_VALIDATORS'

export class RelayerError extends Error {
  readonly code: RelayerErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: RelayerErrorCode, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'RelayerError'
    this.code = code
    this.facts = facts
  }
}
