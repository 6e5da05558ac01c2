import { describe, expect, test } from 'vitest'
import { showFunction } from '../reference/function-entry.ts'
import { functions } from '../registry/functions.ts'
import { fieldLabels, fieldsOf } from './field-labels.ts'

const declared = [...functions.values()].map(({ declaration }) => declaration)
const used = new Set(declared.flatMap(({ input, output }) => [...fieldsOf(input), ...fieldsOf(output)]))

describe('labels of fields', () => {
  test('stand for every field of every input and output, and for no other', () => {
    expect(used.size).toBeGreaterThan(500)
    expect([...used].filter((name) => !fieldLabels.has(name))).toEqual([])
    expect([...fieldLabels.keys()].filter((name) => !used.has(name))).toEqual([])
  })

  test('are Chinese and English, neither empty', () => {
    const wrong = [...fieldLabels].filter(
      ([, { zh, en }]) => !/\p{Script=Han}/u.test(zh) || !/^[A-Z][\x20-\x7e]*$/.test(en),
    )
    expect(wrong).toEqual([])
  })

  test('of one function are told apart where its fields are', () => {
    const same: string[] = []
    for (const { name, input } of declared) {
      const fields = input.kind === 'object' ? Object.keys(input.fields) : []
      const labels = fields.map((field) => fieldLabels.get(field)?.zh ?? '')
      for (const [at, label] of labels.entries()) if (labels.indexOf(label) !== at) same.push(`${name} ${label}`)
    }
    expect(same).toEqual([])
  })

  test('go with a function as it is shown', () => {
    const { labels } = showFunction('lawyer.powerCheck')
    expect(labels['wording']).toEqual({ zh: '授权文字', en: 'Wording' })
    expect(Object.keys(labels)).not.toContain('cadastralZone')
  })
})
