import { pureCrypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { parseCode } from './check/verification-code.ts'
import { composeDocument } from './compose.ts'
import { DocumentError } from './document-error.ts'
import { DOCUMENT_KINDS } from './documents.ts'
import type { DocumentFields, DocumentKind } from './documents.ts'
import { sampleDocuments } from './testing/index.ts'

type Value = string | number | null | readonly Value[] | { readonly [name: string]: Value }
type Path = readonly (string | number)[]

const sample = (kind: DocumentKind): Value => sampleDocuments[kind]
const compose = (kind: DocumentKind, fields: Value): ReturnType<typeof composeDocument> =>
  composeDocument(pureCrypto, kind, fields as unknown as DocumentFields<DocumentKind>)
const pointer = (path: Path): string => path.map((part) => `/${String(part)}`).join('')

function refusalOf(kind: DocumentKind, fields: Value): Pick<DocumentError, 'code' | 'facts'> | undefined {
  try {
    compose(kind, fields)
    return undefined
  } catch (error) {
    if (error instanceof DocumentError) return { code: error.code, facts: error.facts }
    throw error
  }
}

/** Paths of all members, inner ones included. */
function pathsOf(value: Value, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap((key) => [
    [...at, key],
    ...pathsOf((value as Record<string | number, Value>)[key] ?? null, [...at, key]),
  ])
}

/** The fields with one member changed; undefined takes it out. */
function withMember(value: Value, [key, ...rest]: Path, change: (old: Value) => Value | undefined): Value {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((item, at) => (at === key ? (inner(item, rest, change) ?? null) : item))
  }
  const members = Object.entries(value as Record<string, Value>).flatMap(([name, old]): [string, Value][] => {
    if (name !== key) return [[name, old]]
    const changed = inner(old, rest, change)
    return changed === undefined ? [] : [[name, changed]]
  })
  return Object.fromEntries(members)
}

function inner(value: Value, rest: Path, change: (old: Value) => Value | undefined): Value | undefined {
  return rest.length === 0 ? change(value) : withMember(value, rest, change)
}

function valueAt(value: Value, path: Path): Value {
  return path.reduce((at, key) => (at as Record<string | number, Value>)[key] ?? null, value)
}

/** Empty where the leaf is no text. */
function textAt(value: Value, path: Path): string {
  const leaf = valueAt(value, path)
  return typeof leaf === 'string' ? leaf : ''
}

/** Leaves whose text may be any, so that another text is another valid document. */
function freeTexts(kind: DocumentKind): Path[] {
  const dated = /^\d{4}-\d{2}-\d{2}$|^（\d{4}）|^sm3:|^[A-Z_]+$/
  return pathsOf(sample(kind)).filter((path) => {
    const value = valueAt(sample(kind), path)
    return (
      typeof value === 'string' &&
      !dated.test(value) &&
      !['documentId', 'checkAt', 'categories'].includes(String(path[0]))
    )
  })
}

