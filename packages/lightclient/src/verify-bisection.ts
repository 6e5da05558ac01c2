import { latin1Decode } from '@xiezhi/codec'
import { validatorsHash, type LightBlock, type ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { LightClientError } from './light-client-error.ts'
import { trustedStateOf, type TrustedState, type TrustOptions } from './trust.ts'
import { verifyHeader } from './verify-header.ts'

/**
 * Verifies the last of `blocks` from a trusted state, using as few of the others as it can: first the last block
 * itself; where too little of the trusted set signed, the one in the middle, and so on. The list may have every height
 * or only some.
 *
 * `validatorSets` are further sets that the blocks do not carry themselves: the one at trusted height + 1, and those
 * that follow a block whose successor is not in the list. They need no trust, since the hash in a header chooses.
 *
 * Returns the trusted state of the last block and the heights that were verified on the way. Throws
 * `BLOCKS_UNORDERED` unless heights rise, and the codes of `verifyHeader`; `NOT_ENOUGH_TRUST` only if no block in
 * between is left.
 */
export function verifyBisection(
  crypto: Crypto,
  chainId: string,
  trusted: TrustedState,
  blocks: readonly LightBlock[],
  validatorSets: readonly ValidatorSet[],
  options: TrustOptions,
  nowMs: number,
): { readonly trusted: TrustedState; readonly heights: readonly bigint[] } {
  checkRising(blocks)
  const known = knownSets(crypto, blocks, validatorSets)
  const heights: bigint[] = []
  let state = withNextValidators(trusted, known)
  // Indexes of blocks still to be verified, the nearest on top.
  const targets = [blocks.length - 1]
  let nextIndex = 0
  for (let target = targets.at(-1); target !== undefined; target = targets.at(-1)) {
    const block = blocks[target] as LightBlock
    try {
      verifyHeader(crypto, chainId, state, block, options, nowMs)
    } catch (error) {
      if (!mayLeadOn(error) || target <= nextIndex) throw error
      targets.push(nextIndex + Math.floor((target - nextIndex) / 2))
      continue
    }
    heights.push(block.header.height)
    state = withNextValidators(trustedStateOf(block, null), known)
    nextIndex = target + 1
    targets.pop()
  }
  return { trusted: state, heights }
}

/** Too little trust may be bridged by a block in between. A missing set may not: the block next to it would carry it. */
function mayLeadOn(error: unknown): boolean {
  return error instanceof LightClientError && error.code === 'NOT_ENOUGH_TRUST'
}

function withNextValidators(state: TrustedState, known: ReadonlyMap<string, ValidatorSet>): TrustedState {
  if (state.nextValidators !== null) return state
  return { ...state, nextValidators: known.get(latin1Decode(state.nextValidatorsHash)) ?? null }
}

function knownSets(
  crypto: Crypto,
  blocks: readonly LightBlock[],
  validatorSets: readonly ValidatorSet[],
): ReadonlyMap<string, ValidatorSet> {
  const known = new Map<string, ValidatorSet>()
  for (const set of validatorSets) known.set(latin1Decode(validatorsHash(crypto, set)), set)
  for (const { validators } of blocks) known.set(latin1Decode(validatorsHash(crypto, validators)), validators)
  return known
}

function checkRising(blocks: readonly LightBlock[]): void {
  if (blocks.length === 0) throw new LightClientError('BLOCKS_UNORDERED', { count: 0 })
  blocks.forEach(({ header }, index) => {
    const previous = blocks[index - 1]?.header.height
    if (previous !== undefined && header.height <= previous) {
      throw new LightClientError('BLOCKS_UNORDERED', { previous: String(previous), height: String(header.height) })
    }
  })
}
