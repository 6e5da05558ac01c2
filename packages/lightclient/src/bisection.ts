import { bytesEqual } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { LightClientError } from './light-client-error.ts'
import { trustedStateOf } from './trust.ts'
import type { TrustedState, TrustOptions } from './trust.ts'
import { verifyHeader } from './verify-header.ts'

/** Answers that one search takes: many changes of the whole set, but no peer that leads on for ever. */
export const BISECTION_ANSWERS_MAX = 1_024

export interface BisectionContext {
  readonly crypto: Crypto
  readonly chainId: string
  readonly options: TrustOptions
  readonly nowMs: number
}

/** A block that was verified, and the state that it was verified from. */
export interface BisectionStep {
  readonly from: TrustedState
  readonly block: LightBlock
}

/** The block that leads on: that of `height`, or the lowest above it that can be had, but below `below`. */
export interface WantedBlock {
  readonly height: bigint
  readonly below: bigint
}

/**
 * The search for the blocks by which a client comes from a trusted state to a block: the block itself; where too little of
 * the trusted set signed it, one in the middle, and so on. A value: whoever searches fetches what is wanted, however it
 * can, and goes on with it. Nothing that is fetched is trusted.
 */
export interface Bisection {
  /** Of the last verified block. */
  readonly trusted: TrustedState
  /** In the order in which a client can be updated by them. */
  readonly steps: readonly BisectionStep[]
  /** Null: the block is verified. */
  readonly wanted: WantedBlock | null
  /** Still to be verified, the nearest last. */
  readonly targets: readonly LightBlock[]
  readonly answers: number
}

/** @throws LightClientError as `verifyHeader`; NOT_ENOUGH_TRUST only where no block in between is left */
export function beginBisection(context: BisectionContext, trusted: TrustedState, target: LightBlock): Bisection {
  return advance(context, { trusted, steps: [], wanted: null, targets: [target], answers: 0 })
}

/**
 * Goes on with what was wanted. Null: there is no such block. @throws LightClientError as `beginBisection`;
 * BLOCKS_UNORDERED for a block outside the heights and for answers without end; TRUSTED_VALIDATORS_ABSENT,
 * TRUSTED_VALIDATORS_HASH where the trusted set was wanted and does not come
 */
export function continueBisection(context: BisectionContext, search: Bisection, block: LightBlock | null): Bisection {
  const { wanted, trusted, targets, answers } = search
  if (wanted === null) return search
  if (answers >= BISECTION_ANSWERS_MAX) throw new LightClientError('BLOCKS_UNORDERED', { count: answers })
  const next = { ...search, answers: answers + 1 }
  const height = block?.header.height
  if (height !== undefined && (height < wanted.height || height >= wanted.below))
    throw new LightClientError('BLOCKS_UNORDERED', {
      height: String(wanted.height),
      below: String(wanted.below),
      seen: String(height),
    })
  if (wantsValidators(search)) {
    const nextValidators = block?.validators ?? null
    if (nextValidators === null)
      throw new LightClientError('TRUSTED_VALIDATORS_ABSENT', { height: String(trusted.height) })
    // A wrong set is refused by its hash when it is used.
    return advance(context, { ...next, trusted: { ...trusted, nextValidators } })
  }
  if (block !== null) return advance(context, { ...next, targets: [...targets, block] })
  // Nothing from the middle on: what lies before it is left.
  if (wanted.height - trusted.height <= 1n) {
    const { crypto, chainId, options, nowMs } = context
    // Throws what led here.
    verifyHeader(crypto, chainId, trusted, targets.at(-1) as LightBlock, options, nowMs)
  }
  return { ...next, wanted: { height: middle(trusted.height, wanted.height), below: wanted.height } }
}

function wantsValidators({ trusted, wanted }: Bisection): boolean {
  return trusted.nextValidators === null && wanted?.height === trusted.height + 1n
}

function advance(context: BisectionContext, search: Bisection): Bisection {
  const { crypto, chainId, options, nowMs } = context
  let { trusted } = search
  const targets = [...search.targets]
  const steps = [...search.steps]
  for (let target = targets.at(-1); target !== undefined; target = targets.at(-1)) {
    trusted = withValidatorsOf(trusted, target)
    const { height } = target.header
    if (trusted.nextValidators === null && height > trusted.height + 1n)
      return { ...search, trusted, steps, targets, wanted: { height: trusted.height + 1n, below: height } }
    try {
      verifyHeader(crypto, chainId, trusted, target, options, nowMs)
    } catch (error) {
      if (!isTooLittleTrust(error) || height - trusted.height <= 1n) throw error
      return { ...search, trusted, steps, targets, wanted: { height: middle(trusted.height, height), below: height } }
    }
    steps.push({ from: trusted, block: target })
    trusted = withValidatorsOf(trustedStateOf(target, null), target)
    targets.pop()
  }
  return { ...search, trusted, steps, targets, wanted: null }
}

/** The trusted set from a block that the same set signed; whether it is that set is looked at when it is used. */
function withValidatorsOf(trusted: TrustedState, { header, validators }: LightBlock): TrustedState {
  if (trusted.nextValidators !== null) return trusted
  const isNamed = bytesEqual(header.validatorsHash, trusted.nextValidatorsHash)
  return isNamed ? { ...trusted, nextValidators: validators } : trusted
}

function middle(from: bigint, to: bigint): bigint {
  return from + (to - from) / 2n
}

function isTooLittleTrust(error: unknown): boolean {
  return error instanceof LightClientError && error.code === 'NOT_ENOUGH_TRUST'
}
