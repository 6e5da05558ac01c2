import { LawError, seenOf, type LawErrorCode } from '../law-error.ts'
import { parseCivilDate } from '../time/civil-date.ts'
import { parseInstant } from '../time/instant.ts'
import { parseRational } from '../time/rational.ts'
import type { Schema, Shape } from './schema.ts'

/** Checks decoded JSON and turns it into the values that the functions work with. Throws {@link LawError}. */
export function read<T, J>(schema: Schema<T, J>, value: unknown): T {
  return readShape(schema.shape, value, '') as T
}

function readShape(shape: Shape, value: unknown, path: string): unknown {
  if (shape.kind === 'list') return readList(shape, value, path)
  if (shape.kind === 'object') return readObject(shape.fields, value, path)
  if (shape.kind === 'variant') return readShape(shape.inner, value, path)
  if (shape.kind === 'nullable' || shape.kind === 'optional') {
    return value === null || value === undefined ? null : readShape(shape.inner, value, path)
  }
  return readScalar(shape, value, path)
}

type ScalarShape = Exclude<Shape, { readonly kind: 'list' | 'object' | 'nullable' | 'optional' | 'variant' }>

function readScalar(shape: ScalarShape, value: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'date':
      return readText(parseCivilDate, 'FORMAT_DATE', value, path)
    case 'timestamp':
      return readText(parseInstant, 'FORMAT_TIMESTAMP', value, path)
    case 'exact':
      return readText(parseRational, 'FORMAT_FRACTION', value, path)
    case 'integer':
      return readInteger(value, path, shape.signed === true ? -Number.MAX_SAFE_INTEGER : shape.positive ? 1 : 0)
    case 'cents':
      return BigInt(readInteger(value, path, 0))
    case 'boolean':
      if (typeof value === 'boolean') return value
      throw refusal('FORMAT_BOOLEAN', 'boolean', value, path)
    case 'text':
      if (typeof value === 'string') return value
      throw refusal('FORMAT_TYPE', 'text', value, path)
    case 'enumeration':
      if (shape.members.some((member) => member === value)) return value
      throw refusal('FORMAT_ENUM', shape.members.join(' '), value, path)
  }
}

function readText<T>(parse: (text: string) => T | undefined, code: LawErrorCode, value: unknown, path: string): T {
  const parsed = typeof value === 'string' ? parse(value) : undefined
  if (parsed === undefined) throw refusal(code, EXPECTED[code] ?? code, value, path)
  return parsed
}

const EXPECTED: Partial<Record<LawErrorCode, string>> = {
  FORMAT_DATE: 'YYYY-MM-DD',
  FORMAT_TIMESTAMP: 'YYYY-MM-DDThh:mm:ss+08:00',
  FORMAT_FRACTION: 'n, n/d or a plain decimal',
}

function readInteger(value: unknown, path: string, least: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw refusal('FORMAT_NUMBER', 'integer', value, path)
  }
  if (value < Math.min(least, 0)) throw new LawError('AMOUNT_NEGATIVE', path, { least })
  if (value > Number.MAX_SAFE_INTEGER) {
    throw new LawError('AMOUNT_OUT_OF_RANGE', path, { most: Number.MAX_SAFE_INTEGER })
  }
  if (value === 0 && least > 0)
    throw new LawError('FORMAT_NUMBER', path, { expected: 'positive integer', seen: 'zero' })
  // Negative zero is zero.
  return value + 0
}

function readList(shape: Shape & { kind: 'list' }, value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw refusal('FORMAT_TYPE', 'list', value, path)
  const items = Array.from(value, (item: unknown, index) => readShape(shape.item, item, `${path}/${index}`))
  if (shape.id !== undefined) refuseRepeatedIds(items, shape.id, path)
  return items
}

function refuseRepeatedIds(items: readonly unknown[], field: string | null, path: string): void {
  const first = new Map<unknown, number>()
  items.forEach((item, index) => {
    const id = field === null ? item : (item as Record<string, unknown>)[field]
    const before = first.get(id)
    if (before !== undefined) {
      throw new LawError('DUP_ID', field === null ? `${path}/${index}` : `${path}/${index}/${field}`, { first: before })
    }
    first.set(id, index)
  })
}

function readObject(fields: Readonly<Record<string, Shape>>, value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal('FORMAT_TYPE', 'object', value, path)
  }
  const seen = new Map<string, unknown>(Object.entries(value))
  const entries = Object.entries(fields).map(([key, shape]) => {
    const at = `${path}/${key}`
    const member = seen.get(key)
    if (shape.kind === 'variant' && !shape.members.some((one) => one === seen.get(shape.of)))
      return [key, null] as const
    const present = shape.kind === 'variant' ? shape.inner : shape
    if (member === undefined && present.kind !== 'optional') throw new LawError('FORMAT_MISSING', at, { key })
    return [key, readShape(shape, member, at)] as const
  })
  return Object.fromEntries(entries)
}

function refusal(code: LawErrorCode, expected: string, value: unknown, path: string): LawError {
  return new LawError(code, path, { expected, seen: seenOf(value) })
}
