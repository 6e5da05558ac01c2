import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json, Schema } from '@xiezhi/codec'
import { ContractError } from '../errors.ts'
import { errors } from '../kernel-errors.ts'
import type { ReadStore, Store, StoreKey } from './store.ts'

export const KEY_PART_BYTES_MAX = 160

export interface ReadCollection<V> {
  get(...id: readonly string[]): V | undefined
  has(...id: readonly string[]): boolean
  /** Values under the leading id parts given, in key order, with the rest of the key. */
  list(options: {
    readonly under?: readonly string[]
    readonly after?: readonly string[]
    readonly limit: number
  }): readonly Entry<V>[]
}

export interface Collection<V> extends ReadCollection<V> {
  set(id: string | readonly string[], value: V): void
  delete(...id: readonly string[]): void
}

export interface Entry<V> {
  readonly id: readonly string[]
  readonly value: V
}

/** A typed part of a module's state: canonical JSON values under `<prefix>/<id part>/…`. */
export interface CollectionDefinition<V> {
  (store: Store): Collection<V>
  (store: ReadStore): ReadCollection<V>
  readonly prefix: string
  readonly schema: Schema<V>
  /** The store key of an id: what a proof is made for. */
  key(...id: readonly string[]): StoreKey
}

const PART = /^[\x21-\x2e\x30-\x7e]+$/

/**
 * Declares a collection. `prefix` is a literal such as `lawyer/licence`; it is part of the wire contract.
 * A value that does not decode under its schema is a fault of the node, not of the caller.
 */
export function collection<V>(prefix: string, schema: Schema<V>): CollectionDefinition<V> {
  const key = (...id: readonly string[]): StoreKey => {
    for (const part of id) {
      if (part.length > KEY_PART_BYTES_MAX || !PART.test(part)) {
        throw new ContractError(errors.KeyPartInvalid, { prefix, bytesMax: KEY_PART_BYTES_MAX, seenBytes: part.length })
      }
    }
    return [prefix, ...id].join('/')
  }
  const decoded = new WeakMap<Uint8Array, { readonly value: V }>()
  // A store gives an unchanged value as the same array, and nobody writes into either.
  const decode = (bytes: Uint8Array): V => {
    const known = decoded.get(bytes)
    if (known !== undefined) return known.value
    const value = schema.parse(decodeCanonical(bytes))
    decoded.set(bytes, { value })
    return value
  }
  const open = (store: Store): Collection<V> => new StoredCollection(store, prefix, key, decode)
  return Object.assign(open as { (store: Store): Collection<V>; (store: ReadStore): ReadCollection<V> }, {
    prefix,
    schema,
    key,
  })
}

/** A collection over one store. A class: one is opened for each read and write, and its methods are made once. */
class StoredCollection<V> implements Collection<V> {
  readonly #store: Store
  readonly #prefix: string
  readonly #key: (...id: readonly string[]) => StoreKey
  readonly #decode: (bytes: Uint8Array) => V

  constructor(
    store: Store,
    prefix: string,
    key: (...id: readonly string[]) => StoreKey,
    decode: (bytes: Uint8Array) => V,
  ) {
    this.#store = store
    this.#prefix = prefix
    this.#key = key
    this.#decode = decode
  }

  get(...id: readonly string[]): V | undefined {
    const bytes = this.#store.get(this.#key(...id))
    return bytes === undefined ? undefined : this.#decode(bytes)
  }

  has(...id: readonly string[]): boolean {
    return this.#store.get(this.#key(...id)) !== undefined
  }

  list({ under = [], after, limit }: Parameters<ReadCollection<V>['list']>[0]): readonly Entry<V>[] {
    const start = `${this.#key(...under)}/`
    const options = after === undefined ? { limit } : { after: this.#key(...after), limit }
    return this.#store.scan(start, options).map(([found, bytes]) => ({
      id: found.slice(this.#prefix.length + 1).split('/'),
      value: this.#decode(bytes),
    }))
  }

  set(id: string | readonly string[], value: V): void {
    this.#store.set(typeof id === 'string' ? this.#key(id) : this.#key(...id), encodeCanonical(value as Json))
  }

  delete(...id: readonly string[]): void {
    this.#store.delete(this.#key(...id))
  }
}
