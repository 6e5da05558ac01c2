import { readdirSync, readFileSync } from 'node:fs'
import { canonicalText, type Json } from '@xiezhi/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from './data/bundled-law.ts'
import { LAW_ERROR_CODES, LawError } from './law-error.ts'
import type { AnyLawFunction } from './registry/define-function.ts'
import { evaluate } from './registry/evaluate.ts'
import { functions } from './registry/functions.ts'
import { reasonKey, sortReasons, type Reason } from './registry/judgement.ts'
import { read } from './schema/read.ts'
import type { Shape } from './schema/schema.ts'
import { write } from './schema/write.ts'
import { formatCivilDate, type CivilDate } from './time/civil-date.ts'
import { fuzz } from '../../../tools/fuzz/fuzz.ts'

const run = { short: 300 }
/** Of each function: their inputs are read by one door of schemas, which so gets the whole number. */
const FUNCTION_SHARE = 1 / 50
const MOST = Number.MAX_SAFE_INTEGER

interface LawCase {
  readonly fn: string
  readonly input: Readonly<Record<string, unknown>>
  readonly expect: Readonly<Record<string, unknown>>
}

const cases = readdirSync(new URL('../../../vectors/law/', import.meta.url))
  .filter((file) => file.startsWith('cases-'))
  .flatMap(
    (file) =>
      JSON.parse(readFileSync(new URL(`../../../vectors/law/${file}`, import.meta.url), 'utf8')) as readonly LawCase[],
  )
  .filter(({ fn }) => functions.has(fn))

/** Texts of the cases: licence numbers, case numbers, courts and the like, so that more than the door is reached. */
const caseTexts = [...new Set(cases.flatMap(({ input }) => textsIn(input)))]
const anyText = fc.oneof(fc.constantFrom(...caseTexts), fc.constantFrom('A', 'B'), fc.string({ unit: 'grapheme' }))
const anyDay = fc
  .oneof(fc.integer({ min: 19_700, max: 20_900 }), fc.integer({ min: -719_162, max: 2_932_896 }))
  .map((day) => formatCivilDate(day as CivilDate))
const anyClock = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const anyCount = fc.oneof(fc.nat(40), fc.integer({ min: 1_990, max: 2_030 }), fc.constantFrom(1, MOST))
const junk = fc.oneof(
  fc.constantFrom(null, -1, 0.5, MOST + 1, NaN, '', '2026-02-30', [], {}, true, '__proto__', undefined),
  fc.jsonValue(),
)

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Inputs that the door lets through, mostly. */
function arbitraryOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'date':
      return anyDay
    case 'timestamp':
      return fc.tuple(anyDay, anyClock).map(([day, clock]) => `${day}T${clock}+08:00`)
    case 'integer':
      return shape.positive ? anyCount.map((count) => Math.max(count, 1)) : anyCount
    case 'cents':
      return fc.oneof(fc.nat(1_000), fc.maxSafeNat())
    case 'exact':
      return fc.tuple(fc.nat(), fc.integer({ min: 1 })).map(([top, bottom]) => `${top}/${bottom}`)
    case 'boolean':
      return fc.boolean()
    case 'text':
      return anyText
    case 'enumeration':
      return fc.constantFrom(...shape.members)
    case 'list':
      return fc.array(arbitraryOf(shape.item), { maxLength: 4 })
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(shape.fields).map(([key, field]) => [key, arbitraryOf(field)])),
      )
    case 'nullable':
      return fc.option(arbitraryOf(shape.inner), { nil: null })
    case 'optional':
      return fc.option(arbitraryOf(shape.inner), { nil: undefined })
    case 'variant':
      return arbitraryOf(shape.inner)
  }
}

/** The same input with one value replaced by something else, anywhere. */
function mutated(input: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(input, junk, fc.nat())
    .map(([value, other, at]) => replaceAt(value, other, at % Math.max(1, nodesIn(value))))
}

function nodesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((total: number, member) => total + nodesIn(member), 1)
}

function replaceAt(value: unknown, other: unknown, at: number): unknown {
  if (at === 0 || typeof value !== 'object' || value === null) return other
  let left = at - 1
  const members = Object.entries(value).map(([key, member]) => {
    const size = nodesIn(member)
    const hit = left >= 0 && left < size
    const changed: unknown = hit ? replaceAt(member, other, left) : member
    left = hit ? -1 : left - size
    return [key, changed] as const
  })
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members)
}

