import { shown } from '../../zone/shown.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import { list, wanted } from './scenario.ts'
import type { CommandStep, Found } from './scenario.ts'

const { stringify } = JSON
const WAIT = ['--wait', '60']

type Words = readonly [zh: string, en: string]

/** Compares the two as JSON. */
export function equals(seen: unknown, expected: unknown): string | undefined {
  const text = stringify(expected)
  return wanted(stringify(seen) === text, text)
}

export function pick(rows: readonly JsonObject[], ...fields: readonly string[]): readonly (readonly unknown[])[] {
  return rows.map((row) => fields.map((field) => row[field]))
}

/** The value of one field of a document that lies deeper. */
export function inside(document: JsonObject, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, field) => (at as JsonObject | undefined)?.[field], document)
}

/** A function of the law, about facts in a file. */
export function law(
  [zh, en]: Words,
  name: string,
  file: string,
  expected: Readonly<Record<string, unknown>>,
): CommandStep {
  return {
    zh,
    en,
    args: ({ folder = '' }) => ['law', 'eval', name, `${folder}/${file}`],
    exit: 'OK',
    holds: (document) => {
      const output = inside(document, 'output') as JsonObject
      return equals(Object.fromEntries(Object.keys(expected).map((field) => [field, output[field]])), expected)
    },
  }
}

/** The orders of an instrument by their institution: `<prefix><institution>`. */
export function keepOrders(prefix: string): NonNullable<CommandStep['keep']> {
  return (document) => ({
    ...Object.fromEntries(
      list(document, 'orders').map((order) => [`${prefix}${shown(order['institution'])}`, shown(order['orderId'])]),
    ),
    [`${prefix}instrument`]: shown(document['instrumentId']),
  })
}

/** An institution takes the order on that `field` names. */
export function taken([zh, en]: Words, institution: string, field: string): CommandStep {
  return {
    zh,
    en,
    args: (found) => ['institution', 'accept', '--at', institution, '--order', found[field] ?? '', ...WAIT],
    exit: 'OK',
  }
}

/** And answers it. */
export function answered(
  [zh, en]: Words,
  institution: string,
  field: string,
  ...options: readonly string[]
): CommandStep {
  return {
    zh,
    en,
    args: (found) => ['institution', 'answer', '--at', institution, '--order', found[field] ?? '', ...options],
    exit: 'OK',
  }
}

export interface Standing {
  readonly caseField?: string
  readonly until?: string
  readonly holds: (document: JsonObject, found: Found) => string | undefined
  readonly keep?: CommandStep['keep']
}

/** Where a case stands when every order has its proved answer. */
export function standing([zh, en]: Words, { caseField = 'case', until, holds, keep }: Standing): CommandStep {
  const state = until === undefined ? [] : ['--until', until]
  return {
    zh,
    en,
    args: (found) => ['enforcement', 'status', '--case', found[caseField] ?? '', ...WAIT, ...state],
    exit: 'OK',
    holds,
    ...(keep === undefined ? {} : { keep }),
  }
}
