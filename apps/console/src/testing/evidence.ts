import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { base64Decode, hexEncode } from '@xiezhi/codec'
import { decodeLightBlock, headerHash } from '@xiezhi/comet'
import { pureCrypto } from '@xiezhi/crypto'
import type { RecordProof } from '@xiezhi/gateway-api'

interface Zone {
  readonly chainId: string
  readonly lightBlocks: readonly string[]
  readonly records: readonly { key: string; height: number; value: string | null; proof: string }[]
}

const vectors = new URL('../../../../vectors/evidence/', import.meta.url)

/** A file recorded from two real ledgers. */
export function evidenceFile(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(name, vectors)))
}

const bundle = JSON.parse(evidenceFile('court.json').toString()) as {
  readonly about: { readonly dispatchId: string }
  readonly asker: Zone
  readonly answerer: Zone
}

export const DISPATCH_ID = bundle.about.dispatchId

/** Keys of the records that there are real proofs for. */
export const RECORD_KEYS = {
  receipt: keyOf(bundle.asker, 'query/receipt/'),
  request: keyOf(bundle.asker, 'query/request/'),
  answer: keyOf(bundle.answerer, 'query/answer/'),
}

function keyOf({ records }: Zone, prefix: string): string {
  const found = records.find(({ key }) => key.startsWith(prefix))
  if (found === undefined) throw new Error(`the recorded bundle has no ${prefix}`)
  return found.key
}

/** A record with its proof as the gateway hands it out. */
export function recordProof(wanted: string): RecordProof | null {
  for (const { chainId, lightBlocks, records } of [bundle.asker, bundle.answerer]) {
    const record = records.find(({ key }) => key === wanted)
    if (record === undefined) continue
    const decoded = lightBlocks.map((text) => ({ text, block: decodeLightBlock(base64Decode(text)) }))
    const found = decoded.find(({ block }) => Number(block.header.height) === record.height + 1)
    if (found === undefined) throw new Error(`no header for ${wanted}`)
    const { header } = found.block
    const value = record.value === null ? null : Buffer.from(record.value, 'base64').toString()
    return {
      key: record.key,
      chainId,
      height: record.height,
      value: record.value,
      record: value === null ? null : (JSON.parse(value) as unknown),
      proof: record.proof,
      lightBlock: found.text,
      headerHash: hexEncode(headerHash(pureCrypto, header)),
      appHash: hexEncode(header.appHash),
      headerTimeMs: Number(header.time.seconds) * 1_000,
    }
  }
  return null
}
