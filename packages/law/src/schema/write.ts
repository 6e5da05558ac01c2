import { LawError } from '../law-error.ts'
import { formatCivilDate, type CivilDate } from '../time/civil-date.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { formatRational, type Rational } from '../time/rational.ts'
import type { Schema, Shape } from './schema.ts'

/** The JSON form of a value. Throws `AMOUNT_OUT_OF_RANGE` for a sum that JSON cannot hold exactly. */
export function write<T, J>(schema: Schema<T, J>, value: T): J {
  return writeShape(schema.shape, value, '') as J
}

function writeShape(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'date':
      return formatCivilDate(value as CivilDate)
    case 'timestamp':
      return formatInstant(value as Instant)
    case 'exact':
      return formatRational(value as Rational)
    case 'integer':
      return writeInteger(BigInt(value as number), path)
    case 'cents':
      return writeInteger(value as bigint, path)
    case 'boolean':
    case 'text':
    case 'enumeration':
      return value
    case 'list':
      return (value as readonly unknown[]).map((item, index) => writeShape(shape.item, item, `${path}/${index}`))
    case 'object':
      return writeFields(shape.fields, value as Readonly<Record<string, unknown>>, path)
    case 'nullable':
    case 'optional':
    case 'variant':
      return value === null || value === undefined ? null : writeShape(shape.inner, value, path)
  }
}

function writeFields(
  fields: Readonly<Record<string, Shape>>,
  value: Readonly<Record<string, unknown>>,
  path: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, shape]) => [key, writeShape(shape, value[key], `${path}/${key}`)]),
  )
}

function writeInteger(value: bigint, path: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new LawError('AMOUNT_OUT_OF_RANGE', path, { most: Number.MAX_SAFE_INTEGER })
  }
  return Number(value)
}
