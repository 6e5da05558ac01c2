import { base64Decode, latin1Encode } from '@xiezhi/codec'
import { decodeLightBlock } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { parseTrustFile } from '@xiezhi/evidence'
import type { ZoneEvidence } from '@xiezhi/evidence'
import { CheckList } from './checks.ts'
import type { Check, VerificationResult, ZoneAssurance } from './verdict.ts'
import { assuranceOf, verifyZone } from './zone.ts'

/** One record as a gateway hands it out, in the texts of JSON. */
export interface RecordEvidence {
  readonly chainId: string
  /** Store key as text, one character a byte. */
  readonly key: string
  /** The state after this height; its root is in the header of the next. */
  readonly height: number
  /** Base64; null: nothing stands under the key. */
  readonly value: string | null
  /** Base64 of an ics23 CommitmentProof (SmtSpec). */
  readonly proof: string
  /** Base64 of protobuf LightBlock. */
  readonly lightBlock: string
}

export interface RecordResult {
  readonly result: VerificationResult['result']
  readonly trustSource: string | null
  /** Null: the trust file does not name the chain. */
  readonly assurance: ZoneAssurance | null
  readonly checks: readonly Check[]
}

/**
 * Judges one record of one ledger against the anchors that the verifying person chose: the header is signed by them, and
 * the record stands in (or is absent from) the state under that header. Never throws for bad input.
 */
export function verifyRecord(crypto: Crypto, record: RecordEvidence, trustBytes: Uint8Array): RecordResult {
  const checks = new CheckList()
  const trust = checks.run('trust-format', null, {}, () => parseTrustFile(trustBytes))
  const zone = checks.run('light-block', record.chainId, { height: record.height + 1 }, () => zoneOf(record))
  if (trust === undefined || zone === undefined) {
    return { result: 'invalid', trustSource: trust?.source ?? null, assurance: null, checks: checks.all }
  }
  // Reading the block is no check of it; `verifyZone` records that one.
  const judged = new CheckList()
  judged.record('trust-format', null, true)
  const anchor = trust.zones.find(({ chainId }) => chainId === record.chainId)
  const facts = anchor === undefined ? { reason: 'no anchor in the trust file' } : { anchorHeight: anchor.height }
  judged.record('anchor-known', record.chainId, anchor !== undefined, facts)
  if (anchor === undefined) {
    return { result: 'undecidable', trustSource: trust.source, assurance: null, checks: judged.all }
  }
  verifyZone(crypto, zone, anchor, judged)
  const result = judged.failed ? 'invalid' : 'valid'
  return { result, trustSource: trust.source, assurance: assuranceOf(anchor), checks: judged.all }
}

function zoneOf({ chainId, key, height, value, proof, lightBlock }: RecordEvidence): ZoneEvidence {
  const bytes = value === null ? null : base64Decode(value)
  const record = { key, keyBytes: latin1Encode(key), height, value: bytes, proof: base64Decode(proof) }
  return { chainId, clientId: '', lightBlocks: [decodeLightBlock(base64Decode(lightBlock))], records: [record] }
}
