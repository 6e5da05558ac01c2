import type { JsonSchema } from '@xiezhi/codec'
import type { Shape } from './schema.ts'

/** JSON Schema (draft 2020-12) of a shape, for OpenAPI and forms. Rules between fields are not in it. */
export function describe(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'date':
      return { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
    case 'timestamp':
      return { type: 'string', format: 'date-time', pattern: '\\+08:00$' }
    case 'integer':
      return { type: 'integer', minimum: leastOf(shape), maximum: Number.MAX_SAFE_INTEGER }
    case 'cents':
      return { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }
    case 'exact':
      return { type: 'string', pattern: '^\\d+(/\\d+|\\.\\d+)?$' }
    case 'boolean':
      return { type: 'boolean' }
    case 'text':
      return { type: 'string' }
    case 'enumeration':
      return { enum: shape.members }
    case 'list':
      return { type: 'array', items: describe(shape.item) }
    case 'object':
      return describeObject(shape.fields)
    case 'nullable':
    case 'optional':
      return { anyOf: [describe(shape.inner), { type: 'null' }] }
    case 'variant':
      return describe(shape.inner)
  }
}

function leastOf({ positive, signed }: Shape & { kind: 'integer' }): number {
  if (signed === true) return -Number.MAX_SAFE_INTEGER
  return positive ? 1 : 0
}

function describeObject(fields: Readonly<Record<string, Shape>>): JsonSchema {
  const entries = Object.entries(fields)
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, shape]) => [key, describe(shape)])),
    required: entries.filter(([, shape]) => shape.kind !== 'optional' && shape.kind !== 'variant').map(([key]) => key),
  }
}
