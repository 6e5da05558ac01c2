import { hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Entry, ReadCollection } from '@xiezhi/kernel'
import type { Generator, Proposal, SeededRandom, TestChain } from '@xiezhi/kernel/testing'
import { signerOf } from './test-zone.ts'

const DAY_MS = 86_400_000
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const ROWS_SEEN_MAX = 200

export const DIGEST = `sha256:${'0d'.repeat(32)}`
export type Values = Readonly<Record<string, Json>>

/** An act of these officers, or undefined where the state gives no value. */
export function acting(
  officers: readonly string[],
  type: string,
  valueOf: (chain: TestChain, random: SeededRandom) => Values | undefined,
): Generator {
  return (chain, random): Proposal | undefined => {
    const value = valueOf(chain, random)
    if (value === undefined) return undefined
    return { message: { type, value }, signers: officers.map((officer) => signerOf(chain, officer)) }
  }
}

export const randomId = (random: SeededRandom): string => hexEncode(random.bytes(16))

/** One of a list; undefined where it is empty. */
export function oneOf<T>(random: SeededRandom, list: readonly T[]): T | undefined {
  return list.length === 0 ? undefined : random.pick(list)
}

/** One of the entries of a collection that fit. */
export function entryOf<V>(
  random: SeededRandom,
  collection: ReadCollection<V>,
  fits: (value: V, id: readonly string[]) => boolean = () => true,
): Entry<V> | undefined {
  return oneOf(
    random,
    collection.list({ limit: ROWS_SEEN_MAX }).filter(({ value, id }) => fits(value, id)),
  )
}

/** Today in Asia/Shanghai, moved by days. */
export function day({ nowMs }: TestChain, shift = 0): string {
  return new Date(nowMs + SHANGHAI_OFFSET_MS + shift * DAY_MS).toISOString().slice(0, 10)
}
