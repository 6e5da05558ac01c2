import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { parameterTitlesZh } from '../data/parameter-titles.ts'
import { LAW_ERROR_CODES, type LawError } from '../law-error.ts'
import { evaluate } from '../registry/evaluate.ts'
import { catalogueAreas, functions } from '../registry/functions.ts'
import { reasonKey, type Reason } from '../registry/judgement.ts'
import { chineseNumeral, citationEn, citationZh, cite } from '../rules/citation.ts'
import { ruleTable } from '../rules/rule-table.ts'
import type { Shape } from '../schema/schema.ts'
import { reasonTable, reasonText, statuteOf } from './reason-text.ts'

const HAN = /\p{Script=Han}/u
const all = [...functions.values()].map(({ declaration }) => declaration)

describe('texts', () => {
  test('every reason that a function may give has a Chinese and an English text', () => {
    const keys = all.flatMap(({ reasons }) => reasons)
    const without = keys.filter((key) => {
      const entry = reasonTable.get(key)
      return entry === undefined || !HAN.test(entry.zh) || !/[A-Za-z]/.test(entry.en)
    })
    expect(without).toEqual([])
  })

  test('no text stands in the table that no function can give', () => {
    const given = new Set(all.flatMap(({ reasons }) => reasons))
    expect([...reasonTable.keys()].filter((key) => !given.has(key))).toEqual([])
  })

  test('a detailed text names only fields of the functions that give the reason', () => {
    const fieldsOf = (shape: Shape): string[] => (shape.kind === 'object' ? Object.keys(shape.fields) : [])
    const foreign = [...reasonTable.values()].flatMap((entry) => {
      const fields = new Set(
        all
          .filter(({ reasons }) => reasons.includes(reasonKey(entry)))
          .flatMap(({ input, output }) => [...fieldsOf(input), ...fieldsOf(output)]),
      )
      const named = [...`${entry.detail?.zh ?? ''}${entry.detail?.en ?? ''}`.matchAll(/\{(\w+)\}/g)]
      return named.filter(([, field]) => !fields.has(field!)).map(([text]) => `${entry.code} ${text}`)
    })
    expect(foreign).toEqual([])
  })

  test('an amount in cents is told in yuan, and with no fact the text has no hole', () => {
    const reason = { code: 'INDIVISIBLE_OVER_LIMIT', rule: 'R20-14' }
    const told = (overCents?: number): string | undefined =>
      reasonText(reason, overCents === undefined ? {} : { overCents })?.text.zh
    expect(told(123_456_789)).toBe('因财产不可分割，查控额超过标的额 1,234,567.89 元。')
    expect(told(5)).toBe('因财产不可分割，查控额超过标的额 0.05 元。')
    expect(told()).toBe('因财产不可分割，查控额超过标的额。')
    const inCents = [...reasonTable.values()].filter(
      ({ detail }) => /Cents\}/.test(detail?.zh ?? '') && !/Cents\} 元/.test(detail?.zh ?? ''),
    )
    expect(inCents).toEqual([])
  })

  test('every parameter that a function may read has a Chinese title, and each title is of a parameter', () => {
    const keys = new Set(all.flatMap(({ parameters }) => parameters))
    expect([...keys].filter((key) => !HAN.test(parameterTitlesZh.get(key) ?? ''))).toEqual([])
    // Retention clocks of a vault are read outside the functions.
    expect([...parameterTitlesZh.keys()].filter((key) => !bundledLaw.parameters.has(key))).toEqual([])
  })

  test('fills in the facts of the case, and falls back to the plain text without them', () => {
    const reason = { code: 'WITHIN_TWO_YEARS', rule: 'R18-06' }
    expect(reasonText(reason, { actOn: '2026-11-30', banEndsOn: '2026-12-01' })?.text).toEqual({
      zh: '离任后两年的限制到 2026-12-01 止，行为日为 2026-11-30。',
      en: 'The two-year bar ends on 2026-12-01; the act is on 2026-11-30.',
    })
    expect(reasonText(reason, { actOn: '2026-11-30', banEndsOn: null })?.text.zh).toBe(
      '离任法官、检察官在离任后两年内不得以律师身份代理、辩护。',
    )
    expect(reasonText(reason)?.statute.zh).toContain('《律师法》第四十一条')
    expect(reasonText({ code: 'WITHIN_TWO_YEARS', rule: 'R18-07' })).toBeNull()
  })
})

