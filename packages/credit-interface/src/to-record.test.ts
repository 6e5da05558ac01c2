import { describe, expect, test } from 'vitest'
import type { CreditAnnex } from './annex.ts'
import type { EntryView } from './facts.ts'
import { maskRecord } from './field-set.ts'
import type { PlatformKind } from './sets/index.ts'
import { CONSUMPTION, FULL, PERSON, UNIT } from './testing/samples.ts'
import { recordOf } from './to-record.ts'

const BASIC: EntryView = { ...FULL, situation: null }

describe('a record of the national platform', () => {
  test('has the fields of the public list, with term, basis and status', () => {
    expect(recordOf('NATIONAL', FULL, PERSON).record).toEqual({
      recordId: FULL.entryId,
      revision: 1,
      subjectKind: 'NATURAL',
      iname: '赵样本',
      cardNum: '999999198001010011',
      sexy: '男性',
      age: 46,
      caseCode: '（2026）示0703执1号',
      courtName: '示例区人民法院',
      areaName: '示例省',
      regDate: '2026-03-02',
      publishDate: '2026-04-10',
      gistId: '（2025）示0703民初9号',
      gistUnit: '示例区人民法院',
      duty: '支付货款及利息',
      performance: '全部未履行',
      disruptTypeName: '违反财产报告制度',
      legalBasis: FULL.legalBasis,
      basisDigest: FULL.basisDigest,
      termKind: 'FIXED',
      termFrom: '2026-04-08',
      termTo: '2028-04-08',
      status: 'ACTIVE',
    })
  })

  test('of a unit names its representative, and neither sex nor age', () => {
    const { record } = recordOf('NATIONAL', FULL, UNIT)
    expect(record).toMatchObject({ subjectKind: 'UNIT', legalRep: '钱样本', cardNum: '91999900MA0000000X' })
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['sexy', 'age']))
  })

  test('of limits of consumption says what is limited, and who with a unit', () => {
    const { set, record } = recordOf('NATIONAL', CONSUMPTION, UNIT)
    expect(set.name).toBe('national-consumption')
    expect(record).toMatchObject({
      restrictions: expect.stringMatching(/^乘坐飞机.*；乘坐G字头/) as string,
      relatedPersons: '法定代表人:钱样本',
      termKind: 'UNTIL_EVENT',
    })
    expect(record).not.toHaveProperty('termTo')
  })

  test('the public sees neither day of birth nor who is responsible for a unit', () => {
    const natural = recordOf('NATIONAL', FULL, PERSON)
    expect(maskRecord(natural.set, natural.record)).toMatchObject({ iname: '赵样本', cardNum: '9999991980****0011' })
    const unit = recordOf('NATIONAL', CONSUMPTION, UNIT)
    const seen = maskRecord(unit.set, unit.record)
    expect(seen).toMatchObject({ cardNum: '91999900MA0000000X', termFrom: '2026-04-08' })
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['relatedPersons']))
    expect(Object.keys(seen)).not.toContain('recordId')
  })

  test('a short number is masked but for its ends', () => {
    const person = { ...PERSON.person, certificateNumber: 'E12345678' }
    const { set, record } = recordOf('NATIONAL', FULL, { ...PERSON, person })
    expect(maskRecord(set, record)).toMatchObject({ cardNum: 'E12***678' })
  })
})

describe('a record of the enterprise publicity system', () => {
  test('says which enterprise is in which judicial list of which court', () => {
    const { set, record } = recordOf('PUBLICITY', BASIC, UNIT)
    expect(set.name).toBe('publicity-dishonest')
    expect(record).toMatchObject({
      entName: '样本商贸有限公司',
      uniscid: '91999900MA0000000X',
      executeCourt: '示例区人民法院',
      judicialList: 'DISHONEST',
    })
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['duty', 'caseCode', 'legalRep']))
  })

  test('of a natural person has nothing that leads to the person', () => {
    const { record } = recordOf('PUBLICITY', BASIC, PERSON)
    expect(JSON.stringify(record)).not.toMatch(/赵样本|999999|示例区/)
    expect(record).toMatchObject({ recordId: FULL.entryId, subjectKind: 'NATURAL', judicialList: 'DISHONEST' })
  })
})

describe('refused', () => {
  test.each<[string, PlatformKind, EntryView, CreditAnnex, string, string]>([
    ['nothing but an active entry', 'PUBLICITY', { ...BASIC, list: null }, UNIT, 'SCOPE_TOO_NARROW', '/list'],
    ['no situation', 'NATIONAL', BASIC, PERSON, 'SCOPE_TOO_NARROW', '/situation'],
    ['no categories', 'NATIONAL', { ...CONSUMPTION, categories: [] }, PERSON, 'SCOPE_TOO_NARROW', '/categories'],
    ['no term', 'NATIONAL', { ...FULL, term: null }, PERSON, 'TERM_MISSING', '/term'],
    [
      'a fixed term without its end',
      'NATIONAL',
      { ...FULL, term: { kind: 'FIXED', to: null } },
      PERSON,
      'TERM_MISSING',
      '/termTo',
    ],
    [
      'a term that ends before it begins',
      'NATIONAL',
      { ...FULL, term: { kind: 'FIXED', to: '2026-04-07' } },
      PERSON,
      'TERM_REVERSED',
      '/termTo',
    ],
    [
      'the annex of another entry',
      'NATIONAL',
      FULL,
      { ...PERSON, entryId: 'b2'.repeat(16) },
      'ENTRY_OTHER',
      '/entryId',
    ],
    ['the person alone', 'NATIONAL', FULL, { ...PERSON, fields: null }, 'FIELD_MISSING', '/caseCode'],
    ['no decision', 'NATIONAL', { ...FULL, basisDigest: null }, PERSON, 'FIELD_MISSING', '/basisDigest'],
  ])('%s', (_, kind, view, annex, code, path) => {
    let refusal: unknown
    try {
      recordOf(kind, view, annex)
    } catch (error) {
      refusal = error
    }
    expect(refusal).toMatchObject({ code, facts: { path } })
  })
})
