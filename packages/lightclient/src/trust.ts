import type { LightBlock, Timestamp, ValidatorSet } from '@xiezhi/comet'
import { LightClientError } from './light-client-error.ts'

export interface TrustLevel {
  readonly numerator: number
  readonly denominator: number
}

export interface TrustOptions {
  /** Share of a trusted validator set that must have signed a header beyond the next height: 1/3 to 1. */
  readonly trustLevel: TrustLevel
  /** How long after its own time a trusted header may lead to another; below the unbonding period of the chain. */
  readonly trustingPeriodMs: number
  /** How far ahead of `now` a header's time may be. */
  readonly clockDriftMs: number
}

/** What a client keeps of a header that it has accepted, and the validator set that follows it. */
export interface TrustedState {
  readonly height: bigint
  readonly time: Timestamp
  readonly nextValidatorsHash: Uint8Array
  /** The set of `nextValidatorsHash`. Only a header beyond the next height needs it; a wrong one is never accepted. */
  readonly nextValidators: ValidatorSet | null
}

/** State to trust after `block` has been verified. */
export function trustedStateOf(block: LightBlock, nextValidators: ValidatorSet | null): TrustedState {
  const { height, time, nextValidatorsHash } = block.header
  return { height, time, nextValidatorsHash, nextValidators }
}

/** Throws `TRUST_OPTIONS` for a level outside 1/3..1 and for periods that are not positive whole numbers. */
export function checkTrustOptions({ trustLevel, trustingPeriodMs, clockDriftMs }: TrustOptions): void {
  const { numerator, denominator } = trustLevel
  const isLevel =
    Number.isSafeInteger(numerator) &&
    Number.isSafeInteger(denominator) &&
    numerator > 0 &&
    denominator > 0 &&
    BigInt(numerator) * 3n >= BigInt(denominator) &&
    numerator <= denominator
  if (!isLevel) throw new LightClientError('TRUST_OPTIONS', { numerator, denominator })
  if (!Number.isSafeInteger(trustingPeriodMs) || trustingPeriodMs <= 0) {
    throw new LightClientError('TRUST_OPTIONS', { trustingPeriodMs })
  }
  if (!Number.isSafeInteger(clockDriftMs) || clockDriftMs < 0) {
    throw new LightClientError('TRUST_OPTIONS', { clockDriftMs })
  }
}

/** Whether a header of that time no longer leads to another: from the last instant of the period on. */
export function isTrustExpired(time: Timestamp, trustingPeriodMs: number, nowMs: number): boolean {
  return nanoseconds(time) + msToNanoseconds(trustingPeriodMs) <= msToNanoseconds(nowMs)
}

export function checkNotExpired(time: Timestamp, { trustingPeriodMs }: TrustOptions, nowMs: number): void {
  if (isTrustExpired(time, trustingPeriodMs, nowMs)) {
    throw new LightClientError('TRUST_EXPIRED', { timeNs: String(nanoseconds(time)), trustingPeriodMs, nowMs })
  }
}

/** Nanoseconds since 1970-01-01T00:00:00Z. */
export function nanoseconds({ seconds, nanos }: Timestamp): bigint {
  return seconds * 1_000_000_000n + BigInt(nanos)
}

export function msToNanoseconds(ms: number): bigint {
  return BigInt(ms) * 1_000_000n
}
