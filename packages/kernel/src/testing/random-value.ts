import type { Json, JsonSchema } from '@xiezhi/codec'
import type { SeededRandom } from './seeded-random.ts'

/** Values that a field of this name may take: shared by messages, so that one finds what another wrote. */
export type ValuePools = Readonly<Record<string, readonly Json[]>>

const LIST_MAX = 3

/** A value that a schema describes. Patterns are met through pools only. */
export function randomValue(random: SeededRandom, schema: JsonSchema, pools: ValuePools, field = ''): Json {
  const pool = pools[field]
  if (pool !== undefined && schema['anyOf'] === undefined) return random.pick(pool)
  if ('const' in schema) return schema['const'] ?? null
  if (Array.isArray(schema['enum'])) return random.pick(schema['enum'] as readonly Json[])
  const choices = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined
  if (choices !== undefined) return randomValue(random, random.pick(choices), pools, field)
  return randomOfType(random, schema, pools, field)
}

function randomOfType(random: SeededRandom, schema: JsonSchema, pools: ValuePools, field: string): Json {
  const type = typeof schema['type'] === 'string' ? schema['type'] : ''
  switch (type) {
    case 'object':
      return randomObject(random, schema, pools)
    case 'array': {
      const length = Math.max(Number(schema['minItems'] ?? 0), random.below(LIST_MAX))
      return Array.from({ length }, () => randomValue(random, schema['items'] as JsonSchema, pools, singular(field)))
    }
    case 'integer':
      return Math.max(Number(schema['minimum'] ?? 0), random.below(1_000))
    case 'null':
      return null
    case 'boolean':
      return random.below(2) === 0
    default:
      return `r${random.below(100)}`
  }
}

function randomObject(random: SeededRandom, schema: JsonSchema, pools: ValuePools): Json {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  const required = (schema['required'] ?? []) as readonly string[]
  const entries = Object.entries(properties)
    .filter(([name]) => required.includes(name) || random.below(2) === 0)
    .map(([name, member]) => [name, randomValue(random, member, pools, name)] as const)
  return Object.fromEntries(entries)
}

function singular(field: string): string {
  return field.endsWith('s') ? field.slice(0, -1) : field
}

/** The value with one of its members replaced by something that hardly any schema takes. */
export function spoiled(random: SeededRandom, value: Json): Json {
  const junk = random.pick<Json>([null, '', -1, [], {}, true, 'x'.repeat(5_000)])
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return junk
  const names = Object.keys(value)
  return names.length === 0 ? junk : { ...(value as Readonly<Record<string, Json>>), [random.pick(names)]: junk }
}
