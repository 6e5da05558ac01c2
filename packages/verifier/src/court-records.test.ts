import { readFileSync } from 'node:fs'
import type { Json } from '@xiezhi/codec'
import type { Bundle } from '@xiezhi/evidence'
import { describe, expect, test } from 'vitest'
import { failedChecks, forgedFrom, inRecord, judge } from './testing/forged-bundle.ts'
import type { Changes } from './testing/forged-bundle.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

/** The records of a recorded bundle with changes, as two ledgers would prove them. */
const forged = (changes: Changes = {}, name = 'court'): Bundle => forgedFrom(recorded(name), changes)

type Doc = Record<string, Json>
type Edit = (record: Doc) => Json

const REQUEST = 'query/request/'
const RECEIPT = 'query/receipt/'
const DISPATCH = 'query/dispatch/'
const ANSWER = 'query/answer/'
const ASKED = 'query/summary/'
const ANSWERED = 'query/answer-summary/'

const set =
  (change: Doc): Edit =>
  (record) => ({ ...record, ...change })
const within =
  (name: string, edit: Edit): Edit =>
  (record) => ({ ...record, [name]: edit({ ...(record[name] as Doc) }) })
const finding = (edit: Edit): Edit => within('result', within('finding', edit))
const firstPacket =
  (change: Doc): Edit =>
  (record) => ({
    ...record,
    packets: (record['packets'] as Doc[]).map((packet) => ({ ...packet, ...change })),
  })

const asker = (prefix: string, edit: Edit): Changes => ({ asker: inRecord(prefix, edit) })
const answerer = (prefix: string, edit: Edit): Changes => ({ answerer: inRecord(prefix, edit) })
/** A packet's record: its kind stands after the client's name. */
const packet = (kind: string, bytes: Uint8Array): Changes => ({
  answerer: (key, value) => (key.includes(kind) ? bytes : value),
})

const BOTH_SUMMARIES = (edit: Edit): Changes => ({ ...asker(ASKED, edit), ...answerer(ANSWERED, edit) })

