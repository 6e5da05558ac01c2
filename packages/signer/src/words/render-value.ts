import { canonicalText, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { SignerError } from '../signer-error.ts'
import { inLocale } from './bilingual.ts'
import type { Locale, Words } from './bilingual.ts'
import { fieldWords } from './field-words.ts'
import type { FieldKind } from './field-words.ts'
import { valueWords } from './value-words.ts'

export interface ActLine {
  readonly label: string
  readonly value: string
}

export interface RenderContext {
  readonly crypto: Crypto
  readonly locale: Locale
  /** Message whose fields are rendered. */
  readonly type: string
  /** Words of the public fields of records, which the record type declares. */
  readonly recordField: (field: string) => Words | undefined
}

/** Longer texts (proofs, headers) are named by their length and digest. */
const TEXT_CHARACTERS_MAX = 300
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const EMPTY: Words = ['无', 'none']
const YES: Words = ['是', 'yes']
const NO: Words = ['否', 'no']
/** Control and direction characters, with which a text could look like another. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu

/** Lines of an object's members, in the order of the signed bytes. @throws SignerError WORDS_MISSING */
export function renderFields(ctx: RenderContext, value: Readonly<Record<string, Json>>, above = ''): ActLine[] {
  return Object.keys(value)
    .sort()
    .flatMap((field) => {
      const { words, kind } = wordsOf(ctx, field)
      return renderMember(ctx, above + inLocale(words, ctx.locale), field, kind, value[field] ?? null)
    })
}

function renderMember(ctx: RenderContext, label: string, field: string, kind: FieldKind, value: Json): ActLine[] {
  if (kind !== 'raw' && isRecord(value)) {
    if (field === 'fields') return renderPublicFields(ctx, label, value)
    return renderFields(ctx, value, `${label} › `)
  }
  if (Array.isArray(value)) {
    const rows = value as readonly Json[]
    if (rows.some((item) => kind === 'raw' || isRecord(item))) return renderRows(ctx, label, kind, rows)
  }
  return [{ label, value: kind === 'raw' ? visible(canonicalText(value)) : renderScalar(ctx, kind, value) }]
}

function renderRows(ctx: RenderContext, label: string, kind: FieldKind, rows: readonly Json[]): ActLine[] {
  return rows.map((row, at) => {
    const text =
      kind === 'raw' || !isRecord(row)
        ? visible(canonicalText(row))
        : renderFields(ctx, row)
            .map((line) => `${line.label} ${line.value}`)
            .join(inLocale(['；', '; '], ctx.locale))
    return { label: `${label} ${at + 1}/${rows.length}`, value: text }
  })
}

function renderPublicFields(ctx: RenderContext, label: string, value: Readonly<Record<string, Json>>): ActLine[] {
  return Object.keys(value)
    .sort()
    .map((field) => {
      const words = ctx.recordField(field)
      // A field that its record type does not declare is refused by the ledger; here its own name is all there is.
      const name = words === undefined ? visible(field) : inLocale(words, ctx.locale)
      return { label: `${label} › ${name}`, value: visible(textOf(ctx, value[field] ?? null)) }
    })
}

function renderScalar(ctx: RenderContext, kind: FieldKind, value: Json): string {
  if (value === null) return inLocale(EMPTY, ctx.locale)
  if (typeof value === 'boolean') return inLocale(value ? YES : NO, ctx.locale)
  if (Array.isArray(value)) {
    if (value.length === 0) return inLocale(EMPTY, ctx.locale)
    return (value as readonly Json[])
      .map((item) => renderScalar(ctx, kind, item))
      .join(inLocale(['、', ', '], ctx.locale))
  }
  if (typeof value === 'number') return renderNumber(ctx, kind, value)
  return textOf(ctx, value)
}

function textOf({ crypto, locale }: RenderContext, value: Json): string {
  const text = typeof value === 'string' ? value : canonicalText(value)
  if (text.length > TEXT_CHARACTERS_MAX) {
    const digest = `sha256:${hexEncode(crypto.sha256(utf8Encode(text)))}`
    return inLocale([`${text.length} 个字符，摘要 ${digest}`, `${text.length} characters, digest ${digest}`], locale)
  }
  const words = valueWords(text)
  return words === undefined ? visible(text) : inLocale([`${words[0]}（${text}）`, `${words[1]} (${text})`], locale)
}

function renderNumber({ locale }: RenderContext, kind: FieldKind, value: number): string {
  switch (kind) {
    case 'instant':
      return shanghaiTime(value, locale)
    case 'seconds':
      return shanghaiTime(value * 1_000, locale)
    case 'duration':
      return inLocale([`${value} 毫秒`, `${value} ms`], locale)
    case 'cents':
      return yuan(value)
    case 'plain':
    case 'raw':
      return String(value)
  }
}

/** Integer 分 as yuan to two places; the currency stands beside it. */
function yuan(cents: number): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`
}

/** To the millisecond, in the time that Chinese offices keep. */
export function shanghaiTime(ms: number, locale: Locale): string {
  const date = new Date(ms + SHANGHAI_OFFSET_MS)
  const text = Number.isNaN(date.getTime()) ? String(ms) : date.toISOString().replace('T', ' ').replace('Z', '')
  return inLocale([`${text}（北京时间）`, `${text} (Beijing time)`], locale)
}

function wordsOf(ctx: RenderContext, field: string): { readonly words: Words; readonly kind: FieldKind } {
  const found = fieldWords(ctx.type, field)
  if (found === undefined) throw new SignerError('WORDS_MISSING', { type: ctx.type, field: visible(field) })
  return found
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Characters that nobody sees are written out. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`)
}
