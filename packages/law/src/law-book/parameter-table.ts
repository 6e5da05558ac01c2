import { canonicalText, CodecError, type Json } from '@xiezhi/codec'
import { LawError } from '../law-error.ts'
import { read } from '../schema/read.ts'
import { boolean, date, enumeration, list, nullable, object, text, type Value } from '../schema/schema.ts'
import { formatCivilDate, type CivilDate } from '../time/civil-date.ts'

/**
 * How well a number is verified: L text of the law, W stored web page, C public source code, D design of this project,
 * U unverified, I interpretation (rulebook 0.1).
 */
export const VERIFICATION_MARKS = ['L', 'W', 'C', 'D', 'U', 'I'] as const
export type VerificationMark = (typeof VERIFICATION_MARKS)[number]

/** JSON form of a row: key, value, unit, effectiveFrom, effectiveTo, source, verified, roll, title. */
export type ParameterTuple = readonly [
  key: string,
  value: Json,
  unit: string,
  effectiveFrom: string | null,
  effectiveTo: string | null,
  source: string,
  verified: VerificationMark,
  roll: boolean | null,
  title: string,
]

const rowSchema = object({
  key: text(),
  unit: text(),
  effectiveFrom: nullable(date()),
  effectiveTo: nullable(date()),
  source: text(),
  verified: enumeration(VERIFICATION_MARKS),
  roll: nullable(boolean()),
  title: text(),
})
const rowsSchema = list(rowSchema)

/** A number or word of the law, in force from `effectiveFrom` to `effectiveTo`, both included; null is open. */
export type ParameterRow = Value<typeof rowSchema> & { readonly value: Json }

/** The rows by key, each list ordered by the day from which a row is in force. */
export type ParameterTable = ReadonlyMap<string, readonly ParameterRow[]>

/** Throws `DEADLINE_ORDER` for a reversed period, `STATE_OVERLAP` for two rows of one key on one day, `FORMAT_…`. */
export function parameterTable(source: unknown): ParameterTable {
  const rows = read(rowsSchema, source).map((row, index) => ({ ...row, value: valueOf(source, index) }))
  const table = new Map<string, ParameterRow[]>()
  for (const row of rows) {
    const { key, effectiveFrom, effectiveTo } = row
    if (effectiveFrom !== null && effectiveTo !== null && effectiveFrom > effectiveTo) {
      throw new LawError('DEADLINE_ORDER', `/parameters/${key}`)
    }
    table.set(key, [...(table.get(key) ?? []), row])
  }
  for (const [key, versions] of table) {
    versions.sort((one, other) => startOf(one) - startOf(other))
    const overlap = versions.some((row, index) => index > 0 && endOf(versions[index - 1]) >= startOf(row))
    if (overlap) throw new LawError('STATE_OVERLAP', `/parameters/${key}`)
  }
  return table
}

/**
 * The row in force on a day. Null: the facts name no day, so that the only row of the key applies; where the law has
 * changed, a day must be given.
 */
export function rowInForce(table: ParameterTable, key: string, on: CivilDate | null): ParameterRow {
  const rows = table.get(key) ?? []
  const row = on === null ? onlyRow(rows) : rows.find((one) => covers(one, on))
  if (row === undefined) {
    throw new LawError('VERSION_PARAMETER_MISSING', '', { key, on: on === null ? null : formatCivilDate(on) })
  }
  return row
}

// A later row must not decide cases of which nobody said that they are later.
function onlyRow(rows: readonly ParameterRow[]): ParameterRow | undefined {
  return rows.length === 1 && rows[0]?.effectiveTo === null ? rows[0] : undefined
}

/** Whether a key has a row in force on a day. */
export function isInForce(table: ParameterTable, key: string, on: CivilDate): boolean {
  return table.get(key)?.some((row) => covers(row, on)) ?? false
}

function covers(row: ParameterRow, on: CivilDate): boolean {
  return startOf(row) <= on && on <= endOf(row)
}

function startOf({ effectiveFrom }: ParameterRow): number {
  return effectiveFrom ?? Number.NEGATIVE_INFINITY
}

function endOf(row: ParameterRow | undefined): number {
  return row?.effectiveTo ?? Number.POSITIVE_INFINITY
}

function valueOf(source: unknown, index: number): Json {
  const value = (source as readonly { readonly value?: Json }[])[index]?.value
  const path = `/${index}/value`
  if (value === undefined) throw new LawError('FORMAT_MISSING', path, { key: 'value' })
  try {
    canonicalText(value)
    return value
  } catch (error) {
    if (error instanceof CodecError)
      throw new LawError('FORMAT_TYPE', path, { expected: 'integers, text, lists, objects' })
    throw error
  }
}
