import type { Crypto } from '@xiezhi/crypto'
import type { ZoneTrust } from '@xiezhi/evidence'
import { smtSpec, verifyMembership } from '@xiezhi/merkle'
import { FollowedAnchor } from './followed-anchor.ts'
import { SdkError } from './sdk-error.ts'
import type { ZoneClient } from './zone-client.ts'

export interface CheckedValue {
  readonly value: Uint8Array
  readonly height: number
  readonly anchorHeight: number
}

/**
 * Reads a record with its proof and believes nothing but what the anchored validators have signed, or those who came after
 * them: proof → app hash → header → commit. @throws SdkError PROOF_INVALID
 */
export async function readChecked(
  client: ZoneClient,
  crypto: Crypto,
  anchor: ZoneTrust,
  key: string,
): Promise<CheckedValue> {
  const [checked] = await readManyChecked(client, crypto, new FollowedAnchor(crypto, anchor), [key])
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
  trust: FollowedAnchor,
  keys: readonly string[],
): Promise<(CheckedValue | SdkError)[]> {
  const { height, entries, block } = await client.proveMany(keys)
  const { anchor } = trust
  const invalid = (reason: string, cause?: unknown): SdkError =>
    new SdkError('PROOF_INVALID', { anchor: `${anchor.chainId} @ ${anchor.height}`, reason }, cause)
  const seen = Number(block.header.height)
  if (seen !== height + 1) throw invalid(`header of ${seen} for the state of ${height}`)
  try {
    await trust.check(block, (wanted) => client.wantedBlock(wanted))
  } catch (error) {
    if (error instanceof SdkError && error.code !== 'BLOCK_UNAVAILABLE') throw error
    throw invalid(reasonOf(error), error)
  }
  return keys.map((name, at) => {
    const proved = entries[at]
    if (proved === undefined || proved.value === null) return invalid(`nothing under ${name}`)
    const { key, value, proof } = proved
    try {
      verifyMembership(crypto, smtSpec, block.header.appHash, proof, key, value)
      return { value, height, anchorHeight: anchor.height }
    } catch (error) {
      return invalid(reasonOf(error), error)
    }
  })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown'
}