/** Either a refusal of the closed list, or an output that is what the function declares. */
function expectSound({ declaration }: AnyLawFunction, input: unknown): void {
  const before = structuredClone(input)
  let evaluation: ReturnType<typeof evaluate>
  try {
    evaluation = evaluate(declaration.name, input, bundledLaw)
  } catch (error) {
    expect(error).toBeInstanceOf(LawError)
    expect(LAW_ERROR_CODES).toContain((error as LawError).code)
    return
  }
  const { output, parameters } = evaluation
  expect(input).toEqual(before)
  const schema = { shape: declaration.output }
  expect(write(schema, read(schema, output))).toEqual(output)
  expect(canonicalText(output)).toBe(canonicalText(evaluate(declaration.name, input, bundledLaw).output))
  for (const { key } of parameters) expect(declaration.parameters).toContain(key)
  if ('reasons' in output) expectSoundReasons(output['reasons'], declaration.reasons)
}

function expectSoundReasons(value: Json | undefined, declared: readonly string[]): void {
  const reasons = value as unknown as readonly Reason[]
  expect(reasons).toEqual(sortReasons(reasons))
  for (const reason of reasons) expect(declared).toContain(reasonKey(reason))
}

describe('every function', () => {
  const all = [...functions.values()]

  test.each(all.map((one) => ({ name: one.declaration.name, one })))(
    '$name gives a sound answer or a refusal for any input',
    async ({ name, one }) => {
      const valid = arbitraryOf(one.declaration.input)
      const sound = fc.property(fc.oneof({ weight: 2, arbitrary: valid }, mutated(valid), junk), (input) => {
        expectSound(one, input)
      })
      await fuzz({ target: `law ${name}`, ...run, share: FUNCTION_SHARE }, (numRuns) => {
        fc.assert(sound, { numRuns })
      })
    },
  )
})

/** What the conventions say about a value that does not fit. */
const NULL_CODE: Readonly<Record<Exclude<Shape['kind'], 'nullable' | 'optional' | 'variant'>, string>> = {
  date: 'FORMAT_DATE',
  timestamp: 'FORMAT_TIMESTAMP',
  integer: 'FORMAT_NUMBER',
  cents: 'FORMAT_NUMBER',
  exact: 'FORMAT_FRACTION',
  boolean: 'FORMAT_BOOLEAN',
  text: 'FORMAT_TYPE',
  enumeration: 'FORMAT_ENUM',
  list: 'FORMAT_TYPE',
  object: 'FORMAT_TYPE',
}

interface Spoiled {
  readonly input: unknown
  readonly code: string
  readonly path: string
}

/** Every way to take out one value of a valid input, or to put null or a foreign value in its place. */
function spoil(shape: Shape, value: unknown, path: string, rebuild: (changed: unknown) => unknown): Spoiled[] {
  if (shape.kind === 'nullable' || shape.kind === 'optional') {
    return value === null || value === undefined ? [] : spoil(shape.inner, value, path, rebuild).slice(1)
  }
  // Whether the field is there at all depends on its neighbour.
  if (shape.kind === 'variant') return []
  const code = NULL_CODE[shape.kind]
  // A symbol fits no shape.
  const here = [null, Symbol('foreign')].map((foreign) => ({ input: rebuild(foreign), code, path }))
  if (shape.kind === 'list') {
    const items = value as readonly unknown[]
    const inner = items.flatMap((item, index) =>
      spoil(shape.item, item, `${path}/${index}`, (changed) => rebuild(items.with(index, changed))),
    )
    return [...here, ...inner]
  }
  if (shape.kind !== 'object') return here
  const members = value as Readonly<Record<string, unknown>>
  const inner = Object.entries(shape.fields).flatMap(([key, field]) => {
    const at = `${path}/${key}`
    const without = Object.fromEntries(Object.entries(members).filter(([one]) => one !== key))
    const absent =
      field.kind === 'optional' || field.kind === 'variant'
        ? []
        : [{ input: rebuild(without), code: 'FORMAT_MISSING', path: at }]
    return [...absent, ...spoil(field, members[key], at, (changed) => rebuild({ ...members, [key]: changed }))]
  })
  return [...here, ...inner]
}

describe('a malformed input gets the code of its type and no verdict', () => {
  const valid = cases.filter((one) => !('$error' in one.expect))

  test.each([...new Set(valid.map(({ fn }) => fn))])('%s', (fn) => {
    const shape = functions.get(fn)!.declaration.input
    const group = valid.filter((one) => one.fn === fn)
    const spoiled = group.flatMap(({ input }) => spoil(shape, input, '', (changed) => changed))
    const seen = spoiled.map(({ input, path }) => {
      try {
        evaluate(fn, input, bundledLaw)
        return { code: 'a verdict', path }
      } catch (error) {
        return { code: (error as LawError).code, path: (error as LawError).path }
      }
    })
    expect(seen).toEqual(spoiled.map(({ code, path }) => ({ code, path })))
  })
})
