import { describe, expect, test } from 'vitest'
import { LawError } from '../law-error.ts'
import { parseCivilDate } from '../time/civil-date.ts'
import { describe as describeShape } from './describe.ts'
import { read } from './read.ts'
import {
  boolean,
  cents,
  date,
  enumeration,
  exact,
  integer,
  list,
  listOfUnique,
  nullable,
  object,
  optional,
  positive,
  signed,
  text,
  timestamp,
  variant,
  type AnySchema,
} from './schema.ts'
import { write } from './write.ts'

function expectRefusal(schema: AnySchema, value: unknown, code: string, path: string): void {
  let thrown: unknown
  try {
    read(schema, value)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(LawError)
  expect({ code: (thrown as LawError).code, path: (thrown as LawError).path }).toEqual({ code, path })
}

const MOST = Number.MAX_SAFE_INTEGER

describe('signed integers', () => {
  test('may be negative, and only they', () => {
    expect(read(signed(), -3)).toBe(-3)
    expect(write(signed(), -3)).toBe(-3)
    expectRefusal(signed(), -MOST - 1, 'AMOUNT_NEGATIVE', '')
    expectRefusal(integer(), -3, 'AMOUNT_NEGATIVE', '')
    expect(describeShape(signed().shape)).toEqual({ type: 'integer', minimum: -MOST, maximum: MOST })
  })
})

describe('read', () => {
  const refusals: [name: string, schema: AnySchema, value: unknown, code: string, path?: string][] = [
    ['a date that does not exist', date(), '2026-02-30', 'FORMAT_DATE'],
    ['null as date', date(), null, 'FORMAT_DATE'],
    ['a timestamp in UTC', timestamp(), '2026-02-03T00:00:00Z', 'FORMAT_TIMESTAMP'],
    ['null as timestamp', timestamp(), null, 'FORMAT_TIMESTAMP'],
    ['a fraction as integer', integer(), 1.5, 'FORMAT_NUMBER'],
    ['text as integer', integer(), '1', 'FORMAT_NUMBER'],
    ['infinity', integer(), Infinity, 'FORMAT_NUMBER'],
    ['not a number', integer(), NaN, 'FORMAT_NUMBER'],
    ['null as integer', integer(), null, 'FORMAT_NUMBER'],
    ['a negative integer', integer(), -1, 'AMOUNT_NEGATIVE'],
    ['a negative integer where a positive one is needed', positive(), -1, 'AMOUNT_NEGATIVE'],
    ['zero where a positive one is needed', positive(), 0, 'FORMAT_NUMBER'],
    ['an integer above 2^53−1', integer(), MOST + 1, 'AMOUNT_OUT_OF_RANGE'],
    ['a large float', cents(), 1e300, 'AMOUNT_OUT_OF_RANGE'],
    ['negative cents', cents(), -1, 'AMOUNT_NEGATIVE'],
    ['half a cent', cents(), 0.5, 'FORMAT_NUMBER'],
    ['an exponent', exact(), '1e3', 'FORMAT_FRACTION'],
    ['a number as fraction', exact(), 1, 'FORMAT_FRACTION'],
    ['a truth value as text', boolean(), 'true', 'FORMAT_BOOLEAN'],
    ['null as truth value', boolean(), null, 'FORMAT_BOOLEAN'],
    ['a number as text', text(), 1, 'FORMAT_TYPE'],
    ['a word outside the set', enumeration(['A', 'B']), 'C', 'FORMAT_ENUM'],
    ['a number for a word', enumeration(['1']), 1, 'FORMAT_ENUM'],
    ['null for a word', enumeration(['A']), null, 'FORMAT_ENUM'],
    ['an object as list', list(text()), { length: 0 }, 'FORMAT_TYPE'],
    ['null as list', list(text()), null, 'FORMAT_TYPE'],
    ['a list as object', object({}), [], 'FORMAT_TYPE'],
    ['null as object', object({}), null, 'FORMAT_TYPE'],
    ['an absent key', object({ a: text() }), {}, 'FORMAT_MISSING', '/a'],
    ['an absent key that may be null', object({ a: nullable(text()) }), {}, 'FORMAT_MISSING', '/a'],
    ['undefined as value', object({ a: text() }), { a: undefined }, 'FORMAT_MISSING', '/a'],
    ['an inherited key', object({ toString: text() }), {}, 'FORMAT_MISSING', '/toString'],
    [
      'a wrong member',
      object({ a: object({ b: list(date()) }) }),
      { a: { b: ['2026-01-01', 3] } },
      'FORMAT_DATE',
      '/a/b/1',
    ],
    ['a wrong optional member', object({ a: optional(integer()) }), { a: 'x' }, 'FORMAT_NUMBER', '/a'],
    [
      'an id twice',
      listOfUnique(object({ id: text() }), 'id'),
      [{ id: 'a' }, { id: 'b' }, { id: 'a' }],
      'DUP_ID',
      '/2/id',
    ],
    ['an item twice', listOfUnique(text(), null), ['a', 'a'], 'DUP_ID', '/1'],
  ]
  test.each(refusals)('refuses %s', (_, schema, value, code, path = '') => {
    expectRefusal(schema, value, code, path)
  })

  test('gives the values that the functions work with, and writes them back', () => {
    const schema = object({
      day: date(),
      at: timestamp(),
      count: integer(),
      sum: cents(),
      rate: exact(),
      yes: boolean(),
      kind: enumeration(['A', 7]),
      names: list(text()),
      none: nullable(text()),
      absent: optional(text()),
    })
    const json = {
      day: '2026-05-07',
      at: '2026-05-07T09:00:00+08:00',
      count: 0,
      sum: MOST,
      rate: '0.25',
      yes: true,
      kind: 7,
      names: ['甲'],
      none: null,
      unknown: { anything: 1 },
    }
    const value = read(schema, json)
    expect(value).toMatchObject({ day: parseCivilDate('2026-05-07'), sum: BigInt(MOST), none: null, absent: null })
    expect(write(schema, value)).toEqual({
      day: '2026-05-07',
      at: '2026-05-07T09:00:00+08:00',
      count: 0,
      sum: MOST,
      rate: '1/4',
      yes: true,
      kind: 7,
      names: ['甲'],
      none: null,
      absent: null,
    })
  })

  test('reads negative zero as zero', () => {
    expect(Object.is(read(integer(), -0), 0)).toBe(true)
  })

  test('does not put the text of a refused value into the facts', () => {
    let thrown: unknown
    try {
      read(object({ id: date() }), { id: '440524188001010014' })
    } catch (error) {
      thrown = error
    }
    expect((thrown as LawError).message).not.toContain('4405')
    expect((thrown as LawError).facts).toEqual({ expected: 'YYYY-MM-DD', seen: 'text of 18 characters' })
  })
})

describe('write', () => {
  test('refuses a sum that JSON cannot hold exactly', () => {
    expect(() => write(cents(), BigInt(MOST) + 1n)).toThrow(
      expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE', path: '' }) as Error,
    )
  })
})

describe('describe', () => {
  test('gives JSON Schema', () => {
    const schema = object({
      day: nullable(date()),
      n: positive(),
      kinds: list(enumeration(['A', 'B'])),
      note: optional(text()),
    })
    expect(describeShape(schema.shape)).toEqual({
      type: 'object',
      properties: {
        day: { anyOf: [{ type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }, { type: 'null' }] },
        n: { type: 'integer', minimum: 1, maximum: MOST },
        kinds: { type: 'array', items: { enum: ['A', 'B'] } },
        note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      },
      required: ['day', 'n', 'kinds'],
    })
  })
})

describe('variants', () => {
  const schema = object({
    kind: enumeration(['A', 'B']),
    day: variant('kind', ['A'], date()),
    note: variant('kind', ['B'], optional(text())),
    end: variant('kind', ['B'], nullable(date())),
  })

  test('only the fields of the variant are read', () => {
    expect(read(schema, { kind: 'A', day: '2026-05-07', note: 3 })).toEqual({
      kind: 'A',
      day: parseCivilDate('2026-05-07'),
      note: null,
      end: null,
    })
    expect(read(schema, { kind: 'B', day: 'x', end: null })).toEqual({ kind: 'B', day: null, note: null, end: null })
  })

  test.each([
    ['an absent field of the variant', { kind: 'A' }, 'FORMAT_MISSING', '/day'],
    ['null where a day is needed', { kind: 'A', day: null }, 'FORMAT_DATE', '/day'],
    ['an absent field that may be null', { kind: 'B' }, 'FORMAT_MISSING', '/end'],
    ['a wrong optional field', { kind: 'B', end: null, note: 3 }, 'FORMAT_TYPE', '/note'],
    ['an unknown variant', { kind: 'C' }, 'FORMAT_ENUM', '/kind'],
  ])('%s is refused', (_, value, code, path) => {
    expectRefusal(schema, value, code, path)
  })

  test('JSON Schema asks for none of them', () => {
    expect(describeShape(schema.shape)).toMatchObject({ required: ['kind'], properties: { day: { format: 'date' } } })
  })
})
