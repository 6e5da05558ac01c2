import { Type } from 'typebox'
import type { TArray, TObject, TSchema, TString, TUnion, TNull } from 'typebox'
import { closed } from './scalars.ts'

export const PAGE_MAX = 100

const cursor = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: 50 }))

/** Query of a list: the `next` of the page before, and how many. */
export const pageFields = { cursor, limit }
export const pageQuery = closed(pageFields)

/** One page; `next` is null on the last. */
export function pageOf<T extends TSchema>(item: T): TObject<{ items: TArray<T>; next: TUnion<[TString, TNull]> }> {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
}
