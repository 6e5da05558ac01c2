import { LawError } from '../law-error.ts'
import { formatCivilDate, type CivilDate } from '../time/civil-date.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { formatRational, type Rational } from '../time/rational.ts'
import { fieldList, placedIn } from './place.ts'
import type { Schema, Shape } from './schema.ts'

/** The JSON form of a value. Throws `AMOUNT_OUT_OF_RANGE` for a sum that JSON cannot hold exactly. */
export function write<T, J>(schema: Schema<T, J>, value: T): J {
  return writeShape(schema.shape, value) as J
}

const CENTS_MAX = BigInt(Number.MAX_SAFE_INTEGER)

function writeShape(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'date':
      return formatCivilDate(value as CivilDate)
    case 'timestamp':
      return formatInstant(value as Instant)
    case 'exact':
      return formatRational(value as Rational)
    case 'integer':
      return writeInteger(value as number)
    case 'cents':
      return writeCents(value as bigint)
    case 'boolean':
    case 'text':
    case 'enumeration':
      return value
    case 'list':
      return writeItems(shape.item, value as readonly unknown[])
    case 'object':
      return writeFields(shape.fields, value as Readonly<Record<string, unknown>>)
    case 'nullable':
    case 'optional':
    case 'variant':
      return writeOptional(shape.inner, value)
  }
}

function writeInteger(value: number): number {
  if (value > Number.MAX_SAFE_INTEGER) throw outOfRange()
  return value
}

function writeCents(value: bigint): number {
  if (value > CENTS_MAX) throw outOfRange()
  return Number(value)
}

function writeOptional(inner: Shape, value: unknown): unknown {
  return value === null || value === undefined ? null : writeShape(inner, value)
}

function writeItems(shape: Shape, items: readonly unknown[]): unknown[] {
  const written = new Array<unknown>(items.length)
  let index = 0
  try {
    for (; index < items.length; index++) written[index] = writeShape(shape, items[index])
  } catch (error) {
    throw placedIn(error, index)
  }
  return written
}

function writeFields(
  fields: Readonly<Record<string, Shape>>,
  value: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const written: Record<string, unknown> = {}
  let place = ''
  try {
    for (const [key, shape] of fieldList(fields)) {
      place = key
      written[key] = writeShape(shape, value[key])
    }
  } catch (error) {
    throw placedIn(error, place)
  }
  return written
}

function outOfRange(): LawError {
  return new LawError('AMOUNT_OUT_OF_RANGE', '', { most: Number.MAX_SAFE_INTEGER })
}
