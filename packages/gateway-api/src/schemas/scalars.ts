import { Type } from 'typebox'
import type { TEnum, TLiteral, TNull, TObject, TSchema, TUnion } from 'typebox'

/** Licence number of a lawyer (律师执业证号). */
export const licence = Type.String({ pattern: '^\\d{17}$', title: '执业证号 / licence number' })
/** Pseudonymous reference of a case (案件代号). */
export const caseId = Type.String({ pattern: '^[0-9a-f]{32}$', title: '案件代号 / case reference' })
export const randomId = Type.String({ pattern: '^[0-9a-f]{32}$' })
/** Unified social credit code of a law firm. */
export const firmId = Type.String({ pattern: '^31[0-9A-HJ-NPQRTUWXY]{16}$', title: '统一社会信用代码 / credit code' })
export const serial = Type.String({ pattern: '^\\d{6}$' })
/** A day in Asia/Shanghai. */
export const civilDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: '日期 / day' })
/** UTC milliseconds. */
export const instant = Type.Integer({ minimum: 0 })
export const count = Type.Integer({ minimum: 0 })
/** `sha256:` or `sm3:` of a document that stays with its office. */
export const digest = Type.String({ pattern: '^(sha256|sm3):[0-9a-f]{64}$', title: '摘要 / digest' })
/** A code in capitals. */
export const code = Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,47}$' })
export const shortId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' })
/** One act on a ledger: `<transaction id>-<message index>`. */
export const actId = Type.String({ pattern: '^[0-9a-f]{64}-\\d{1,4}$' })
/** Text that a page shows, in both languages. */
export const bilingual = Type.Object({ zh: Type.String(), en: Type.String() })
export const text = Type.String()
export const flag = Type.Boolean()
/** Whatever JSON a ledger's record holds. */
export const anyJson = Type.Unknown()

export function nullable<T extends TSchema>(schema: T): TUnion<[T, TNull]> {
  return Type.Union([schema, Type.Null()])
}

export function oneOf<const V extends readonly string[]>(values: V): TEnum<[...V]> {
  return Type.Enum([...values]) as TEnum<[...V]>
}

export function literal<const V extends string>(value: V): TLiteral<V> {
  return Type.Literal(value)
}

/** An object that refuses unknown fields. */
export function closed<T extends Record<string, TSchema>>(fields: T): TObject<T> {
  return Type.Object(fields, { additionalProperties: false })
}

/** Of a text behind a commitment: readable; erased by law, or its term has ended; changed in the vault; never there. */
export const TEXT_STATES = ['held', 'erased', 'damaged', 'none'] as const
export type TextState = (typeof TEXT_STATES)[number]
export const textState = oneOf(TEXT_STATES)
