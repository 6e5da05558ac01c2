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
  const [checked] = await readManyChecked(client, crypto, anchor, [key])
  if (checked === undefined) throw new SdkError('PROOF_INVALID', { reason: `nothing under ${key}` })
  if (checked instanceof SdkError) throw checked
  return checked
}

/**
 * Records under one header, in the order of the keys; PROOF_INVALID in the place of one whose own proof does not hold.
 * @throws SdkError PROOF_INVALID where the header is not signed
 */
export async function readManyChecked(
  client: ZoneClient,
  crypto: Crypto,
  anchor: ZoneTrust,
  keys: readonly string[],
): Promise<(CheckedValue | SdkError)[]> {
  const { height, entries, block } = await client.proveMany(keys)
  const facts = { anchor: `${anchor.chainId} @ ${anchor.height}` }
  const checked = <T>(check: () => T): T | SdkError => {
    try {
      return check()
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown'
      return new SdkError('PROOF_INVALID', { ...facts, reason }, error)
    }
  }
  const unsigned = checked(() => {
    verifySigned(crypto, anchor, block, height + 1)
  })
  if (unsigned instanceof SdkError) throw unsigned
  return keys.map((name, at) => {
    const proved = entries[at]
    if (proved === undefined || proved.value === null)
      return new SdkError('PROOF_INVALID', { ...facts, reason: `nothing under ${name}` })
    const { key, value, proof } = proved
    return checked(() => {
      verifyMembership(crypto, smtSpec, block.header.appHash, proof, key, value)
      return { value, height, anchorHeight: anchor.height }
    })
  })
}

function verifySigned(crypto: Crypto, anchor: ZoneTrust, block: LightBlock, height: number): void {
  const blockId = { ...block.commit.blockId, hash: headerHash(crypto, block.header) }
  verifyCommit(crypto, anchor.chainId, anchoredValidators(crypto, anchor), blockId, BigInt(height), block.commit)
}
