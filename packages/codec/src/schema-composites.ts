import { definitionError, keyMismatch, memberPath, mismatch, type JsonSchema, type Schema } from './schema.ts'
import { wholeMatch } from './schema-scalars.ts'
import { utf8Length } from './utf8.ts'

/** A list of `min`..`max` items. */
export function array<T>(
  item: Schema<T>,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): Schema<readonly T[]> {
  if (!(min >= 0 && min <= max)) throw definitionError('list limits')
  const expected = `list of ${min}..${max} items`
  return {
    parse(value, path = '') {
      if (!Array.isArray(value) || value.length < min || value.length > max) throw mismatch(path, expected, value)
      for (let i = 0; i < value.length; i++) item.parse(value[i], `${path}/${i}`)
      return value as readonly T[]
    },
    describe: () => ({ type: 'array', items: item.describe(), minItems: min, maxItems: max }),
  }
}

/** A member that may be absent. A key that is present with `undefined` is refused: it has no canonical form. */
export interface OptionalSchema<T> extends Schema<T> {
  readonly optional: true
}

export function optional<T>(schema: Schema<T>): OptionalSchema<T> {
  return {
    optional: true,
    parse: (value, path) => schema.parse(value, path),
    describe: () => schema.describe(),
  }
}

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return {
    parse: (value, path) => (value === null ? null : schema.parse(value, path)),
    describe: () => ({ anyOf: [schema.describe(), { type: 'null' }] }),
  }
}

export type Fields = Readonly<Record<string, Schema<unknown>>>

type OptionalKey<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalSchema<unknown> ? K : never
}[keyof F]

type FieldType<S> = S extends Schema<infer T> ? T : never

/** Static type of an object with these fields. */
export type ObjectOf<F extends Fields> = Flatten<
  { readonly [K in Exclude<keyof F, OptionalKey<F>>]: FieldType<F[K]> } & {
    readonly [K in OptionalKey<F>]?: FieldType<F[K]>
  }
>

type Flatten<T> = { [K in keyof T]: T[K] }

export interface ObjectSchema<F extends Fields> extends Schema<ObjectOf<F>> {
  /** For schemas that extend this one: `object({ ...other.fields, more })`. */
  readonly fields: F
}

/** An object with exactly these keys; those of `optional` fields may be absent. */
export function object<const F extends Fields>(fields: F): ObjectSchema<F> {
  const check = objectCheck(fields)
  return {
    fields,
    parse(value, path = '') {
      check(value, path)
      return value as ObjectOf<F>
    },
    describe: () => describeFields(fields),
  }
}

type Cases = Readonly<Record<string, ObjectSchema<Fields>>>

/** Static type of a union told apart by the text under `K`. */
export type VariantOf<K extends string, C extends Cases> = {
  [N in keyof C & string]: Flatten<{ readonly [Key in K]: N } & FieldType<C[N]>>
}[keyof C & string]

/**
 * A union of objects. The text under `discriminant` names the case; the case's own schema does not list that key.
 *
 * ```ts
 * variants('kind', { open: object({}), closed: object({ reason: string({ bytesMax: 200 }) }) })
 * ```
 */
export function variants<const K extends string, const C extends Cases>(
  discriminant: K,
  cases: C,
): Schema<VariantOf<K, C>> {
  const checks = new Map<unknown, (value: unknown, path: string) => void>()
  for (const [name, { fields }] of Object.entries(cases)) {
    if (Object.hasOwn(fields, discriminant)) throw definitionError(`case ${name} lists ${discriminant}`)
    checks.set(name, objectCheck(fields, discriminant))
  }
  if (checks.size === 0) throw definitionError('no cases')
  const expected = `one of ${[...checks.keys()].join(' ')}`
  return {
    parse(value, path = '') {
      if (!isRecord(value)) throw mismatch(path, 'object', value)
      const name = Object.hasOwn(value, discriminant) ? value[discriminant] : undefined
      const check = checks.get(name)
      if (check === undefined) throw mismatch(memberPath(path, discriminant), expected, name)
      check(value, path)
      return value as VariantOf<K, C>
    },
    describe: () => ({
      oneOf: Object.entries(cases).map(([name, { fields }]) =>
        describeFields({ [discriminant]: { describe: () => ({ const: name }), parse: () => name }, ...fields }),
      ),
      discriminator: { propertyName: discriminant },
    }),
  }
}

export interface RecordLimits {
  readonly keysMax: number
  /** Must match the whole key. */
  readonly keyPattern: RegExp
}

/** An object with free keys, all values of one schema. */
export function record<T>(
  valueSchema: Schema<T>,
  { keysMax, keyPattern }: RecordLimits,
): Schema<Readonly<Record<string, T>>> {
  const whole = wholeMatch(keyPattern)
  return {
    parse(value, path = '') {
      if (!isRecord(value)) throw mismatch(path, 'object', value)
      const keys = Object.keys(value)
      if (keys.length > keysMax) throw mismatch(path, `object of at most ${keysMax} keys`, value)
      for (const key of keys) {
        if (utf8Length(key) < 0 || !whole.test(key)) throw keyMismatch(path, `keys that match ${whole.source}`, key)
        valueSchema.parse(value[key], memberPath(path, key))
      }
      return value as Readonly<Record<string, T>>
    },
    describe: () => ({
      type: 'object',
      additionalProperties: valueSchema.describe(),
      propertyNames: { pattern: whole.source },
      maxProperties: keysMax,
    }),
  }
}

/** A schema narrowed by a predicate, for branded types and rules over several fields. */
export function refine<T, U extends T>(
  schema: Schema<T>,
  accepts: (value: T) => value is U,
  expected: string,
): Schema<U>
export function refine<T>(schema: Schema<T>, accepts: (value: T) => boolean, expected: string): Schema<T>
export function refine<T>(schema: Schema<T>, accepts: (value: T) => boolean, expected: string): Schema<T> {
  return {
    parse(value, path = '') {
      const parsed = schema.parse(value, path)
      if (!accepts(parsed)) throw mismatch(path, expected, value)
      return parsed
    },
    describe: () => schema.describe(),
  }
}

function objectCheck(fields: Fields, discriminant?: string): (value: unknown, path: string) => void {
  const entries = Object.entries(fields).map(([key, schema]) => ({
    key,
    schema,
    suffix: memberPath('', key),
    optional: isOptional(schema),
  }))
  const known = new Set(Object.keys(fields))
  if (discriminant !== undefined) known.add(discriminant)
  return (value, path) => {
    if (!isRecord(value)) throw mismatch(path, 'object', value)
    let present = discriminant === undefined ? 0 : 1
    for (const { key, schema, suffix, optional } of entries) {
      if (!Object.hasOwn(value, key)) {
        if (optional) continue
        throw mismatch(memberPath(path, key), 'a value', undefined)
      }
      present += 1
      schema.parse(value[key], path + suffix)
    }
    const keys = Object.keys(value)
    if (keys.length === present) return
    const unknown = keys.find((key) => !known.has(key)) ?? ''
    throw keyMismatch(path, `no key but ${[...known].join(' ')}`, unknown)
  }
}

function describeFields(fields: Fields): JsonSchema {
  const entries = Object.entries(fields)
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, schema]) => [key, schema.describe()])),
    required: entries.filter(([, schema]) => !isOptional(schema)).map(([key]) => key),
    additionalProperties: false,
  }
}

function isOptional(schema: Schema<unknown>): schema is OptionalSchema<unknown> {
  return 'optional' in schema
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