describe('rules', () => {
  test('every rule that a function or a reason names is in the table', () => {
    const named = [...all.flatMap(({ rules }) => rules), ...[...reasonTable.values()].map(({ rule }) => rule)]
    expect(named.filter((id) => !ruleTable.has(id))).toEqual([])
  })

  test('a rule with the text of the law behind it cites that law', () => {
    const bare = [...ruleTable.values()].filter(({ mark, citations }) => mark === 'L' && citations.length === 0)
    expect(bare.map(({ id }) => id)).toEqual([])
  })

  test('every parameter that a function may read is in the law book, and every refusal in the closed list', () => {
    expect(all.flatMap(({ parameters }) => parameters).filter((key) => !bundledLaw.parameters.has(key))).toEqual([])
    expect(all.flatMap(({ errors }) => errors).filter((code) => !LAW_ERROR_CODES.includes(code))).toEqual([])
  })

  test.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [41, '四十一'],
    [100, '一百'],
    [105, '一百零五'],
    [110, '一百一十'],
    [202, '二百零二'],
    [1005, '一千零五'],
    [1259, '一千二百五十九'],
  ])('%i is written %s', (value, written) => {
    expect(chineseNumeral(value)).toBe(written)
  })

  test('citations are written as statutes are cited', () => {
    expect(citationZh(cite('LAWYERS_LAW', { from: 47, to: 51 }))).toBe('《律师法》第四十七条至第五十一条')
    expect(citationEn(cite('LAWYERS_LAW', { from: 47, to: 51 }))).toBe('Lawyers Law, arts. 47–51')
    expect(citationZh(cite('JUDGES_LAW', { article: 36, paragraph: 3 }))).toBe('《法官法》第三十六条第三款')
    expect(citationEn(cite('JUDGES_LAW', { article: 36, paragraph: 3 }))).toBe('Judges Law, art. 36(3)')
    expect(statuteOf('R18-10').zh).toBe(
      '《最高人民法院关于审判人员在诉讼活动中执行回避制度若干问题的规定》（法释〔2011〕12号）第九条',
    )
    expect(statuteOf('R18-24')).toEqual({ zh: '', en: '' })
  })
})

interface LawCase {
  readonly fn: string
  readonly input: unknown
}

describe('reasons in use', () => {
  test('the cases reach every reason and every refusal that a catalogue function declares', () => {
    const cases = readdirSync(new URL('../../../../vectors/law/', import.meta.url))
      .filter((file) => file.startsWith('cases-'))
      .flatMap(
        (file) =>
          JSON.parse(
            readFileSync(new URL(`../../../../vectors/law/${file}`, import.meta.url), 'utf8'),
          ) as readonly LawCase[],
      )
    const reached = new Set(
      cases.flatMap(({ fn, input }) => {
        try {
          const { reasons } = evaluate(fn, input, bundledLaw).output as { readonly reasons?: readonly Reason[] }
          return (reasons ?? []).map((reason) => `${fn} ${reasonKey(reason)}`)
        } catch (error) {
          return [`${fn} ${(error as LawError).code}`]
        }
      }),
    )
    const declared = all
      .filter(({ name }) => Object.hasOwn(catalogueAreas, name.split('.')[0]!))
      .flatMap(({ name, reasons, errors }) => [...reasons, ...errors].map((one) => `${name} ${one}`))
    expect(declared.filter((one) => !reached.has(one))).toEqual([])
  })
})
