import type { Json } from '@xiezhi/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CODE_LISTS } from './code-lists.ts'
import { ControlInterfaceError } from './control-interface-error.ts'
import { DICTIONARY, RECORDS } from './dictionary.ts'
import type { FieldKind } from './field.ts'
import { answer, controlRequest } from './index.ts'
import type { RecordType } from './record.ts'
import { DEDUCT, FREEZE, FREEZE_ANSWER, HEADER } from './testing/samples.ts'

type AnyRecord = RecordType<Readonly<Record<string, unknown>>>
const records = RECORDS as readonly AnyRecord[]

function refusalOf(run: () => unknown): ControlInterfaceError {
  try {
    run()
  } catch (error) {
    if (error instanceof ControlInterfaceError) return error
    throw error
  }
  throw new Error('was accepted')
}

/** Values of a kind, by what the dictionary says of it. */
function valuesOf({ type, limits }: FieldKind<unknown>): fc.Arbitrary<Json> {
  const pattern = /^text that matches (.*)$/.exec(limits)?.[1]
  const range = /^integer (\d+)\.\.(\d+)$/.exec(limits)
  const inner = /^list of 0\.\.\d+ (\w+)$/.exec(limits)?.[1]
  if (pattern !== undefined)
    return fc
      .stringMatching(new RegExp(pattern))
      .filter((value) => value.length <= Number(/^\^\[.*\{(\d+)\}\$$/.exec(pattern)?.[1] ?? 30))
  if (type === 'text') return fc.constantFrom('示例', 'sample', '（2026）粤0703执123号')
  if (range !== null) return fc.integer({ min: Number(range[1]), max: Math.min(Number(range[2]), 2 ** 31 - 1) })
  if (type === 'date') return fc.constantFrom('2026-03-30', '2024-02-29', '1999-12-31')
  if (type === 'instant') return fc.constantFrom('2026-03-30T10:02:09+08:00', '2026-03-30T23:59:59+08:00')
  if (type === 'code')
    return fc.constantFrom(...(CODE_LISTS.find(({ name }) => name === limits)?.entries ?? []).map(({ code }) => code))
  if (type === 'list') return fc.array(documentsOf(inner), { maxLength: 2 })
  return documentsOf(limits)
}

function documentsOf(name: string | undefined): fc.Arbitrary<Json> {
  const record = records.find((one) => one.name === name)
  const fields = Object.values(record?.fields ?? {})
  const required = fields.filter(({ isOptional }) => !isOptional).map(({ key }) => key)
  return fc.record(Object.fromEntries(fields.map(({ key, kind }) => [key, valuesOf(kind)])), {
    requiredKeys: required,
    noNullPrototype: true,
  })
}

describe('records', () => {
  test.each(records.map((record) => [record.name, record] as const))(
    '%s goes to the model and back unchanged',
    (name, record) => {
      fc.assert(
        fc.property(documentsOf(name), (document) => {
          expect(record.encode(record.decode(document))).toEqual(document)
        }),
        { numRuns: 40 },
      )
    },
  )

  test.each(records.map((record) => [record.name, record] as const))(
    '%s refuses a key of its own making and each missing field',
    (name, record) => {
      const [document] = fc.sample(documentsOf(name), { numRuns: 1, seed: 20 }) as [Record<string, Json>]
      const unknown = refusalOf(() => record.decode({ ...document, extra: 1 }))
      expect([unknown.code, unknown.facts.path]).toEqual(['FIELD_UNKNOWN', '/extra'])
      for (const { key, isOptional } of Object.values(record.fields)) {
        if (isOptional) continue
        const cut = Object.fromEntries(Object.entries(document).filter(([one]) => one !== key))
        const missing = refusalOf(() => record.decode(cut))
        expect([missing.code, missing.facts.path, missing.facts.seen]).toEqual(['FIELD_MISSING', `/${key}`, 'nothing'])
      }
    },
  )

  test('keys and ids are each used once in a record, codes once in a list', () => {
    for (const record of records) {
      const keys = Object.values(record.fields).map(({ key }) => key)
      expect(new Set(keys).size, record.name).toBe(keys.length)
    }
    for (const { name, entries } of CODE_LISTS) {
      expect(new Set(entries.map(({ code }) => code)).size, name).toBe(entries.length)
      expect(new Set(entries.map(({ id }) => id)).size, name).toBe(entries.length)
    }
  })

  test('the dictionary holds every key that rulebook 20A.2 names', () => {
    const header = 'bdhm lb xz xm zjlx dsrzjhm fymc fydm cbr yhdh ah gzzbh gwzbh ckh ckwh lxfs beiz'
    const item =
      'ccxh khzh glzhhm cclb khwd khwddm bz sfjh kzlx kzcs kznr je se ksrq jsrq zcmc zclx jldw jrcpbh lczh zjhkzh ydjdh ydjah zxkzhhm zxkzhkhh zxkzhkhhhh zxkzhzh'
    const feedback = 'kzzt ye kyye csksrq csjsrq djxe skje ceskje wnkzyy hostdt hostseqno djxxList qlxxList'
    const estate = 'cxqqdh bdcdyh bdcqzh bdcqllx kzzt csksrq csjsrq wnkzyy ywh cfywh beiz'
    const wanted = { controlRequest: header, controlItem: item, controlFeedback: feedback, realEstateFeedback: estate }
    for (const [record, keys] of Object.entries(wanted)) {
      const found = DICTIONARY.filter((entry) => entry.record === record && entry.origin === 'public').map(
        ({ key }) => key,
      )
      expect(found, record).toEqual(expect.arrayContaining(keys.split(' ')))
    }
  })

  test('names, identity numbers, accounts and amounts are of a class that no log takes', () => {
    const work = DICTIONARY.filter(({ privacy }) => privacy === 'work').map(({ key }) => key)
    for (const key of ['xm', 'dsrzjhm', 'khzh', 'ye', 'je', 'gzzbh', 'ah', 'bdcdyh', 'qlr'])
      expect(work).not.toContain(key)
  })

  test('a model with a field that the record does not know is not written', () => {
    const model = { ...controlRequest.decode(HEADER), extra: 1 }
    expect(refusalOf(() => controlRequest.encode(model)).code).toBe('FIELD_UNKNOWN')
  })

  test('codes become words of the model', () => {
    const request = controlRequest.decode(FREEZE)
    expect([request.nature, request.institutionKind, request.idType]).toEqual(['CONTROL', 'BANK', 'RESIDENT_ID'])
    expect(request.items?.[0]).toMatchObject({ measure: 'FREEZE', content: 'AMOUNT', amountCents: 5_000_000 })
    expect(controlRequest.decode(DEDUCT).items?.[0]).toMatchObject({ measure: 'DEDUCT', priorRequestNo: HEADER.bdhm })
    expect(answer.decode(FREEZE_ANSWER).items?.[0]).toMatchObject({ state: 'CONTROLLED', freezeMode: 'LIMIT' })
  })
})