describe.each(DOCUMENT_KINDS)('%s', (kind) => {
  test('says every text and number of its fields', () => {
    const before = JSON.stringify(compose(kind, sample(kind)).blocks)
    for (const path of freeTexts(kind)) {
      const after = compose(
        kind,
        withMember(sample(kind), path, () => '另一文本'),
      )
      expect(JSON.stringify(after.blocks), pointer(path)).not.toBe(before)
    }
    const days = pathsOf(sample(kind)).filter((path) => /^\d{4}-/.test(textAt(sample(kind), path)))
    for (const path of days) {
      const after = compose(
        kind,
        withMember(sample(kind), path, () => `${textAt(sample(kind), path).slice(0, 8)}28`),
      )
      expect(JSON.stringify(after.blocks), pointer(path)).not.toBe(before)
    }
    for (const path of pathsOf(sample(kind)).filter((one) => typeof valueAt(sample(kind), one) === 'number')) {
      const more = withMember(sample(kind), path, (number) => Number(number) + 1)
      // Sums that have to add up change together.
      if (refusalOf(kind, more)?.facts['path'] === '') continue
      expect(JSON.stringify(compose(kind, more).blocks), pointer(path)).not.toBe(before)
    }
  })

  test('lacks no mandatory field', () => {
    for (const path of pathsOf(sample(kind)).filter((one) => typeof one.at(-1) === 'string')) {
      const without = withMember(sample(kind), path, () => undefined)
      expect(refusalOf(kind, without)).toMatchObject({ code: 'FIELD_MISSING', facts: { path: pointer(path) } })
    }
    for (const path of freeTexts(kind)) {
      const blank = withMember(sample(kind), path, () => '')
      expect(refusalOf(kind, blank)).toMatchObject({ code: 'FIELD_MISSING', facts: { path: pointer(path) } })
    }
  })

  test('refuses what it does not know, and text that hides what it says', () => {
    const more = { ...(sample(kind) as Record<string, Value>), remark: 'x' }
    expect(refusalOf(kind, more)).toEqual({ code: 'FIELD_UNKNOWN', facts: { path: '', seen: 'key remark' } })
    for (const hidden of ['李\u202e样本', '李\n样本', ' ', '李样本 ']) {
      for (const path of freeTexts(kind).slice(0, 3)) {
        const refusal = refusalOf(
          kind,
          withMember(sample(kind), path, () => hidden),
        )
        expect(refusal).toMatchObject({ code: 'FIELD_INVALID', facts: { path: pointer(path) } })
        expect(JSON.stringify(refusal)).not.toContain('样本')
      }
    }
  })

  test('carries a code that follows from all its fields', () => {
    const { verificationCode } = compose(kind, sample(kind))
    expect(parseCode(verificationCode)).toBe(verificationCode)
    expect(compose(kind, JSON.parse(JSON.stringify(sample(kind))) as Value).verificationCode).toBe(verificationCode)
    const codes = freeTexts(kind).map(
      (path) =>
        compose(
          kind,
          withMember(sample(kind), path, () => '另一文本'),
        ).verificationCode,
    )
    const other = withMember(sample(kind), ['documentId'], () => 'f'.repeat(32))
    const all = [verificationCode, compose(kind, other).verificationCode, ...codes]
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('composeDocument', () => {
  test('writes rulings as courts do', () => {
    const texts = compose('CONTROL_RULING', sample('CONTROL_RULING')).blocks.flatMap((block) =>
      block.style === 'table' ? block.rows.map((row) => row.join('|')) : [block.text],
    )
    expect(texts).toContain('（2026）粤0703执123号之一')
    expect(texts).toContain('一、冻结被执行人名下存款人民币400,000.00元。')
    expect(texts).toContain('二〇二六年三月三十日')
    expect(texts).toContain(
      '1|银行存款|账户尾号1234的存款|李样本（虚构）|样例银行（虚构）|冻结|400,000.00|2026年3月30日至2027年3月30日',
    )
    expect(texts).toContain(
      '2|不动产|虚构市样例路3号101室，不动产单元号尾号0101|李样本（虚构）|虚构市不动产登记中心|查封|—|2026年3月30日至2029年3月30日',
    )
  })

  test('leaves out what does not apply', () => {
    const calm = withMember(sample('CONTROL_RULING'), ['urgency'], () => null)
    expect(JSON.stringify(compose('CONTROL_RULING', calm).blocks)).not.toContain('情况紧急')
  })

  test.each<[string, DocumentKind, Path, Value]>([
    ['a freeze without a sum (R20-13)', 'CONTROL_RULING', ['assets', 0, 'limitCents'], null],
    ['a term that ends before it begins', 'CONTROL_RULING', ['assets', 0, 'to'], '2026-03-30'],
    ['a bracket variant in the case number', 'QUERY_NOTICE', ['caseNumber'], '(2026)粤0703执123号'],
    ['a leading zero in the case number', 'QUERY_NOTICE', ['caseNumber'], '（2026）粤0703执0123号'],
    ['a day that the calendar lacks', 'QUERY_NOTICE', ['signedOn'], '2026-02-29'],
    ['half a cent', 'DISPOSAL_RULING', ['totalCents'], 0.5],
    ['a kind of measure that does not exist', 'CONTROL_RULING', ['assets', 0, 'measure'], 'TAKE'],
  ])('refuses %s', (_, kind, path, value) => {
    const refusal = refusalOf(
      kind,
      withMember(sample(kind), path, () => value),
    )
    expect(refusal?.code).toBe('FIELD_INVALID')
    expect(pointer(path).startsWith(String(refusal?.facts['path']))).toBe(true)
  })

  test.each<[DocumentKind, Path]>([
    ['CLAIM_CALCULATION', ['totalCents']],
    ['DISTRIBUTION_PLAN', ['surplusCents']],
    ['END_OF_ROUND_RULING', ['openCents']],
  ])('refuses a %s whose figures do not add up', (kind, path) => {
    const wrong = withMember(sample(kind), path, (cents) => Number(cents) + 1)
    expect(refusalOf(kind, wrong)).toMatchObject({ code: 'FIELD_INVALID', facts: { path: '' } })
  })

  test('refuses a kind that it does not know', () => {
    for (const kind of ['JUDGMENT', 'constructor', ''])
      expect(refusalOf(kind as DocumentKind, {})).toEqual({ code: 'KIND_UNKNOWN', facts: {} })
  })
})
