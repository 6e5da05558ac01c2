import { readFileSync, writeFileSync } from 'node:fs'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, test } from 'vitest'
import { CreditInterfaceError } from './credit-interface-error.ts'
import { putSchema, readDocument, recordDigest, recordIn } from './documents.ts'
import { FACTS } from './facts.ts'
import { checkRecord } from './field-set.ts'
import { FIELD_SETS, setsOf } from './sets/index.ts'
import { FULL, PERSON } from './testing/samples.ts'
import { recordOf } from './to-record.ts'

const VECTOR = new URL('../../../vectors/credit-interface/field-sets.json', import.meta.url)
const { set, record } = recordOf('NATIONAL', FULL, PERSON)

describe('field sets', () => {
  test('are the recorded ones', () => {
    const text = `${JSON.stringify(FIELD_SETS, undefined, 2)}\n`
    if (process.env['XIEZHI_RECORD'] === '1') writeFileSync(VECTOR, text)
    expect(text).toBe(readFileSync(VECTOR, 'utf8'))
  })

  test.each(FIELD_SETS)('$name names each key and each fact once, and says period, basis and status', ({ fields }) => {
    const keys = fields.map(({ key }) => key)
    const facts = fields.map(({ fact }) => fact)
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(facts).size).toBe(facts.length)
    expect(FACTS).toEqual(expect.arrayContaining(facts))
    expect(keys).toEqual(
      expect.arrayContaining(['recordId', 'revision', 'legalBasis', 'termKind', 'termFrom', 'status']),
    )
  })

  test('a set that tells less than the whole asks for none of what only the whole tells', () => {
    const narrow = FIELD_SETS.filter(({ scope }) => scope === 'BASIC').flatMap(({ fields }) =>
      fields.map(({ fact }) => fact),
    )
    expect(narrow.length).toBeGreaterThan(0)
    for (const fact of ['conduct', 'restrictions', 'caseNumber', 'duty', 'performance', 'relatedPersons'] as const)
      expect(narrow).not.toContain(fact)
  })
})

describe('a record', () => {
  test('that fits comes back as it is', () => {
    expect(checkRecord(set, record)).toBe(record)
  })

  test.each<[string, unknown, string, string]>([
    ['no object', [], 'FIELD_TYPE', ''],
    ['a key beside the set', { ...record, address: '示例路' }, 'FIELD_UNKNOWN', '/address'],
    ['a key that may be data', { ...record, 赵样本: 1 }, 'FIELD_UNKNOWN', '/?'],
    ['nothing in a mandatory field', without('courtName'), 'FIELD_MISSING', '/courtName'],
    ['a number in the place of a text', { ...record, iname: 1 }, 'FIELD_TYPE', '/iname'],
    ['a text in the place of a number', { ...record, age: '46' }, 'FIELD_TYPE', '/age'],
    ['an age that nobody has', { ...record, age: 151 }, 'FIELD_RANGE', '/age'],
    ['an empty text', { ...record, iname: '' }, 'FIELD_LENGTH', '/iname'],
    ['a text that is too long', { ...record, iname: '样'.repeat(201) }, 'FIELD_LENGTH', '/iname'],
    ['a line end', { ...record, duty: '支付\n货款' }, 'FIELD_FORMAT', '/duty'],
    ['a day that is none', { ...record, regDate: '2026-02-30' }, 'FIELD_FORMAT', '/regDate'],
    ['a digest that is none', { ...record, basisDigest: 'sha256:00' }, 'FIELD_FORMAT', '/basisDigest'],
    ['a code that is none', { ...record, status: 'GONE' }, 'FIELD_CODE', '/status'],
    ['a representative of a natural person', { ...record, legalRep: '钱样本' }, 'FIELD_NOT_ALLOWED', '/legalRep'],
    ['a sex of a unit', { ...record, subjectKind: 'UNIT' }, 'FIELD_NOT_ALLOWED', '/sexy'],
    ['a fixed term without end', without('termTo'), 'TERM_MISSING', '/termTo'],
  ])('%s is refused, and the refusal holds no value', (_, value, code, path) => {
    const refusal = refusalOf(() => checkRecord(set, value))
    expect([refusal.code, refusal.facts.path]).toEqual([code, path])
    expect(refusal.message).not.toMatch(/赵样本|钱样本|999999|示例|支付/)
  })

  test('is sent for a set that the platform has', () => {
    const sent = readDocument(putSchema, JSON.stringify({ set: set.name, record }))
    expect(recordIn(setsOf('NATIONAL'), sent)).toEqual({ set, record })
    expect(refusalOf(() => recordIn(setsOf('PUBLICITY'), sent)).code).toBe('SET_UNKNOWN')
    expect(refusalOf(() => readDocument(putSchema, '{"set":')).code).toBe('DOCUMENT_MALFORMED')
    expect(refusalOf(() => readDocument(putSchema, '{"set":1}')).code).toBe('DOCUMENT_MALFORMED')
  })

  test('has the same digest in any order of its keys, and another with another content', () => {
    const turned = Object.fromEntries(Object.entries(record).reverse())
    expect(recordDigest(nodeCrypto, turned)).toBe(recordDigest(nodeCrypto, record))
    expect(recordDigest(nodeCrypto, { ...record, age: 47 })).not.toBe(recordDigest(nodeCrypto, record))
  })
})

function without(key: string): unknown {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
}

function refusalOf(run: () => unknown): CreditInterfaceError {
  try {
    run()
  } catch (error) {
    if (error instanceof CreditInterfaceError) return error
    throw error
  }
  throw new Error('was not refused')
}
