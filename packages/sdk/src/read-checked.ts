import { headerHash } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { anchoredValidators } from '@xiezhi/evidence'
import type { ZoneTrust } from '@xiezhi/evidence'
import { verifyCommit } from '@xiezhi/lightclient'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { SdkError } from './sdk-error.ts'
import type { ZoneClient } from './zone-client.ts'

export interface CheckedValue {
  readonly value: Uint8Array
  readonly height: number
  readonly anchorHeight: number
}

/**
 * Reads a record with its proof and believes nothing that the anchored validators have not signed: proof → app hash →
 * header → commit. @throws SdkError PROOF_INVALID
 */
export async function readChecked(
  client: ZoneClient,
  crypto: Crypto,
  anchor: ZoneTrust,
  key: string,
): Promise<CheckedValue> {
  const { height, entries, block } = await client.proveMany([key])
  const [proved] = entries
  const facts = { anchor: `${anchor.chainId} @ ${anchor.height}` }
  if (proved === undefined || proved.value === null)
    throw new SdkError('PROOF_INVALID', { ...facts, reason: `nothing under ${key}` })
  const { value, proof } = proved
  try {
    verifySigned(crypto, anchor, block, height + 1)
    verifyMembership(crypto, smtSpec, block.header.appHash, proof, proved.key, value)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    throw new SdkError('PROOF_INVALID', { ...facts, reason }, error)
  }
  return { value, height, anchorHeight: anchor.height }
}

function verifySigned(crypto: Crypto, anchor: ZoneTrust, block: LightBlock, height: number): void {
  const blockId = { ...block.commit.blockId, hash: headerHash(crypto, block.header) }
  verifyCommit(crypto, anchor.chainId, anchoredValidators(crypto, anchor), blockId, BigInt(height), block.commit)
}
