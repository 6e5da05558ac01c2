import { hexDecode } from '@xiezhi/codec'
import { timestampToMs, ZERO_TIME } from '@xiezhi/comet'
import type { LightBlock, ValidatorSet } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { TrustLevel } from '@xiezhi/lightclient'
import { bisect } from '@xiezhi/sdk'
import type { ChainEnd, KnownState } from './chain-end.ts'

/** A header that the client accepts, as it knows the one before. */
export interface HeaderStep {
  readonly trusted: number
  /** The set that signs the height after `trusted`. */
  readonly validators: ValidatorSet
  readonly block: LightBlock
}

/** From a state that a client has to a header that another set signed, one step or several. */
export type HeaderPath = (from: KnownState, block: LightBlock) => Promise<readonly HeaderStep[]>

/**
 * Over as few headers of `source` as the client's trust level allows. Whether a header is too old or of the future is for the
 * ledger to say that holds the client, by its own time. @throws LightClientError where no header leads on; SdkError
 */
export function bisectedPath(source: Pick<ChainEnd, 'wantedBlock'>, trustLevel: () => Promise<TrustLevel>): HeaderPath {
  return async ({ height, nextValidatorsHash }, block) => {
    const { chainId, time } = block.header
    const options = { trustLevel: await trustLevel(), trustingPeriodMs: Number.MAX_SAFE_INTEGER, clockDriftMs: 0 }
    const context = { crypto: nodeCrypto, chainId, options, nowMs: timestampToMs(time) + 1 }
    const known = {
      height: BigInt(height),
      time: ZERO_TIME,
      nextValidatorsHash: hexDecode(nextValidatorsHash),
      nextValidators: null,
    }
    const { steps } = await bisect(context, known, block, (wanted) => source.wantedBlock(wanted))
    return steps.map(({ from, block: next }) => ({
      trusted: Number(from.height),
      // Without one it is the next height: the set is that of the block.
      validators: from.nextValidators ?? next.validators,
      block: next,
    }))
  }
}
