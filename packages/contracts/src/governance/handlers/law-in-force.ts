import { canonicalText, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { changeLaw, lawSwitches } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { allEntries } from '../../all-entries.ts'
import { civilDateOf } from '../../ids.ts'
import { calendarYears, lawRevision, parameters } from '../state.ts'
import type { CalendarYear, Parameter } from '../state.ts'

/** Law books kept at hand: days, and filing days of running cases. */
const BOOKS_MAX = 64
/** Notices and values that an act enacts are a decision of this zone, with its source. */
const VERIFIED = 'D'

const books = new WeakMap<LawBook, Map<string, LawBook>>()

/**
 * The law book in force today: that of the build, with the parameters and notices that acts of two persons have enacted. A
 * value that future days have changes nothing before them: the functions read the row of the day that is decisive. With
 * `filedOn`, that of a case filed then: it keeps what stood on its first day, unless the law requires the new (R31-05).
 */
export function lawBook(ctx: ReadContext, base: LawBook, filedOn?: string): LawBook {
  const revision = lawRevision(ctx.store).get('last')
  if (revision === undefined) return base
  const key = `${revision.digest} ${civilDateOf(ctx.block.decidedAtMs)} ${filedOn ?? ''}`
  const known = books.get(base) ?? new Map<string, LawBook>()
  books.set(base, known)
  const found = known.get(key)
  if (found !== undefined) return found
  const made = changeLaw(base, lawChange(ctx, base, filedOn))
  const [oldest] = known.keys()
  if (known.size >= BOOKS_MAX && oldest !== undefined) known.delete(oldest)
  known.set(key, made)
  return made
}

/** The same as what `changeLaw` takes. */
export interface LawChange {
  readonly parameters: readonly { readonly [key: string]: Json }[]
  readonly switches: readonly { readonly [key: string]: Json }[]
  readonly calendars: readonly { readonly [key: string]: Json }[]
}

/** What enacted acts change in a law book, for anybody who wants to evaluate by the law of this zone. */
export function lawChange(ctx: ReadContext, base: LawBook, filedOn?: string): LawChange {
  const rows = [...allEntries(ctx.store, parameters)]
    .map(({ value }) => value)
    .filter(({ key }) => isOfLaw(base, key))
    .filter((row) => filedOn === undefined || row.migration === 'LAW_REQUIRES_NEW' || row.effectiveFrom <= filedOn)
  const today = civilDateOf(ctx.block.decidedAtMs)
  const notices = new Map<number, CalendarYear>()
  for (const { value } of allEntries(ctx.store, calendarYears))
    if (value.effectiveFrom <= today) notices.set(value.year, value)
  return {
    parameters: rows.filter(({ key }) => !isSwitch(key)).map(parameterRow),
    switches: rows.filter(({ key }) => isSwitch(key)).map(switchRow),
    calendars: [...notices.values()].map(noticeOf),
  }
}

export function isOfLaw(base: LawBook, key: string): boolean {
  return base.parameters.has(key)
}

export function isSwitch(key: string): boolean {
  return lawSwitches.some((one) => one.key === key)
}

type Enacted = Pick<Parameter, 'key' | 'value' | 'unit' | 'effectiveFrom' | 'source'>

export function parameterRow({ key, value, unit, effectiveFrom, source }: Enacted): { readonly [key: string]: Json } {
  return { key, value, unit, effectiveFrom, source, verified: VERIFIED }
}

export function switchRow({ key, value, effectiveFrom, source }: Enacted): { readonly [key: string]: Json } {
  return { key, value, from: effectiveFrom, source }
}

type Notice = Pick<CalendarYear, 'year' | 'version' | 'source' | 'offDays' | 'makeUpWorkdays'>

export function noticeOf({ year, version, source, offDays, makeUpWorkdays }: Notice): { readonly [key: string]: Json } {
  return { year, version, source, verified: VERIFIED, offDays: [...offDays], makeUpWorkdays: [...makeUpWorkdays] }
}

/** Counts an act that changes the law book. The same digest is the same acts in the same order. */
export function countLawChange(ctx: TxContext, act: Json): void {
  const before = lawRevision(ctx.store).get('last')
  const text = canonicalText({ before: before?.digest ?? null, act })
  const digest = `sha256:${hexEncode(ctx.crypto.sha256(utf8Encode(text)))}`
  lawRevision(ctx.store).set('last', { changes: (before?.changes ?? 0) + 1, digest })
}
