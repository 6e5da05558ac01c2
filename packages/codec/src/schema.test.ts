import { describe, expect, expectTypeOf, test } from 'vitest'
import { CodecError } from './codec-error.ts'
import type { Infer, Schema } from './schema.ts'
import { array, nullable, object, optional, record, refine, variants } from './schema-composites.ts'
import { boolean, enumeration, hexBytes, integer, json, literal, string } from './schema-scalars.ts'

const request = object({
  id: hexBytes(2),
  amount: integer({ min: 0, max: 100 }),
  name: string({ bytesMin: 1, bytesMax: 6 }),
  code: optional(string({ bytesMax: 8, pattern: /[a-z]+|x1/ })),
  urgent: boolean(),
  note: nullable(literal('none')),
  tags: array(enumeration(['a', 'b']), { max: 2 }),
  rates: record(integer(), { keysMax: 2, keyPattern: /[a-z/]+/ }),
  state: variants('kind', { open: object({}), closed: object({ reason: optional(integer()) }) }),
  extra: json({ bytesMax: 10 }),
})
type Request = Infer<typeof request>

const valid: Request = {
  id: '00ff',
  amount: 5,
  name: '律师',
  urgent: false,
  note: null,
  tags: ['a', 'b'],
  rates: { x: 1 },
  state: { kind: 'closed', reason: 2 },
  extra: { a: [] },
}

function errorOf(run: () => unknown): CodecError {
  try {
    run()
  } catch (error) {
    if (error instanceof CodecError) return error
    throw error
  }
  throw new TypeError('accepted')
}

function factsOf(run: () => unknown): CodecError['facts'] {
  const error = errorOf(run)
  expect(error.code).toBe('SCHEMA_MISMATCH')
  return error.facts
}

describe('schemas', () => {
  test('infer the static type', () => {
    expectTypeOf<Request['code']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Request['tags']>().toEqualTypeOf<readonly ('a' | 'b')[]>()
    expectTypeOf<Request['note']>().toEqualTypeOf<'none' | null>()
    expectTypeOf<Request['state']>().toEqualTypeOf<
      { readonly kind: 'open' } | { readonly kind: 'closed'; readonly reason?: number }
    >()
    expect(request.parse(valid)).toBe(valid)
  })

  const without = (key: keyof Request): unknown => {
    return Object.fromEntries(Object.entries(valid).filter(([name]) => name !== key))
  }
  const rejections: [name: string, value: unknown, path: string][] = [
    ['no object', [], ''],
    ['a missing key', without('urgent'), '/urgent'],
    ['an unknown key', { ...valid, more: 1 }, ''],
    ['a key set to undefined', { ...valid, code: undefined }, '/code'],
    ['an inherited key', Object.assign(Object.create({ urgent: true }) as object, without('urgent')), '/urgent'],
    ['upper-case hex', { ...valid, id: '00FF' }, '/id'],
    ['hex of another length', { ...valid, id: '00' }, '/id'],
    ['an integer below', { ...valid, amount: -1 }, '/amount'],
    ['an integer above', { ...valid, amount: 101 }, '/amount'],
    ['negative zero', { ...valid, amount: -0 }, '/amount'],
    ['a fraction', { ...valid, amount: 1.5 }, '/amount'],
    ['a number as text', { ...valid, amount: '5' }, '/amount'],
    ['text of too many bytes', { ...valid, name: '律师所' }, '/name'],
    ['text of too few bytes', { ...valid, name: '' }, '/name'],
    ['a lone surrogate', { ...valid, name: '\ud800' }, '/name'],
    ['a pattern that matches a part only', { ...valid, code: 'ab1' }, '/code'],
    ['a line break behind the pattern', { ...valid, code: 'ab\n' }, '/code'],
    ['a number as boolean', { ...valid, urgent: 0 }, '/urgent'],
    ['another literal', { ...valid, note: 'some' }, '/note'],
    ['too many items', { ...valid, tags: ['a', 'a', 'a'] }, '/tags'],
    ['an unknown member', { ...valid, tags: ['a', 'c'] }, '/tags/1'],
    ['a free key against the pattern', { ...valid, rates: { X: 1 } }, '/rates'],
    ['too many free keys', { ...valid, rates: { x: 1, y: 1, z: 1 } }, '/rates'],
    ['a value under a key with a slash', { ...valid, rates: { 'a/b': null } }, '/rates/a~1b'],
    ['an unknown case', { ...valid, state: { kind: 'lost' } }, '/state/kind'],
    ['an inherited case', { ...valid, state: Object.create({ kind: 'open' }) as unknown }, '/state/kind'],
    ['a case named like a method', { ...valid, state: { kind: 'toString' } }, '/state/kind'],
    ['a key of another case', { ...valid, state: { kind: 'open', reason: 1 } }, '/state'],
    ['JSON over its bytes', { ...valid, extra: { a: '12345' } }, '/extra'],
    ['JSON with a fraction', { ...valid, extra: [0.5] }, '/extra'],
  ]
  test.each(rejections)('refuse %s and name its place', (_, value, path) => {
    expect(factsOf(() => request.parse(value)).path).toBe(path)
  })

  test('say what was expected and seen, but not the text', () => {
    expect(factsOf(() => request.parse({ ...valid, name: 'secret words' }, '/message'))).toEqual({
      path: '/message/name',
      expected: 'string of 1..6 bytes',
      seen: 'string of 12 characters',
    })
  })

  test('refine narrows and refuses', () => {
    type Even = number & { readonly even: true }
    const even: Schema<Even> = refine(integer(), (value): value is Even => value % 2 === 0, 'even integer')
    expect(even.parse(4)).toBe(4)
    expect(factsOf(() => even.parse(3))).toEqual({ path: '', expected: 'even integer', seen: 'integer 3' })
  })

  const contradictions: [name: string, define: () => unknown][] = [
    ['limits that cross', () => string({ bytesMin: 2, bytesMax: 1 })],
    ['a pattern with memory', () => string({ bytesMax: 1, pattern: /a/g })],
    ['an enumeration with a member twice', () => enumeration(['a', 'a'])],
    ['a case that lists the discriminant', () => variants('kind', { a: object({ kind: boolean() }) })],
  ]
  test.each(contradictions)('cannot be defined with %s', (_, define) => {
    expect(errorOf(define).code).toBe('SCHEMA_DEFINITION')
  })

  test('describe themselves as JSON Schema', () => {
    const described = object({
      id: hexBytes(2),
      code: optional(string({ bytesMin: 1, bytesMax: 8, pattern: /[a-z]+/ })),
      state: variants('kind', { open: object({}), closed: object({ at: integer({ min: 0, max: 9 }) }) }),
    }).describe()
    expect(described).toEqual({
      type: 'object',
      properties: {
        id: { type: 'string', pattern: '^([0-9a-f]{2}){2,2}$' },
        code: { type: 'string', minLength: 1, maxLength: 8, pattern: '^(?:[a-z]+)$' },
        state: {
          oneOf: [
            {
              type: 'object',
              properties: { kind: { const: 'open' } },
              required: ['kind'],
              additionalProperties: false,
            },
            {
              type: 'object',
              properties: { kind: { const: 'closed' }, at: { type: 'integer', minimum: 0, maximum: 9 } },
              required: ['kind', 'at'],
              additionalProperties: false,
            },
          ],
          discriminator: { propertyName: 'kind' },
        },
      },
      required: ['id', 'state'],
      additionalProperties: false,
    })
  })
})
