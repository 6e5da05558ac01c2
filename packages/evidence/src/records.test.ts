import { readFileSync } from 'node:fs'
import { encodeCanonical, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { acknowledgementKey, receiptKey } from '@xiezhi/merkle'
import { describe, expect, test } from 'vitest'
import { parseBundle, PROFILES } from './bundle.ts'
import {
  answererSummaryKey,
  askerSummaryKey,
  parseAnswererSummary,
  parseAskerSummary,
  recordKeys,
  recordObject,
} from './records.ts'
import { refusal } from './testing/edited.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

const ids = { dispatchId: 'd-0', askerClient: '07-tendermint-0', answererClient: '07-tendermint-3', sequence: 9 }
const summary = {
  dispatchId: 'd-0',
  licenceNo: '11101201010123456',
  asOf: '2026-03-02',
  verdict: 'PASS',
  refusal: null,
  disputed: false,
  decidedAtMs: 1_790_000_000_000,
  parameterVersion: `sha256:${'01'.repeat(32)}`,
  resultDigest: `sha256:${'02'.repeat(32)}`,
}

describe('recordKeys', () => {
  test('court: request, dispatch, receipt and summary; packet, answer and summary', () => {
    expect(recordKeys('court', ids)).toEqual({
      asker: ['query/dispatch/d-0', 'query/receipt/d-0', 'query/request/d-0', 'query/summary/d-0'],
      answerer: [
        receiptKey('07-tendermint-3', 9),
        acknowledgementKey('07-tendermint-3', 9),
        'query/answer-summary/07-tendermint-3/d-0',
        'query/answer/07-tendermint-3/d-0',
      ],
    })
  })

  test.each(['opposing', 'public'] as const)('%s: the summaries of both ledgers and nothing else', (profile) => {
    expect(recordKeys(profile, ids)).toEqual({
      asker: [askerSummaryKey('d-0')],
      answerer: [answererSummaryKey('07-tendermint-3', 'd-0')],
    })
  })

  test.each(PROFILES)('are those of the recorded %s of version 1', (profile) => {
    const { about, asker, answerer } = parseBundle(recorded(`v1/${profile}`))
    const { dispatchId } = about
    const own = asker.records.find(({ key }) => key === askerSummaryKey(dispatchId))
    const { sequence } = parseAskerSummary('summary', own?.value ?? null)
    expect({ asker: asker.records.map(({ key }) => key), answerer: answerer.records.map(({ key }) => key) }).toEqual(
      recordKeys(profile, {
        dispatchId,
        askerClient: asker.clientId,
        answererClient: answerer.clientId,
        sequence,
      }),
    )
  })
})

describe('recordObject', () => {
  test('reads a document', () => {
    expect(recordObject('k', encodeCanonical({ a: 1 }))).toEqual({ a: 1 })
  })

  test.each([
    ['an absent value', null, 'absent'],
    ['bytes that are no JSON', utf8Encode('{'), 'JSON_SYNTAX'],
    ['a list', encodeCanonical([1]), 'not an object'],
    ['null', encodeCanonical(null), 'not an object'],
  ])('refuses %s', (_, value, reason) => {
    const seen = refusal(() => recordObject('k', value))
    expect(seen).toMatchObject({ code: 'RECORD_SHAPE', facts: { key: 'k' } })
    if (reason !== 'JSON_SYNTAX') expect(seen).toMatchObject({ facts: { reason } })
  })
})

describe('summaries', () => {
  test('are read as they are', () => {
    const asked = { ...summary, sequence: 9, receivedAtMs: 1_790_000_000_100 }
    expect(parseAnswererSummary('k', encodeCanonical(summary))).toEqual(summary)
    expect(parseAskerSummary('k', encodeCanonical(asked))).toEqual(asked)
    const refused = { ...summary, verdict: null, refusal: 'NO_POLICY', parameterVersion: null }
    expect(parseAnswererSummary('k', encodeCanonical(refused))).toEqual(refused)
  })

  test.each<[string, Record<string, Json>, string]>([
    ['a field that is missing', {}, '/asOf'],
    ['a field that nobody knows', { remark: 'x' }, ''],
    ['a verdict that is a number', { verdict: 1 }, '/verdict'],
    ['a date that is none', { asOf: 'yesterday' }, '/asOf'],
    ['a time before 1970', { decidedAtMs: -1 }, '/decidedAtMs'],
  ])('refuse %s', (_, change, path) => {
    const { asOf, ...others } = summary
    const value = encodeCanonical(Object.keys(change).length === 0 ? others : { ...others, asOf, ...change })
    expect(refusal(() => parseAnswererSummary('k', value))).toMatchObject({
      code: 'RECORD_SHAPE',
      facts: { key: 'k', path, reason: 'SCHEMA_MISMATCH' },
    })
  })

  test.each([
    ['both', { refusal: 'NO_POLICY' }],
    ['neither', { verdict: null }],
  ])('refuse verdict and refusal: %s', (_, change) => {
    const value = encodeCanonical({ ...summary, ...change })
    expect(refusal(() => parseAnswererSummary('k', value))).toEqual({
      code: 'RECORD_SHAPE',
      facts: { key: 'k', reason: 'verdict and refusal' },
    })
  })
})
