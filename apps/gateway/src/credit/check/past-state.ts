import { base64Encode, decodeCanonical, hexEncode } from '@xiezhi/codec'
import { encodeLightBlock, headerHash, timestampToMs } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { RecordProof } from '@xiezhi/gateway-api'
import { SdkError } from '@xiezhi/sdk'
import type { ProvedMany, ZoneClient } from '@xiezhi/sdk'
import { GatewayError } from '../../gateway-error.ts'
import type { JsonRecord } from '../../projection/tables.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'
import type { Standing } from './lookup-log.ts'

export interface ProvedStanding extends Standing {
  readonly proof: RecordProof
}

/** What stands under an index key at a moment, from the ledger itself with its proof. Null: as it stands now. */
export async function standingAt(zone: ZoneLink, indexKey: string, atMs: number | null): Promise<ProvedStanding> {
  const client = await zone.client()
  const height = atMs === null ? undefined : await heightAt(client, atMs)
  const key = `listing/active/${indexKey}`
  const proved = await kept(() => client.proveMany([key], height))
  const [entry] = proved.entries
  if (entry === undefined) throw new GatewayError('CHECK_PAST')
  const record = entry.value === null ? null : (decodeCanonical(entry.value) as JsonRecord)
  return {
    dishonest: Number(record?.['dishonest'] ?? 0),
    consumption: Number(record?.['consumption'] ?? 0),
    height: proved.height,
    proof: proofOf(key, proved, record),
  }
}

/** The last block that was made by then: its state is that of the moment. @throws GatewayError CHECK_PAST */
async function heightAt(client: ZoneClient, atMs: number): Promise<number> {
  const { height } = await client.status()
  // A state is proved under the header behind it.
  let high = height - 1
  let low = 1
  if (high < 1) throw new GatewayError('CHECK_PAST')
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const madeAtMs = await timeOf(client, middle)
    // What is not kept any more was made before all that is.
    if (madeAtMs === null || madeAtMs <= atMs) low = middle
    else high = middle - 1
  }
  const madeAtMs = await timeOf(client, low)
  if (madeAtMs === null || madeAtMs > atMs) throw new GatewayError('CHECK_PAST')
  return low
}

async function timeOf(client: ZoneClient, height: number): Promise<number | null> {
  try {
    return timestampToMs((await client.lightBlock(height)).header.time)
  } catch (error) {
    if (error instanceof SdkError && error.code === 'RPC_ERROR') return null
    throw error
  }
}

/** @throws GatewayError CHECK_PAST where the ledger does not keep that state any more */
async function kept<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof SdkError && (error.code === 'RPC_ERROR' || error.code === 'BLOCK_UNAVAILABLE'))
      throw new GatewayError('CHECK_PAST', {}, error)
    throw error
  }
}

function proofOf(key: string, { height, entries, block }: ProvedMany, record: JsonRecord | null): RecordProof {
  const [entry] = entries
  const { header } = block
  return {
    key,
    chainId: header.chainId,
    height,
    value: entry === undefined || entry.value === null ? null : base64Encode(entry.value),
    record,
    proof: base64Encode(entry?.proof ?? new Uint8Array(0)),
    lightBlock: base64Encode(encodeLightBlock(block)),
    headerHash: hexEncode(headerHash(nodeCrypto, header)),
    appHash: hexEncode(header.appHash),
    headerTimeMs: timestampToMs(header.time),
  }
}