describe('records of profile court', () => {
  test('are valid as recorded, and give their grounds', () => {
    const result = judge(forged())
    expect(failedChecks(result)).toEqual([])
    expect(result.statement?.reasons).toEqual([])
    const blocked = judge(forged({}, 'blocked'))
    expect(failedChecks(blocked)).toEqual([])
    expect(blocked.statement?.reasons?.map(({ code }) => code)).toContain('LICENCE_NOT_HELD')
  })

  test.each<[string, Changes, string[]]>([
    ['the request is of another dispatch', asker(REQUEST, set({ dispatchId: 'x' })), ['dispatch-identity']],
    ['the request went to another client', asker(REQUEST, set({ client: '07-tendermint-9' })), ['dispatch-identity']],
    ['the dispatch went to another client', asker(DISPATCH, set({ client: '07-tendermint-9' })), ['dispatch-identity']],
    [
      'the answer is for another client',
      answerer(ANSWER, set({ client: '07-tendermint-9' })),
      ['dispatch-identity', 'policy-decision'],
    ],
    [
      'the asker asked something else',
      asker(REQUEST, within('question', set({ asOf: '2020-01-01' }))),
      ['request-matches-answer', 'request-digest', 'packet-received'],
    ],
    [
      'the receipt is to another question',
      asker(RECEIPT, within('question', set({ asOf: '2020-01-01' }))),
      ['request-matches-answer'],
    ],
    [
      'the answer names another court',
      answerer(ANSWER, set({ organisation: 'court-9' })),
      ['request-matches-answer', 'policy-decision'],
    ],
    ['the answer names another role', answerer(ANSWER, set({ role: 'COURT_JUDGE' })), ['request-matches-answer']],
    [
      'the digest of the request is another',
      asker(REQUEST, set({ requestDigest: `sha256:${'00'.repeat(32)}` })),
      ['request-matches-answer', 'request-digest'],
    ],
    ['no packet of the dispatch has the sequence', asker(DISPATCH, firstPacket({ sequence: 99 })), ['packet-received']],
    ['the packet timed out at another time', asker(DISPATCH, firstPacket({ timeoutSeconds: 1 })), ['packet-received']],
    ['the timeout is no time', asker(DISPATCH, firstPacket({ timeoutSeconds: -1 })), ['packet-received']],
    [
      'the asker sent a packet with another hash',
      asker(DISPATCH, firstPacket({ packetHash: '00'.repeat(32) })),
      ['packet-received'],
    ],
    ['the dispatch lists no packets', asker(DISPATCH, set({ packets: null })), ['packet-received']],
    ['another packet arrived', packet('\u0002', new Uint8Array(32)), ['packet-received']],
    ['a receipt of one byte stands there', packet('\u0002', Uint8Array.of(1)), ['packet-received']],
    ['another acknowledgement is committed', packet('\u0003', new Uint8Array(32)), ['acknowledgement-committed']],
    [
      'the receipt holds another digest',
      asker(RECEIPT, set({ ackDigest: `sha256:${'00'.repeat(32)}` })),
      ['acknowledgement-committed'],
    ],
    [
      'the receipt holds another result',
      asker(RECEIPT, finding(set({ verdict: 'ALERT' }))),
      ['answer-matches-receipt'],
    ],
    [
      'the answer holds another result',
      answerer(ANSWER, finding(set({ verdict: 'ALERT' }))),
      ['answer-matches-receipt', 'acknowledgement-committed', 'summary-matches-answer'],
    ],
    ['both summaries tell another verdict', BOTH_SUMMARIES(set({ verdict: 'ALERT' })), ['summary-matches-answer']],
    [
      'both summaries tell a refusal',
      BOTH_SUMMARIES(set({ verdict: null, refusal: 'NO_POLICY' })),
      ['summary-matches-answer'],
    ],
    ['both summaries tell another licence', BOTH_SUMMARIES(set({ licenceNo: '1' })), ['summary-matches-answer']],
    ['both summaries tell an earlier answer', BOTH_SUMMARIES(set({ decidedAtMs: 1 })), ['summary-matches-answer']],
    ['both summaries hide an objection', BOTH_SUMMARIES(set({ disputed: true })), ['summary-matches-answer']],
    [
      'both summaries tell other parameters',
      BOTH_SUMMARIES(set({ parameterVersion: null })),
      ['summary-matches-answer'],
    ],
    [
      'the receipt came at another time than the summary says',
      asker(RECEIPT, set({ receivedAtMs: 1 })),
      ['summary-matches-receipt'],
    ],
    ['the receipt is of another packet', asker(RECEIPT, set({ sequence: 99 })), ['summary-matches-receipt']],
    ['the request is no object', asker(REQUEST, () => []), ['record-shape']],
    ['the answer has no result', answerer(ANSWER, set({ result: null })), ['record-shape']],
    ['the finding is a text', answerer(ANSWER, within('result', set({ finding: 'PASS' }))), ['record-shape']],
    ['the grounds are no list', answerer(ANSWER, finding(set({ reasons: {} }))), ['record-shape']],
    ['a ground has no rule', answerer(ANSWER, finding(set({ reasons: [{ code: 'X' }] }))), ['record-shape']],
    ['a record is left out', { asker: (key, value) => (key.startsWith(REQUEST) ? null : value) }, ['record-set']],
  ])('are refused where %s', (_, changes, failed) => {
    const result = judge(forged(changes))
    expect(failedChecks(result)).toEqual(failed)
    expect(result).toMatchObject({ result: 'invalid', statement: null })
  })

  test('name the fields of the summary that the answer does not bear out', () => {
    const { checks } = judge(forged(BOTH_SUMMARIES(set({ verdict: 'BLOCK', disputed: true }))))
    expect(checks.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      id: 'summary-matches-answer',
      facts: { fields: 'disputed verdict' },
    })
  })
})
