import type { CivilDate } from '../time/civil-date.ts'
import type { Instant } from '../time/instant.ts'
import type { Rational } from '../time/rational.ts'

/** What a value must be, as data: it is read for validation, for JSON Schema, for forms and for the fuzz run. */
export type Shape =
  | { readonly kind: 'date' }
  | { readonly kind: 'timestamp' }
  /** `signed`: results only, such as days left. */
  | { readonly kind: 'integer'; readonly positive: boolean; readonly signed?: true }
  | { readonly kind: 'cents' }
  | { readonly kind: 'exact' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' }
  | { readonly kind: 'enumeration'; readonly members: readonly (string | number)[] }
  /** `id`: no two items may agree in this field, or as a whole where it is null. Absent: repetition is allowed. */
  | { readonly kind: 'list'; readonly item: Shape; readonly id?: string | null }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>> }
  /** Must be present; null says that there is no such fact. */
  | { readonly kind: 'nullable'; readonly inner: Shape }
  /** May be absent; null means the same. */
  | { readonly kind: 'optional'; readonly inner: Shape }
  /** There only while the field `of`, which stands before it, has one of the `members`; else null. */
  | { readonly kind: 'variant'; readonly of: string; readonly members: readonly string[]; readonly inner: Shape }

/** A shape with the types of what it reads: `T` inside the functions, `J` as JSON. */
export interface Schema<T, J> {
  readonly shape: Shape
  /** Carries the types; holds nothing. */
  readonly types?: { readonly value: T; readonly json: J }
}

export type AnySchema = Schema<unknown, unknown>
export type Value<S> = S extends Schema<infer T, unknown> ? T : never
export type Json<S> = S extends Schema<unknown, infer J> ? J : never

export type Fields = Readonly<Record<string, AnySchema>>
export type FieldValues<F extends Fields> = { readonly [K in keyof F]: Value<F[K]> }

/** A key whose JSON may be undefined may be absent. */
type OptionalKeys<F extends Fields> = { [K in keyof F]: undefined extends Json<F[K]> ? K : never }[keyof F]
export type FieldJson<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Json<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Json<F[K]>
}

export type ObjectSchema<F extends Fields> = Schema<FieldValues<F>, FieldJson<F>> & { readonly fields: F }

/** Civil date, `YYYY-MM-DD`. */
export function date(): Schema<CivilDate, string> {
  return { shape: { kind: 'date' } }
}

/** RFC 3339 with seconds and the offset +08:00. */
export function timestamp(): Schema<Instant, string> {
  return { shape: { kind: 'timestamp' } }
}

/** 0 to 2^53−1. */
export function integer(): Schema<number, number> {
  return { shape: { kind: 'integer', positive: false } }
}

/** −(2^53−1) to 2^53−1. */
export function signed(): Schema<number, number> {
  return { shape: { kind: 'integer', positive: false, signed: true } }
}

/** 1 to 2^53−1. */
export function positive(): Schema<number, number> {
  return { shape: { kind: 'integer', positive: true } }
}

/** 分 (or the minor unit of a currency), 0 to 2^53−1 as JSON. */
export function cents(): Schema<bigint, number> {
  return { shape: { kind: 'cents' } }
}

/** Non-negative fraction: text `n`, `n/d` or a plain decimal. */
export function exact(): Schema<Rational, string> {
  return { shape: { kind: 'exact' } }
}

export function boolean(): Schema<boolean, boolean> {
  return { shape: { kind: 'boolean' } }
}

export function text(): Schema<string, string> {
  return { shape: { kind: 'text' } }
}

/** One of a closed set. */
export function enumeration<const M extends string | number>(members: readonly M[]): Schema<M, M> {
  return { shape: { kind: 'enumeration', members } }
}

export function list<T, J>(item: Schema<T, J>): Schema<readonly T[], readonly J[]> {
  return { shape: { kind: 'list', item: item.shape } }
}

/** A list in which no id stands twice; `field` names it, null means the items themselves. */
export function listOfUnique<T, J>(item: Schema<T, J>, field: string | null): Schema<readonly T[], readonly J[]> {
  return { shape: { kind: 'list', item: item.shape, id: field } }
}

/** Unknown keys are ignored. */
export function object<F extends Fields>(fields: F): ObjectSchema<F> {
  const shapes = Object.fromEntries(Object.entries(fields).map(([key, { shape }]) => [key, shape]))
  return { shape: { kind: 'object', fields: shapes }, fields }
}

/** `field: T | null`. */
export function nullable<T, J>(inner: Schema<T, J>): Schema<T | null, J | null> {
  return { shape: { kind: 'nullable', inner: inner.shape } }
}

/** `field?: T`. */
export function optional<T, J>(inner: Schema<T, J>): Schema<T | null, J | null | undefined> {
  return { shape: { kind: 'optional', inner: inner.shape } }
}

/** A field of some variants only: read while the field `of`, which stands before it, is one of `members`. */
export function variant<T, J>(
  of: string,
  members: readonly string[],
  inner: Schema<T, J>,
): Schema<T | null, J | undefined> {
  return { shape: { kind: 'variant', of, members, inner: inner.shape } }
}
