import type { Json } from '@xiezhi/codec'
import { utf8Length } from '@xiezhi/codec'
import type { CodeList } from './code-list.ts'
import { refuse } from './control-interface-error.ts'
import { isCivilDate, isInstant } from './civil-date.ts'

/**
 * How far a value may travel. `identity`: persons. `asset`: account numbers and marks of assets. `value`: amounts and
 * balances. `officer`: cards and contacts of officers. `case`: court and case. `work`: numbers and codes of the exchange,
 * the only class that a log may hold.
 */
export type PrivacyClass = 'identity' | 'asset' | 'value' | 'officer' | 'case' | 'work'

/** Where a key comes from: public implementations of the Supreme Court's interface, or this specification. */
export type Origin = 'public' | 'own'

/** What a value looks like, in words for the dictionary. */
export interface FieldKind<T> {
  readonly type: 'text' | 'integer' | 'date' | 'instant' | 'code' | 'record' | 'list'
  readonly limits: string
  /** Of a code: what the model's words mean. */
  readonly words?: ReadonlyMap<string, { readonly zh: string; readonly en: string }>
  decode(value: unknown, path: string): T
  encode(value: T): Json
}

export interface Field<T> {
  readonly key: string
  readonly zh: string
  readonly privacy: PrivacyClass
  readonly origin: Origin
  readonly kind: FieldKind<T>
  readonly isOptional: boolean
}

export interface OptionalField<T> extends Field<T> {
  readonly isOptional: true
}

/** A field with a key that public implementations use. */
export function field<T>(key: string, zh: string, privacy: PrivacyClass, kind: FieldKind<T>): Field<T> {
  return { key, zh, privacy, origin: 'public', kind, isOptional: false }
}

/** A field with a key of this specification. */
export function ownField<T>(key: string, zh: string, privacy: PrivacyClass, kind: FieldKind<T>): Field<T> {
  return { ...field(key, zh, privacy, kind), origin: 'own' }
}

export function optional<T>(required: Field<T>): OptionalField<T> {
  return { ...required, isOptional: true }
}

export function text(bytesMax: number, pattern?: RegExp): FieldKind<string> {
  const expected = pattern === undefined ? `text of 1..${bytesMax} bytes` : `text that matches ${pattern.source}`
  return {
    type: 'text',
    limits: expected,
    decode(value, path) {
      if (typeof value !== 'string') return refuse('FIELD_TYPE', path, expected, value)
      const bytes = utf8Length(value)
      if (bytes < 1 || bytes > bytesMax) return refuse('FIELD_LENGTH', path, expected, value)
      // A line end or a control character in a field is how one record is read as two.
      if (/\p{Cc}/u.test(value) || pattern?.test(value) === false) return refuse('FIELD_FORMAT', path, expected, value)
      return value
    },
    encode: (value) => value,
  }
}

export function integer(min: number, max: number): FieldKind<number> {
  const expected = `integer ${min}..${max}`
  return {
    type: 'integer',
    limits: expected,
    decode(value, path) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || Object.is(value, -0))
        return refuse('FIELD_TYPE', path, expected, value)
      if (value < min || value > max) return refuse('FIELD_RANGE', path, expected, value)
      return value
    },
    encode: (value) => value,
  }
}

/** A day of the calendar, `YYYY-MM-DD`. */
export const date: FieldKind<string> = {
  type: 'date',
  limits: 'YYYY-MM-DD',
  decode(value, path) {
    if (typeof value !== 'string') return refuse('FIELD_TYPE', path, 'YYYY-MM-DD', value)
    if (!isCivilDate(value)) return refuse('FIELD_FORMAT', path, 'YYYY-MM-DD', value)
    return value
  },
  encode: (value) => value,
}

/** To the second, in Beijing time: `YYYY-MM-DDTHH:MM:SS+08:00`. */
export const instant: FieldKind<string> = {
  type: 'instant',
  limits: 'YYYY-MM-DDTHH:MM:SS+08:00',
  decode(value, path) {
    if (typeof value !== 'string') return refuse('FIELD_TYPE', path, 'YYYY-MM-DDTHH:MM:SS+08:00', value)
    if (!isInstant(value)) return refuse('FIELD_FORMAT', path, 'YYYY-MM-DDTHH:MM:SS+08:00', value)
    return value
  },
  encode: (value) => value,
}

/** The interface's code on the wire, the model's word in the program. */
export function code<T extends string>(list: CodeList<T>): FieldKind<T> {
  const expected = `one of ${list.entries.map((entry) => entry.code).join(' ')}`
  const ids = new Map(list.entries.map((entry) => [entry.code, entry.id]))
  return {
    type: 'code',
    limits: list.name,
    words: new Map(list.entries.map(({ id, zh, en }) => [id, { zh, en }])),
    decode(value, path) {
      if (typeof value !== 'string') return refuse('FIELD_TYPE', path, expected, value)
      return ids.get(value) ?? refuse('FIELD_CODE', path, expected, value)
    },
    encode(value) {
      return (
        list.entries.find((entry) => entry.id === value)?.code ??
        refuse('FIELD_CODE', '', `one of ${list.entries.map((entry) => entry.id).join(' ')}`, value)
      )
    },
  }
}
