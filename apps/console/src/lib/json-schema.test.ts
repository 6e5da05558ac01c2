import { bundledLaw, functions, LawError, listFunctions, showFunction } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { emptyValue, kindOf, missingPaths } from './json-schema.ts'
import type { FormSchema } from './json-schema.ts'

const schema: FormSchema = {
  type: 'object',
  properties: {
    on: { type: 'string', format: 'date' },
    kind: { enum: ['A', 'B'] },
    ended: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
    agents: { type: 'array', items: { type: 'object', properties: { side: { type: 'string' } }, required: ['side'] } },
    note: { type: 'string' },
  },
  required: ['on', 'kind', 'ended', 'agents'],
}

describe('a form from a schema', () => {
  test('begins with what is required and decides nothing', () => {
    expect(emptyValue(schema)).toEqual({ on: '', kind: undefined, ended: null, agents: [] })
  })

  test('names what is missing by its path; an absent fact is not missing', () => {
    const value = { on: '', kind: 'A', ended: null, agents: [{ side: '' }, { side: 'X' }] }
    expect(missingPaths(schema, value)).toEqual(['/on', '/agents/0/side'])
    expect(missingPaths(schema, { ...value, on: '2026-01-01', agents: [], note: '' })).toEqual(['/note'])
  })

  test('knows the control of every field of every law function', () => {
    const unknown: string[] = []
    const visit = (name: string, part: FormSchema): void => {
      if (kindOf(part) === 'unknown') unknown.push(name)
      for (const [key, inner] of Object.entries(part.properties ?? {})) visit(`${name}/${key}`, inner)
      if (part.items !== undefined) visit(`${name}[]`, part.items)
      for (const inner of part.anyOf ?? []) if (inner.type !== 'null') visit(name, inner)
    }
    for (const { name } of listFunctions()) visit(name, showFunction(name).input)
    expect(unknown).toEqual([])
  })

  test('what it calls complete in form is refused by no function for its form’s outline', () => {
    // The outline is objects, lists and nulls; values that are still open are the person's to give.
    for (const [name, { run }] of functions) {
      const input = emptyValue(showFunction(name).input)
      if (missingPaths(showFunction(name).input, input).length > 0) continue
      try {
        run(input, bundledLaw)
      } catch (error) {
        expect(error, name).toBeInstanceOf(LawError)
      }
    }
    expect(functions.size).toBeGreaterThan(100)
  })
})
