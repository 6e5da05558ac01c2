import { base64Encode, utf8Encode } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { KEYS, trustOf, zoneEvidence } from './testing/forged-bundle.ts'
import { verifyRecord } from './verify-record.ts'
import type { RecordEvidence, RecordResult } from './verify-record.ts'

const CHAIN = 'xz-justice-1'
const zone = zoneEvidence({
  chainId: CHAIN,
  clientId: '07-tendermint-0',
  keys: KEYS.answerer,
  height: 20,
  records: new Map([
    ['lawyer/lawyer/1', utf8Encode('{"status":"ACTIVE"}')],
    ['lawyer/lawyer/2', utf8Encode('{"status":"REVOKED"}')],
  ]),
})
const trust = trustOf({ asker: { chainId: 'xz-court-1' }, answerer: { chainId: CHAIN } })

function evidence(changes: Partial<RecordEvidence> = {}): RecordEvidence {
  const [record] = zone.records
  const [block] = zone.lightBlocks
  return {
    chainId: CHAIN,
    key: record!.key,
    height: record!.height,
    value: base64Encode(record!.value!),
    proof: base64Encode(record!.proof),
    lightBlock: base64Encode(encodeLightBlock(block!)),
    ...changes,
  }
}

function failed({ checks }: RecordResult): string[] {
  return checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)
}

describe('verifyRecord', () => {
  test('proves a record by the header that the anchored validators signed', () => {
    const judged = verifyRecord(crypto, evidence(), trust)
    expect(judged).toMatchObject({ result: 'valid', trustSource: 'test', assurance: { chainId: CHAIN } })
    expect(judged.checks.map(({ id }) => id)).toEqual(['trust-format', 'anchor-known', 'light-block', 'record-proof'])
  })

  test('refuses another value, another key and another height under the same proof', () => {
    const other = evidence({ value: base64Encode(utf8Encode('{"status":"REVOKED"}')) })
    for (const changed of [other, evidence({ key: 'lawyer/lawyer/2' }), evidence({ value: null })]) {
      const judged = verifyRecord(crypto, changed, trust)
      expect([judged.result, failed(judged)]).toEqual(['invalid', ['record-proof']])
    }
    expect(failed(verifyRecord(crypto, evidence({ height: 19 }), trust))).toEqual(['record-proof', 'light-block-used'])
  })

  test('does not decide without an anchor for the chain', () => {
    const judged = verifyRecord(crypto, evidence(), trustOf({ asker: { chainId: 'a' }, answerer: { chainId: 'b' } }))
    expect([judged.result, judged.assurance, failed(judged)]).toEqual(['undecidable', null, ['anchor-known']])
  })

  test('refuses a header of validators that the anchors do not name', () => {
    const keys = { asker: KEYS.asker, answerer: KEYS.asker }
    const judged = verifyRecord(crypto, evidence(), trustOf({ asker: { chainId: 'a' }, answerer: zone }, keys))
    expect([judged.result, failed(judged)]).toEqual(['invalid', ['light-block', 'record-proof']])
  })

  test('says what cannot be read instead of failing', () => {
    expect(failed(verifyRecord(crypto, evidence({ lightBlock: 'AAAA' }), trust))).toEqual(['light-block'])
    expect(failed(verifyRecord(crypto, evidence({ proof: '*' }), trust))).toEqual(['light-block'])
    expect(failed(verifyRecord(crypto, evidence(), utf8Encode('{}')))).toEqual(['trust-format'])
  })
})
