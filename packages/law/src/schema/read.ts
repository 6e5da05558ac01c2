import { LawError, seenOf, type LawErrorCode } from '../law-error.ts'
import { parseCivilDate } from '../time/civil-date.ts'
import { parseInstant } from '../time/instant.ts'
import { parseRational } from '../time/rational.ts'
import { fieldList, placedIn } from './place.ts'
import type { Schema, Shape } from './schema.ts'

/** Checks decoded JSON and turns it into the values that the functions work with. Throws {@link LawError}. */
export function read<T, J>(schema: Schema<T, J>, value: unknown): T {
  return readShape(schema.shape, value) as T
}

// A refusal starts at the value that does not fit; what holds the value puts its own place before the path.
function readShape(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'list') return readList(shape, value)
  if (shape.kind === 'object') return readObject(shape.fields, value)
  if (shape.kind === 'variant') return readShape(shape.inner, value)
  if (shape.kind === 'nullable' || shape.kind === 'optional') {
    return value === null || value === undefined ? null : readShape(shape.inner, value)
  }
  return readScalar(shape, value)
}

type ScalarShape = Exclude<Shape, { readonly kind: 'list' | 'object' | 'nullable' | 'optional' | 'variant' }>

function readScalar(shape: ScalarShape, value: unknown): unknown {
  switch (shape.kind) {
    case 'date':
      return readText(parseCivilDate, 'FORMAT_DATE', value)
    case 'timestamp':
      return readText(parseInstant, 'FORMAT_TIMESTAMP', value)
    case 'exact':
      return readText(parseRational, 'FORMAT_FRACTION', value)
    case 'integer':
      return readInteger(value, shape.signed === true ? -Number.MAX_SAFE_INTEGER : shape.positive ? 1 : 0)
    case 'cents':
      return BigInt(readInteger(value, 0))
    case 'boolean':
      if (typeof value === 'boolean') return value
      throw refusal('FORMAT_BOOLEAN', 'boolean', value)
    case 'text':
      if (typeof value === 'string') return value
      throw refusal('FORMAT_TYPE', 'text', value)
    case 'enumeration':
      if (shape.members.some((member) => member === value)) return value
      throw refusal('FORMAT_ENUM', shape.members.join(' '), value)
  }
}

function readText<T>(parse: (text: string) => T | undefined, code: LawErrorCode, value: unknown): T {
  const parsed = typeof value === 'string' ? parse(value) : undefined
  if (parsed === undefined) throw refusal(code, EXPECTED[code] ?? code, value)
  return parsed
}

const EXPECTED: Partial<Record<LawErrorCode, string>> = {
  FORMAT_DATE: 'YYYY-MM-DD',
  FORMAT_TIMESTAMP: 'YYYY-MM-DDThh:mm:ss+08:00',
  FORMAT_FRACTION: 'n, n/d or a plain decimal',
}

function readInteger(value: unknown, least: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw refusal('FORMAT_NUMBER', 'integer', value)
  }
  if (value < Math.min(least, 0)) throw new LawError('AMOUNT_NEGATIVE', '', { least })
  if (value > Number.MAX_SAFE_INTEGER) {
    throw new LawError('AMOUNT_OUT_OF_RANGE', '', { most: Number.MAX_SAFE_INTEGER })
  }
  if (value === 0 && least > 0) throw new LawError('FORMAT_NUMBER', '', { expected: 'positive integer', seen: 'zero' })
  // Negative zero is zero.
  return value + 0
}

function readList(shape: Shape & { kind: 'list' }, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw refusal('FORMAT_TYPE', 'list', value)
  const items = new Array<unknown>(value.length)
  let index = 0
  try {
    for (; index < value.length; index++) items[index] = readShape(shape.item, value[index])
  } catch (error) {
    throw placedIn(error, index)
  }
  if (shape.id !== undefined) refuseRepeatedIds(items, shape.id)
  return items
}

function refuseRepeatedIds(items: readonly unknown[], field: string | null): void {
  const first = new Map<unknown, number>()
  items.forEach((item, index) => {
    const id = field === null ? item : (item as Record<string, unknown>)[field]
    const before = first.get(id)
    if (before !== undefined) {
      throw new LawError('DUP_ID', field === null ? `/${index}` : `/${index}/${field}`, { first: before })
    }
    first.set(id, index)
  })
}

function readObject(fields: Readonly<Record<string, Shape>>, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal('FORMAT_TYPE', 'object', value)
  }
  const members = value as Readonly<Record<string, unknown>>
  const result: Record<string, unknown> = {}
  let place = ''
  try {
    for (const [key, shape] of fieldList(fields)) {
      place = key
      result[key] = readMember(shape, key, members)
    }
  } catch (error) {
    throw placedIn(error, place)
  }
  return result
}

function readMember(shape: Shape, key: string, members: Readonly<Record<string, unknown>>): unknown {
  if (shape.kind === 'variant' && !shape.members.some((one) => one === memberOf(members, shape.of))) return null
  const member = memberOf(members, key)
  const present = shape.kind === 'variant' ? shape.inner : shape
  if (member === undefined && present.kind !== 'optional') throw new LawError('FORMAT_MISSING', '', { key })
  return readShape(present, member)
}

/** Own members only: what an object inherits is no fact. */
function memberOf(members: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(members, key) ? members[key] : undefined
}

function refusal(code: LawErrorCode, expected: string, value: unknown): LawError {
  return new LawError(code, '', { expected, seen: seenOf(value) })
}
