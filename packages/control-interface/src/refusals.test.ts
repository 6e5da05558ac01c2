import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Json } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { checkAnswer } from './check-answer.ts'
import { decodeRequest } from './check-request.ts'
import { ControlInterfaceError } from './control-interface-error.ts'
import { DICTIONARY } from './dictionary.ts'
import { parseDocument } from './document.ts'
import { answer } from './records/feedback.ts'
import { changed, DEDUCT, FREEZE, FREEZE_ANSWER, HEADER } from './testing/samples.ts'

const VECTORS = new URL('../../../vectors/control-interface/', import.meta.url)

type Refusal = readonly [
  what: string,
  base: Json,
  path: readonly (string | number)[],
  value: Json | undefined,
  code: string,
  at: string,
]

const refusals: readonly Refusal[] = [
  ['an unknown key', HEADER, ['idNumber'], 'x', 'FIELD_UNKNOWN', '/idNumber'],
  ['an unknown key that may be data', HEADER, ['999999199003070012'], 'x', 'FIELD_UNKNOWN', '/?'],
  ['a missing name', HEADER, ['xm'], undefined, 'FIELD_MISSING', '/xm'],
  ['a missing work card', HEADER, ['gzzbh'], undefined, 'FIELD_MISSING', '/gzzbh'],
  ['a missing duty card', HEADER, ['gwzbh'], undefined, 'FIELD_MISSING', '/gwzbh'],
  ['a number for a name', HEADER, ['xm'], 7, 'FIELD_TYPE', '/xm'],
  ['an empty name', HEADER, ['xm'], '', 'FIELD_LENGTH', '/xm'],
  ['a line end in a name', HEADER, ['xm'], '示例甲\n示例乙', 'FIELD_FORMAT', '/xm'],
  ['a request number with a space', HEADER, ['bdhm'], 'Q 1', 'FIELD_FORMAT', '/bdhm'],
  ['a nature that is not listed', HEADER, ['xz'], '3', 'FIELD_CODE', '/xz'],
  ['items in a query', FREEZE, ['xz'], '1', 'ITEMS_NOT_ALLOWED', '/kzqq'],
  ['a control without ruling', FREEZE, ['ckwh'], undefined, 'RULING_MISSING', '/ckwh'],
  ['a control without items', FREEZE, ['kzqq'], [], 'ITEMS_MISSING', '/kzqq'],
  ['a control of what can only be read', FREEZE, ['lb'], 'SW', 'CONTROL_NOT_SUPPORTED', '/xz'],
  ['two items of one number', FREEZE, ['kzqq', 1], FREEZE.kzqq[0] ?? null, 'SEQ_REPEATED', '/kzqq/1/ccxh'],
  ['an amount with a fraction', FREEZE, ['kzqq', 0, 'je'], 0.5, 'FIELD_TYPE', '/kzqq/0/je'],
  ['an amount as text', FREEZE, ['kzqq', 0, 'je'], '100', 'FIELD_TYPE', '/kzqq/0/je'],
  ['an amount below 0', FREEZE, ['kzqq', 0, 'je'], -1, 'FIELD_RANGE', '/kzqq/0/je'],
  ['a freeze of nothing', FREEZE, ['kzqq', 0, 'je'], 0, 'AMOUNT_MISSING', '/kzqq/0/je'],
  [
    'a freeze of a whole account without amount',
    changed(FREEZE, ['kzqq', 0, 'kznr'], '2'),
    ['kzqq', 0, 'je'],
    undefined,
    'AMOUNT_MISSING',
    '/kzqq/0/je',
  ],
  ['an amount without currency', FREEZE, ['kzqq', 0, 'bz'], undefined, 'AMOUNT_MISSING', '/kzqq/0/bz'],
  ['a currency in small letters', FREEZE, ['kzqq', 0, 'bz'], 'cny', 'FIELD_FORMAT', '/kzqq/0/bz'],
  ['a measure that is not listed', FREEZE, ['kzqq', 0, 'kzcs'], '09', 'FIELD_CODE', '/kzqq/0/kzcs'],
  ['a day that is no day', FREEZE, ['kzqq', 0, 'ksrq'], '2026-02-29', 'FIELD_FORMAT', '/kzqq/0/ksrq'],
  ['a freeze without end', FREEZE, ['kzqq', 0, 'jsrq'], undefined, 'TERM_MISSING', '/kzqq/0/jsrq'],
  ['an end before the start', FREEZE, ['kzqq', 0, 'jsrq'], '2026-03-29', 'TERM_REVERSED', '/kzqq/0/jsrq'],
  ['a freeze without account', FREEZE, ['kzqq', 0, 'khzh'], undefined, 'ASSET_MISSING', '/kzqq/0/khzh'],
  ['a freeze of securities without code', FREEZE, ['lb'], 'ZQ', 'ASSET_MISSING', '/kzqq/0/zqdm'],
  ['a seal without unit', FREEZE, ['lb'], 'BDC', 'ASSET_MISSING', '/kzqq/0/bdcdyh'],
  ['a deduction without the freeze', DEDUCT, ['kzqq', 0, 'ydjdh'], undefined, 'PRIOR_REQUEST_MISSING', '/kzqq/0/ydjdh'],
  ['a deduction without its case', DEDUCT, ['kzqq', 0, 'ydjah'], undefined, 'PRIOR_REQUEST_MISSING', '/kzqq/0/ydjah'],
  ['a deduction to nowhere', DEDUCT, ['kzqq', 0, 'zxkzhzh'], undefined, 'TARGET_MISSING', '/kzqq/0/zxkzhzh'],
  [
    'a release of an unnamed freeze',
    DEDUCT,
    ['kzqq', 0],
    { ccxh: 1, khzh: 'SAMPLE-0001', kzlx: '1', kzcs: '04', kznr: '1' },
    'PRIOR_REQUEST_MISSING',
    '/kzqq/0/ydjdh',
  ],
]

