import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Answer, ControlFeedback } from '@xiezhi/control-interface'
import { describe, expect, test } from 'vitest'
import { meaningOf, messageOf, refusalCode } from './answer-message.ts'
import type { Meaning } from './answer-message.ts'
import { KeyedIndex } from './keyed-index.ts'
import { bankItem, requestOf } from './testing/two-zones.ts'

const index = new KeyedIndex(nodeCrypto, new Uint8Array(32).fill(9))
const receivedAtMs = Date.parse('2026-03-30T10:00:00.400+08:00')
const request = requestOf('BANK', 'SAMPLEBANK', 'R-1', bankItem())

function frozen(change: Partial<ControlFeedback>, result: Answer['result'] = 'PROCESSED'): Answer {
  const feedback: ControlFeedback = {
    requestNo: 'R-1',
    seq: 1,
    state: 'CONTROLLED',
    registeredAt: '2026-03-30T10:00:01+08:00',
    actualControlledCents: 5_000_000,
    ...change,
  }
  return { requestNo: 'R-1', result, items: [feedback] }
}

function meaning(answer: Answer, action: 'FREEZE' | 'DEDUCT' | 'RELEASE' | 'QUERY' = 'FREEZE'): Meaning {
  const effect = {
    action,
    asset: 'DEPOSIT',
    subject: `sha256:${'00'.repeat(32)}`,
    limitCents: 5_000_000,
    currency: 'CNY',
    months: 12,
    whole: false,
    measureId: null,
  } as const
  return meaningOf({ effect, receivedAtMs }, request, answer, index)
}

describe('meaningOf', () => {
  test('a registration has the second of the core system, and the arrival of the order where that cannot be', () => {
    const at = Date.parse('2026-03-30T10:00:01+08:00')
    expect(meaning(frozen({}))).toMatchObject({ registeredAtMs: at, behindMs: 0, shortfall: null })
    const behind = meaning(frozen({ registeredAt: '2026-03-30T09:59:55+08:00' }))
    expect(behind).toMatchObject({ registeredAtMs: Date.parse('2026-03-30T10:00:00+08:00'), behindMs: 5_000 })
    const no = meaning(frozen({ registeredAt: '2026-03-30T09:00:00+08:00' }))
    expect(no).toMatchObject({ registeredAtMs: Date.parse('2026-03-30T09:00:00+08:00'), behindMs: 3_600_000 })
  })

  test.each([
    [{ actualControlledCents: 4_999_999 }, 'BALANCE_SHORT'],
    [{ actualControlledCents: 0, earlier: [{ organ: '示例法院' }] }, 'ALREADY_FROZEN'],
    [{ rank: 1 }, 'ALREADY_FROZEN'],
  ] as const)('%j lacks something: %s', (change, shortfall) => {
    expect(meaning(frozen(change))).toMatchObject({ kind: 'registered', shortfall })
  })

  test.each<[string, Answer, 'FREEZE' | 'DEDUCT' | 'QUERY', Meaning]>([
    [
      'a reason',
      frozen({ state: 'NOT_CONTROLLED', failureReason: 'SPECIAL_FUND' }),
      'FREEZE',
      { kind: 'failed', code: 'SPECIAL_FUND' },
    ],
    ['no reason', frozen({ state: 'NOT_CONTROLLED' }), 'FREEZE', { kind: 'failed', code: 'OTHER' }],
    [
      'a failure without items',
      { requestNo: 'R-1', result: 'FAILED', items: [] },
      'FREEZE',
      { kind: 'failed', code: 'INSTITUTION_FAILED' },
    ],
    [
      'nothing about the item',
      { requestNo: 'R-1', result: 'PROCESSED', items: [] },
      'FREEZE',
      { kind: 'unusable', reason: 'ITEM_MISSING' },
    ],
    ['another item', frozen({ seq: 2 }), 'FREEZE', { kind: 'unusable', reason: 'ITEM_MISSING' }],
    [
      'no part of a query',
      { requestNo: 'R-1', result: 'PROCESSED' },
      'QUERY',
      { kind: 'unusable', reason: 'PART_MISSING' },
    ],
    [
      'a person of another name',
      { requestNo: 'R-1', result: 'PROCESSED', query: { outcome: 'NAME_ID_MISMATCH' } },
      'QUERY',
      { kind: 'failed', code: 'NAME_ID_MISMATCH' },
    ],
    ['no property', { requestNo: 'R-1', result: 'PROCESSED', query: { outcome: 'NONE' } }, 'QUERY', { kind: 'found' }],
    [
      'less deducted than ordered',
      frozen({ deductedCents: 1 }),
      'DEDUCT',
      { kind: 'carried-out', found: { unit: 'CENTS', quantity: 1, currency: 'CNY' }, shortfall: 'BALANCE_SHORT' },
    ],
  ])('%s', (_, answer, action, expected) => {
    expect(meaning(answer, action)).toEqual(expected)
  })

  test('a freeze without its second of registration is left to a person', () => {
    const feedback: ControlFeedback = { requestNo: 'R-1', seq: 1, state: 'CONTROLLED' }
    const answer = { requestNo: 'R-1', result: 'PROCESSED', items: [feedback] } as const
    expect(meaning(answer)).toEqual({ kind: 'unusable', reason: 'REGISTRATION_MISSING' })
    expect(meaning(answer, 'RELEASE')).toEqual({ kind: 'carried-out', found: null, shortfall: null })
  })
})

test('a message says amounts as commitments, and the same twice', () => {
  const key = { client: '07-tendermint-0', orderId: `${'ab'.repeat(32)}-0` }
  const made = meaning(frozen({}))
  if (made.kind === 'unusable') throw new Error('unusable')
  const recording = { algorithms: suite(nodeCrypto, 'intl'), index, key, annexDigest: null }
  const message = messageOf(made, recording)
  expect(message).toEqual(messageOf(made, recording))
  expect(JSON.stringify(message)).not.toContain('5000000')
  expect(JSON.stringify(message)).not.toContain('SAMPLE-0001')
  expect(message.value).toMatchObject({ measureId: index.measureId(key.orderId), assetKey: index.assetKey(request) })
  const other = new KeyedIndex(nodeCrypto, new Uint8Array(32).fill(8))
  expect(other.assetKey(request)).not.toBe(index.assetKey(request))
})

test.each([
  ['institution/OFFICER_NOT_FILED', 'OFFICER_NOT_FILED'],
  ['not received', 'INSTITUTION_REFUSED'],
  [undefined, 'INSTITUTION_REFUSED'],
  [`x/${'A'.repeat(49)}`, 'INSTITUTION_REFUSED'],
])('refusalCode %s → %s', (reason, code) => {
  expect(refusalCode(reason)).toBe(code)
})
