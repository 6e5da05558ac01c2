import { isCivilDate } from './civil-date.ts'
import { refuse } from './credit-interface-error.ts'
import type { Fact } from './facts.ts'

export type SubjectKind = 'NATURAL' | 'UNIT'

/** One field of a platform's record, as data: who connects another platform writes such a table. */
export interface CreditField {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly type: 'text' | 'integer' | 'date' | 'digest' | 'code'
  /** Characters at most; of an integer the greatest value. */
  readonly max: number
  /** Of a code: what it may say. */
  readonly codes?: readonly string[]
  /** Whose record has to have it. */
  readonly mandatory: 'ALWAYS' | 'NATURAL' | 'UNIT' | 'NO'
  /** Whose record may have it; absent: everybody's. */
  readonly only?: SubjectKind
  /** How the public sees it (R26-02). `HIDDEN`: not at all. */
  readonly shown: 'PLAIN' | 'NAME' | 'NUMBER' | 'HIDDEN'
  /** What it is filled from. */
  readonly fact: Fact
  /** A key of public implementations, or of this specification. */
  readonly origin: 'public' | 'own'
}

export const CREDIT_LISTS = ['DISHONEST', 'CONSUMPTION'] as const
export type CreditList = (typeof CREDIT_LISTS)[number]

export interface CreditFieldSet {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly list: CreditList
  /** What a subscription has to tell for it. */
  readonly scope: 'BASIC' | 'FULL'
  readonly fields: readonly CreditField[]
}

/** A record in keys of the interface. */
export type CreditRecord = Readonly<Record<string, string | number>>

/** Refuses what is no record of the set; gives it as it came. @throws CreditInterfaceError */
export function checkRecord(set: CreditFieldSet, value: unknown): CreditRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('FIELD_TYPE', '', `record ${set.name}`, value)
  const record = value as Readonly<Record<string, unknown>>
  const keys = new Set(set.fields.map(({ key }) => key))
  for (const key of Object.keys(record)) {
    // A key that does not look like one may be data.
    const shown = /^[A-Za-z]{1,24}$/.test(key) ? key : '?'
    if (!keys.has(key)) refuse('FIELD_UNKNOWN', `/${shown}`, `a key of ${set.name}`, key)
  }
  const kind = kindOf(set, record)
  for (const field of set.fields) checkField(field, record[field.key], kind)
  checkTerm(record)
  return record as CreditRecord
}

/** What the public sees of a record: numbers and names of persons masked, what is not public left out (R26-02). */
export function maskRecord(set: CreditFieldSet, record: CreditRecord): CreditRecord {
  const kind = kindOf(set, record)
  return Object.fromEntries(
    set.fields.flatMap(({ key, shown }) => {
      const value = record[key]
      if (value === undefined || shown === 'HIDDEN') return []
      if (typeof value === 'number' || shown === 'PLAIN') return [[key, value]]
      if (shown === 'NAME') return [[key, maskName(value)]]
      return [[key, kind === 'UNIT' ? value : maskNumber(value)]]
    }),
  )
}

const NUMBER_HEAD = 10
const NUMBER_TAIL = 4

/** `110101****…`: of a resident's number month and day of birth are hidden, of another all but the ends. */
function maskNumber(number: string): string {
  const characters = Array.from(number)
  const head = Math.min(NUMBER_HEAD, Math.floor(characters.length / 3))
  const [from, to] = characters.length > NUMBER_HEAD + NUMBER_TAIL ? [NUMBER_HEAD, NUMBER_TAIL] : [head, head]
  return characters.map((one, at) => (at < from || at >= characters.length - to ? one : '*')).join('')
}

function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name)
  return `${first}${rest.map(() => '*').join('')}`
}

function kindOf(set: CreditFieldSet, record: Readonly<Record<string, unknown>>): SubjectKind {
  const field = set.fields.find(({ fact }) => fact === 'subjectKind')
  return field !== undefined && record[field.key] === 'UNIT' ? 'UNIT' : 'NATURAL'
}

function checkField(field: CreditField, value: unknown, kind: SubjectKind): void {
  const { key, type, mandatory, only } = field
  const path = `/${key}`
  if (value === undefined) {
    if (mandatory === 'ALWAYS' || mandatory === kind) refuse('FIELD_MISSING', path, type, value)
    return
  }
  if (only !== undefined && only !== kind) refuse('FIELD_NOT_ALLOWED', path, `nothing in a record of ${kind}`, value)
  if (type === 'integer') checkInteger(field, value)
  else if (typeof value === 'string') checkText(field, value)
  else refuse('FIELD_TYPE', path, type, value)
}

function checkInteger({ key, max }: CreditField, value: unknown): void {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    return refuse('FIELD_TYPE', `/${key}`, 'integer', value)
  if (value < 0 || value > max) refuse('FIELD_RANGE', `/${key}`, `integer 0..${max}`, value)
}

const DIGEST = /^(sha256|sm3):[0-9a-f]{64}$/

function checkText({ key, type, max, codes = [] }: CreditField, value: string): void {
  const path = `/${key}`
  const { length } = Array.from(value)
  if (length < 1 || length > max) refuse('FIELD_LENGTH', path, `text of 1..${max} characters`, value)
  // A line end or a control character in a field is how one record is read as two.
  if (/\p{Cc}/u.test(value)) refuse('FIELD_FORMAT', path, 'text without control characters', value)
  if (type === 'date' && !isCivilDate(value)) refuse('FIELD_FORMAT', path, 'YYYY-MM-DD', value)
  if (type === 'digest' && !DIGEST.test(value)) refuse('FIELD_FORMAT', path, 'digest', value)
  if (type === 'code' && !codes.includes(value)) refuse('FIELD_CODE', path, `one of ${codes.join(' ')}`, value)
}

/** Whoever gets a record has to see for how long it stands (R26-03). */
function checkTerm({ termKind, termFrom, termTo }: Readonly<Record<string, unknown>>): void {
  if (termKind === 'FIXED' && termTo === undefined) refuse('TERM_MISSING', '/termTo', 'last day', termTo)
  if (typeof termFrom === 'string' && typeof termTo === 'string' && termTo < termFrom)
    refuse('TERM_REVERSED', '/termTo', 'a day not before /termFrom', termTo)
}
