import type { Json } from '@xiezhi/codec'
import { refuse } from './control-interface-error.ts'
import type { Field, FieldKind, OptionalField } from './field.ts'

type Fields = Readonly<Record<string, Field<unknown>>>

type OptionalName<F> = { [K in keyof F]: F[K] extends OptionalField<unknown> ? K : never }[keyof F]
type ValueOf<F> = F extends { readonly kind: FieldKind<infer T> } ? T : never

/** Static type of a record's model. */
export type ModelOf<F> = Flatten<
  { readonly [K in Exclude<keyof F, OptionalName<F>>]: ValueOf<F[K]> } & {
    readonly [K in OptionalName<F>]?: ValueOf<F[K]>
  }
>

type Flatten<T> = { [K in keyof T]: T[K] }

export interface RecordType<M> {
  /** Name in the dictionary. */
  readonly name: string
  readonly zh: string
  /** Model id → field. */
  readonly fields: Fields
  decode(value: unknown, path?: string): M
  encode(model: M): Json
}

/** A record by its fields: interface keys outside, model ids inside, nothing else on either side. */
export function defineRecord<const F extends Fields>(name: string, zh: string, fields: F): RecordType<ModelOf<F>> {
  const entries = Object.entries(fields)
  const keys = new Set(entries.map(([, { key }]) => key))
  const decode = (value: unknown, path = ''): ModelOf<F> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refuse('FIELD_TYPE', path, `record ${name}`, value)
    for (const key of Object.keys(value)) {
      if (keys.has(key)) continue
      // A key that does not look like one may be data.
      const shown = /^[A-Za-z]{1,20}$/.test(key) ? key : '?'
      refuse('FIELD_UNKNOWN', `${path}/${shown}`, `a key of ${name}`, key)
    }
    const model: Record<string, unknown> = {}
    for (const [id, { key, kind, isOptional }] of entries) {
      if (Object.hasOwn(value, key)) {
        model[id] = kind.decode((value as Readonly<Record<string, unknown>>)[key], `${path}/${key}`)
      } else if (!isOptional) refuse('FIELD_MISSING', `${path}/${key}`, kind.limits, undefined)
    }
    return model as ModelOf<F>
  }
  const encode = (model: ModelOf<F>): Json => {
    const wire: Record<string, Json> = {}
    for (const [id, value] of Object.entries(model)) {
      const one = Object.hasOwn(fields, id) ? fields[id] : undefined
      if (one === undefined) refuse('FIELD_UNKNOWN', `/${id}`, `a field of ${name}`, value)
      else wire[one.key] = one.kind.encode(value)
    }
    // What leaves is held to the same rules as what comes in.
    decode(wire)
    return wire
  }
  return { name, zh, fields, decode, encode }
}

export function listOf<M>(record: RecordType<M>, max: number): FieldKind<readonly M[]> {
  const expected = `list of 0..${max} ${record.name}`
  return {
    type: 'list',
    limits: expected,
    decode(value, path) {
      if (!Array.isArray(value)) return refuse('FIELD_TYPE', path, expected, value)
      if (value.length > max) return refuse('FIELD_LENGTH', path, expected, value)
      return value.map((item: unknown, at) => record.decode(item, `${path}/${at}`))
    },
    encode: (items) => items.map((item) => record.encode(item)),
  }
}

export function nested<M>(record: RecordType<M>): FieldKind<M> {
  return {
    type: 'record',
    limits: record.name,
    decode: (value, path) => record.decode(value, path),
    encode: (model) => record.encode(model),
  }
}
