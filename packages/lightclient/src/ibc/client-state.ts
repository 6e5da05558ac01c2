import { ProtoReader, ProtoWriter } from '@xiezhi/codec'
import { decodeProofSpec, encodeProofSpec, type ProofSpec } from '@xiezhi/merkle'
import type { TrustOptions } from '../trust.ts'
import { checkCanonical, present, readHeight, writeHeight, type IbcHeight } from './height.ts'

export const CLIENT_STATE_TYPE_URL = '/ibc.lightclients.tendermint.v1.ClientState'

const NANOSECONDS_PER_SECOND = 1_000_000_000n
const NANOSECONDS_PER_MS = 1_000_000n

/** `ibc.lightclients.tendermint.v1.ClientState`; the two deprecated flags are always false. */
export interface TendermintClientState {
  readonly chainId: string
  readonly trustLevel: { readonly numerator: bigint; readonly denominator: bigint }
  readonly trustingPeriodNs: bigint
  readonly unbondingPeriodNs: bigint
  readonly maxClockDriftNs: bigint
  /** 0-0 while the client is active. */
  readonly frozenHeight: IbcHeight
  readonly latestHeight: IbcHeight
  /** Leaf tree first. */
  readonly proofSpecs: readonly ProofSpec[]
  readonly upgradePath: readonly string[]
}

/** Protobuf bytes as gogoproto writes them. */
export function encodeClientState(state: TendermintClientState): Uint8Array {
  const always = { always: true }
  const { numerator, denominator } = state.trustLevel
  const writer = new ProtoWriter()
    .string(1, state.chainId)
    .message(2, new ProtoWriter().uint(1, numerator).uint(2, denominator), always)
    .message(3, writeDuration(state.trustingPeriodNs), always)
    .message(4, writeDuration(state.unbondingPeriodNs), always)
    .message(5, writeDuration(state.maxClockDriftNs), always)
    .message(6, writeHeight(state.frozenHeight), always)
    .message(7, writeHeight(state.latestHeight), always)
  for (const spec of state.proofSpecs) writer.message(8, encodeProofSpec(spec), always)
  for (const segment of state.upgradePath) writer.string(9, segment, always)
  return writer.finish()
}

/**
 * Throws `CodecError PROTO_INVALID` for malformed bytes and for bytes that `encodeClientState` would not write, and
 * `ProofError` for a malformed proof specification.
 */
export function decodeClientState(bytes: Uint8Array): TendermintClientState {
  const message = 'ClientState'
  let chainId = ''
  let trustLevel: TendermintClientState['trustLevel'] | undefined
  const durations: (bigint | undefined)[] = []
  const heights: (IbcHeight | undefined)[] = []
  const proofSpecs: ProofSpec[] = []
  const upgradePath: string[] = []
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    const { field } = reader
    if (field === 1) chainId = reader.string()
    else if (field === 2) trustLevel = readFraction(reader.message())
    else if (field >= 3 && field <= 5) durations[field - 3] = readDuration(reader.message())
    else if (field === 6 || field === 7) heights[field - 6] = readHeight(reader.message())
    else if (field === 8) proofSpecs.push(decodeProofSpec(reader.bytes()))
    else if (field === 9) upgradePath.push(reader.string())
    else reader.refuseUnknown()
  }
  const state: TendermintClientState = {
    chainId,
    trustLevel: present(trustLevel, message, 'trust_level'),
    trustingPeriodNs: present(durations[0], message, 'trusting_period'),
    unbondingPeriodNs: present(durations[1], message, 'unbonding_period'),
    maxClockDriftNs: present(durations[2], message, 'max_clock_drift'),
    frozenHeight: present(heights[0], message, 'frozen_height'),
    latestHeight: present(heights[1], message, 'latest_height'),
    proofSpecs,
    upgradePath,
  }
  checkCanonical(bytes, encodeClientState(state), message)
  return state
}

/** The options of a client state; parts of a millisecond are cut off, which makes both limits stricter. */
export function trustOptionsOf(state: TendermintClientState): TrustOptions {
  return {
    trustLevel: { numerator: Number(state.trustLevel.numerator), denominator: Number(state.trustLevel.denominator) },
    trustingPeriodMs: Number(state.trustingPeriodNs / NANOSECONDS_PER_MS),
    clockDriftMs: Number(state.maxClockDriftNs / NANOSECONDS_PER_MS),
  }
}

function writeDuration(ns: bigint): ProtoWriter {
  return new ProtoWriter().int64(1, ns / NANOSECONDS_PER_SECOND).int64(2, ns % NANOSECONDS_PER_SECOND)
}

function readDuration(reader: ProtoReader): bigint {
  let seconds = 0n
  let nanos = 0
  while (reader.next()) {
    if (reader.field === 1) seconds = reader.int64()
    else if (reader.field === 2) nanos = reader.int32()
    else reader.refuseUnknown()
  }
  return seconds * NANOSECONDS_PER_SECOND + BigInt(nanos)
}

function readFraction(reader: ProtoReader): { numerator: bigint; denominator: bigint } {
  let numerator = 0n
  let denominator = 0n
  while (reader.next()) {
    if (reader.field === 1) numerator = reader.uint64()
    else if (reader.field === 2) denominator = reader.uint64()
    else reader.refuseUnknown()
  }
  return { numerator, denominator }
}
