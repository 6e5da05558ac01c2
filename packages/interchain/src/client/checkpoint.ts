import { base64Decode, bytesEqual, hexEncode } from '@xiezhi/codec'
import { CometError, decodeLightBlock, headerHash, validateHeader, validatorsHash } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { verifyCommit } from '@xiezhi/lightclient'
import { blockTimeMs } from './consensus-states.ts'
import { errors } from './errors.ts'
import { checked } from './refusal.ts'
import type { Client } from './state.ts'

export type CheckpointTerms = Pick<Client, 'chainId' | 'trustingPeriodMs' | 'clockDriftMs'>

/**
 * The header that officers vouch for. That it is the peer's is their word; that header, validators and commit belong
 * together, and that it is neither expired nor from the future, is checked here. @throws ContractError
 */
export function checkpointOf(ctx: CheckContext, terms: CheckpointTerms, text: string): LightBlock {
  const block = checked(() => decodeLightBlock(base64Decode(text)))
  const { header, commit, validators } = block
  checkHeader(block)
  ensure(header.chainId === terms.chainId, errors.HeaderChainId, { expected: terms.chainId })
  ensure(header.height <= BigInt(Number.MAX_SAFE_INTEGER), errors.HeightRange)
  checked(() => {
    // The commit's own part set header: only the hash of the header is bound to the header.
    const blockId = { hash: headerHash(ctx.crypto, header), partSetHeader: commit.blockId.partSetHeader }
    verifyCommit(ctx.crypto, terms.chainId, validators, blockId, header.height, commit)
  })
  const seen = validatorsHash(ctx.crypto, validators)
  ensure(bytesEqual(seen, header.validatorsHash), errors.CheckpointValidators, {
    expected: hexEncode(header.validatorsHash),
    seen: hexEncode(seen),
  })
  const timeMs = blockTimeMs(block)
  const nowMs = ctx.block.timeMs
  const { trustingPeriodMs, clockDriftMs } = terms
  ensure(nowMs < timeMs + trustingPeriodMs, errors.CheckpointExpired, { timeMs, nowMs, trustingPeriodMs })
  ensure(timeMs < nowMs + clockDriftMs, errors.CheckpointFromFuture, { timeMs, nowMs, clockDriftMs })
  return block
}

function checkHeader({ header }: LightBlock): void {
  try {
    validateHeader(header)
  } catch (error) {
    if (error instanceof CometError)
      throw new ContractError(errors.HeaderMalformed, { ...error.facts, code: error.code })
    throw error
  }
}