function refusalOf(document: Json): ControlInterfaceError {
  try {
    decodeRequest(document)
  } catch (error) {
    if (error instanceof ControlInterfaceError) return error
    throw error
  }
  throw new Error('was accepted')
}

describe('decodeRequest', () => {
  test.each([HEADER, FREEZE, DEDUCT])('accepts the sample $bdhm', (document) => {
    expect(decodeRequest(document).requestNo).toBe(document.bdhm)
  })

  test.each(refusals)('refuses %s', (_, base, path, value, code, at) => {
    const refusal = refusalOf(changed(base, path, value))
    expect([refusal.codespace, refusal.code, refusal.facts.path]).toEqual(['control-interface', code, at])
  })

  test('a refusal never repeats what it found', () => {
    const refusal = refusalOf({ ...HEADER, dsrzjhm: '示例 999999199003070012' })
    expect(refusal.facts.seen).toBe('string of 21 characters')
    expect(refusal.message).not.toContain('9003070012')
  })
})

describe('parseDocument', () => {
  test.each([
    ['a key twice', '{"a":1,"b":{"c":1,"c":2}}', 'JSON_DUPLICATE_KEY'],
    ['a key twice, once by an escape', '{"a":1,"\\u0061":2}', 'JSON_DUPLICATE_KEY'],
    ['half a document', '{"a":', 'JSON_SYNTAX'],
    ['more bytes than a document has', `"${'x'.repeat(1_048_576)}"`, 'JSON_BYTES'],
  ])('refuses %s', (_, text, code) => {
    expect(() => parseDocument(text)).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('reads spaces, any order, and colons and quotes in texts', () => {
    expect(parseDocument(' {"b" : "x\\":\\\\", "a":[{"c":":"}]} ')).toEqual({ b: 'x":\\', a: [{ c: ':' }] })
  })
})

describe('checkAnswer', () => {
  const request = decodeRequest(FREEZE)
  const item = (path: string, value: Json | undefined): Json => changed(FREEZE_ANSWER, ['kzfk', 0, path], value)
  const failed = { bdhm: HEADER.bdhm, ccxh: 1, kzzt: '2' }

  test('finds nothing in a fit answer', () => {
    expect(checkAnswer(request, answer.decode(FREEZE_ANSWER))).toEqual([])
    expect(checkAnswer(request, answer.decode({ bdhm: HEADER.bdhm, cljg: '3' }))).toEqual([])
  })

  test.each<[string, Json, string, string]>([
    ['another request', changed(FREEZE_ANSWER, ['bdhm'], 'Q-2'), 'REQUEST_NO_DIFFERS', '/bdhm'],
    ['no items', changed(FREEZE_ANSWER, ['kzfk'], undefined), 'PART_MISSING', '/kzfk'],
    ['no item for an asset', changed(FREEZE_ANSWER, ['kzfk'], []), 'ITEM_MISSING', '/kzfk'],
    ['a query nobody asked', changed(FREEZE_ANSWER, ['cxfk'], { cxjg: '2' }), 'PART_NOT_ASKED', '/cxfk'],
    ['more than was ordered', item('skje', 5_000_001), 'OVER_CONTROLLED', '/kzfk/0/skje'],
    ['an excess that it admits', item('ceskje', 1), 'OVER_CONTROLLED', '/kzfk/0/ceskje'],
    ['another limit', item('djxe', 4_000_000), 'LIMIT_DIFFERS', '/kzfk/0/djxe'],
    ['another last day', item('csjsrq', '2027-03-29'), 'TERM_DIFFERS', '/kzfk/0/csjsrq'],
    ['another currency', item('bz', 'USD'), 'CURRENCY_DIFFERS', '/kzfk/0/bz'],
    ['no amount', item('skje', undefined), 'AMOUNT_NOT_TOLD', '/kzfk/0/skje'],
    ['more available than there is', item('kyye', 4_000_001), 'AVAILABLE_ABOVE_BALANCE', '/kzfk/0/kyye'],
    ['success with a reason for failure', item('wnkzyy', '02'), 'REASON_NOT_ALLOWED', '/kzfk/0/wnkzyy'],
    ['failure without a reason', changed(FREEZE_ANSWER, ['kzfk'], [failed]), 'REASON_MISSING', '/kzfk/0/wnkzyy'],
    [
      'another reason in no words',
      changed(FREEZE_ANSWER, ['kzfk'], [{ ...failed, wnkzyy: '99' }]),
      'REASON_TEXT_MISSING',
      '/kzfk/0/wnkzsm',
    ],
  ])('finds %s', (_, document, code, path) => {
    expect(checkAnswer(request, answer.decode(document))).toEqual([{ code, path }])
  })
})

describe('vectors', () => {
  const recorded = {
    'dictionary.json': DICTIONARY as unknown as Json,
    'documents.json': { accepted: [HEADER, FREEZE, DEDUCT], answers: [FREEZE_ANSWER] },
    'refusals.json': refusals.map(([what, base, path, value, code, at]) => ({
      what,
      document: changed(base, path, value),
      code,
      path: at,
    })),
  }

  test.each(Object.entries(recorded))('%s says what the program does', (name, now) => {
    const file = new URL(name, VECTORS)
    if (process.env['XIEZHI_RECORD'] === '1') {
      mkdirSync(VECTORS, { recursive: true })
      writeFileSync(file, `${JSON.stringify(now, undefined, 2)}\n`)
    }
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(now)))
  })

  test('each recorded refusal is refused as recorded', () => {
    const rows = JSON.parse(readFileSync(new URL('refusals.json', VECTORS), 'utf8')) as readonly {
      readonly document: Json
      readonly code: string
      readonly path: string
    }[]
    expect(rows.length).toBeGreaterThan(30)
    for (const { document, code, path } of rows) {
      const refusal = refusalOf(document)
      expect([refusal.code, refusal.facts.path]).toEqual([code, path])
    }
  })
})
