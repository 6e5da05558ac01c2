import { decodeCanonical, encodeCanonical, integer, json, object, string } from '@xiezhi/codec'
import type { DueEffect } from './context.ts'
import { ensure } from './errors.ts'
import { errors } from './kernel-errors.ts'
import type { Store, StoreKey } from './state/store.ts'

/** Effects of time run at most so many a block; the rest run in the next. */
export const DUE_PER_BLOCK_MAX = 64
/** No effect is planned further ahead: 100 years. */
export const DUE_HORIZON_MS = 100 * 366 * 86_400_000
const DUE_ITEM_BYTES_MAX = 4_096
const PREFIX = 'kernel/due/'
const TIME_DIGITS = 16
const NEXT_KEY = 'kernel/due-next'

const rowSchema = object({
  module: string({ bytesMin: 1, bytesMax: 32 }),
  kind: string({ bytesMin: 1, bytesMax: 48 }),
  item: json({ bytesMax: DUE_ITEM_BYTES_MAX }),
})

export interface DueRow {
  readonly key: StoreKey
  readonly effect: DueEffect
}

/** Adds an effect; rows are ordered by time, then by the order in which they were scheduled. */
export function addDue(store: Store, nowMs: number, effect: DueEffect): void {
  const { atMs, module, kind, item } = effect
  ensure(Number.isSafeInteger(atMs) && atMs >= nowMs && atMs <= nowMs + DUE_HORIZON_MS, errors.DueTooFar, {
    atMs,
    nowMs,
  })
  const bytes = store.get(NEXT_KEY)
  const next = bytes === undefined ? 0 : integer({ min: 0 }).parse(decodeCanonical(bytes))
  store.set(NEXT_KEY, encodeCanonical(next + 1))
  store.set(`${PREFIX}${digits(atMs)}/${digits(next)}`, encodeCanonical({ module, kind, item }))
}

/** The effects whose time has come, oldest first. */
export function dueRows(store: Store, decidedAtMs: number): DueRow[] {
  // In most blocks nothing is due, and then one row says so.
  const [next] = store.scan(PREFIX, { limit: 1 })
  if (next === undefined || timeOf(next[0]) > decidedAtMs) return []
  const rows: DueRow[] = []
  for (const [key, value] of store.scan(PREFIX, { limit: DUE_PER_BLOCK_MAX })) {
    const atMs = timeOf(key)
    if (atMs > decidedAtMs) break
    rows.push({ key, effect: { ...rowSchema.parse(decodeCanonical(value)), atMs } })
  }
  return rows
}

function timeOf(key: StoreKey): number {
  return Number(key.slice(PREFIX.length, PREFIX.length + TIME_DIGITS))
}

function digits(n: number): string {
  return String(n).padStart(TIME_DIGITS, '0')
}
