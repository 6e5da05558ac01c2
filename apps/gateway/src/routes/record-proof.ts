import { base64Encode, decodeCanonical, hexEncode } from '@xiezhi/codec'
import { encodeLightBlock, headerHash, timestampToMs } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { RecordProof } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

const VALUE_BYTES_MAX = 4 * 1024 * 1024

/** A record with what a browser needs to check it by itself. */
export async function recordProof(zone: ZoneLink, key: string): Promise<RecordProof> {
  const client = await zone.client()
  const { height, entries, block } = await client.proveMany([key])
  const [proved] = entries
  if (proved === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'record' })
  const { header } = block
  return {
    key,
    chainId: header.chainId,
    height,
    value: proved.value === null ? null : base64Encode(proved.value),
    record: proved.value === null ? null : readRecord(proved.value),
    proof: base64Encode(proved.proof),
    lightBlock: base64Encode(encodeLightBlock(block)),
    headerHash: hexEncode(headerHash(nodeCrypto, header)),
    appHash: hexEncode(header.appHash),
    headerTimeMs: timestampToMs(header.time),
  }
}

/** Null for a value that is not a record of a module. */
function readRecord(value: Uint8Array): unknown {
  try {
    return decodeCanonical(value, { bytesMax: VALUE_BYTES_MAX })
  } catch {
    return null
  }
}
